import Foundation
import Testing

/// `guidegen enroll export` as an administrator runs it: what is refused, what is written, what is logged.
@Suite struct ExportCommandTests {
  @Test func `the file is for its owner alone, and nothing takes another's place unasked`() throws {
    let guide = try EnrolledGuide()
    try guide.export("entra-csv", to: "tokens.csv")
    let attributes = try FileManager.default.attributesOfItem(atPath: guide.folder.path + "/tokens.csv")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let first = try guide.folder.read("tokens.csv")
    let refused = try guide.enroll(["export", "--format", "key-uri", "--all", "-o", "tokens.csv"])
    #expect(refused.status == 1)
    #expect(
      refused.errors == """
        tokens.csv: error: there is something already
          hint: choose another name, or let --force take its place

        """)
    #expect(try guide.folder.read("tokens.csv") == first)
    try guide.export("key-uri", to: "tokens.csv", "--force")
    #expect(try guide.folder.read("tokens.csv").hasPrefix("otpauth://"))
    #expect(try guide.folder.names() == ["content", "enrollment", "key", "tokens.csv", "users.csv"])
  }

  @Test func `tokens that the system cannot take are all said, and nothing is written or logged`() throws {
    let guide = try EnrolledGuide([
      "1.csv": ("upn\njo@example.com\n+491234@example.com\n", []),
      "2.csv": ("upn\nada@example.com\n", ["--algorithm", "SHA256", "--digits", "8"]),
      "3.csv": ("upn\nbo@example.com\n", ["--hotp"]),
    ])
    let log = try guide.folder.read("enrollment/vault.log")
    let refused = try guide.enroll(["export", "--format", "entra-csv", "--all", "-o", "tokens.csv"])
    #expect(refused.status == 1)
    #expect(
      refused.errors == """
        error: the name of "+491234@example.com" begins with "+", which spreadsheets run
          hint: hand this person over by another format, or by hand
        error: the token of "ada@example.com" is made with SHA256, and Entra ID by CSV takes SHA1
          hint: guidegen enroll rotate makes another; it takes --algorithm, --digits and --period
        error: the token of "ada@example.com" has 8 digits, and Entra ID by CSV takes 6
          hint: guidegen enroll rotate makes another; it takes --algorithm, --digits and --period
        error: the token of "bo@example.com" counts presses (HOTP), and Entra ID by CSV takes none such
          hint: guidegen enroll rotate makes another; it takes --algorithm, --digits and --period
        nothing was written

        """)
    #expect(!guide.folder.exists("tokens.csv"))
    #expect(try guide.folder.read("enrollment/vault.log") == log)
  }

  @Test func `standard output gets the tokens only when it is asked for, and the log says whose they were`() throws {
    let guide = try EnrolledGuide()
    let asked = try guide.enroll(["export", "--format", "key-uri", "--user", "JO@example.com", "-o", "-"])
    #expect(asked.status == 0)
    #expect(asked.output.hasPrefix("otpauth://totp/Example%20%26%20Sons:jo@example.com?secret="))
    #expect(asked.output.split(separator: "\n").count == 1)
    #expect(asked.errors == "standard output: 1 token\n")
    let last = try #require(try guide.folder.read("enrollment/vault.log").split(separator: "\n").last)
    #expect(last.contains(#""action":"exported","user":"jo@example.com","serial":"GG"#))
    #expect(last.hasSuffix(#""format":"key-uri"}"#))
    let silent = try guide.enroll(["export", "--format", "key-uri", "--all"])
    #expect(silent.status == 2 && silent.output.isEmpty)
  }

  @Test func `who has only revoked tokens is left out of all, and an error by name`() throws {
    let guide = try EnrolledGuide()
    try guide.enroll(["revoke", "ada@example.com"])
    let all = try guide.enroll(["export", "--format", "key-uri", "--all", "-o", "-"])
    #expect(all.errors == "left out: 1 person with only revoked tokens\nstandard output: 1 token\n")
    let named = try guide.enroll([
      "export", "--format", "key-uri", "-o", "-", "--user", "ada@example.com", "--user", "jod@example.com",
    ])
    #expect(named.status == 1 && named.output.isEmpty)
    #expect(
      named.errors == """
        enrollment/vault: error: there is no "jod@example.com" in the vault
          hint: guidegen enroll list shows who is
        error: all tokens of "ada@example.com" were revoked
          hint: guidegen enroll rotate makes a new one

        """)
  }

  @Test(arguments: ["content", "site", "content/deep"])
  func `nothing is written among what is published`(_ name: String) throws {
    let guide = try EnrolledGuide()
    try FileManager.default.createDirectory(atPath: "\(guide.folder.path)/\(name)", withIntermediateDirectories: true)
    let refused = try guide.enroll(["export", "--format", "key-uri", "--all", "-o", "\(name)/tokens"])
    #expect(refused.status == 1 && refused.errors.contains("is published, and this would be secrets"), "\(refused)")
    #expect(!guide.folder.exists("\(name)/tokens"))
  }

  @Test(
    arguments: [
      (["--format", "ldif", "--all"], "needs --ldap-tokens and --ldap-people"),
      (["--format", "keycloak", "--all", "--realm", "x"], "--realm says nothing to the format keycloak"),
      (["--format", "pskc"], "Give either --all or --user"),
      (["--format", "pskc", "--all", "--pskc-key-file", "a", "--pskc-password-file", "b"], "exclude each other"),
    ])
  func `what the format would not read is a wrong command line`(_ arguments: [String], _ message: String) throws {
    let guide = try EnrolledGuide([:])
    let refused = try guide.enroll(["export", "-o", "-"] + arguments)
    #expect(refused.status == 2 && refused.errors.contains(message), "\(refused)")
  }

  @Test func `a file for one person refuses two, and a short key or password is none`() throws {
    let guide = try EnrolledGuide()
    let two = try guide.enroll(["export", "--format", "google-authenticator-pam", "--all", "-o", "-"])
    #expect(two.status == 1 && two.errors.contains("is for one person, and there are 2"), "\(two)")
    for (option, text, message) in [
      ("--pskc-key-file", "0001", "this is no key of 32 hexadecimal digits"),
      ("--pskc-password-file", "short", "the password is too short"),
    ] {
      try guide.folder.write(text + "\n", to: "words")
      try guide.restrict("words")
      let refused = try guide.enroll(["export", "--format", "pskc", "--all", "-o", "-", option, "words"])
      #expect(refused.status == 1 && refused.errors.contains(message), "\(refused)")
    }
  }
}
