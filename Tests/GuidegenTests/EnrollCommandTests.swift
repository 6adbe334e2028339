import Foundation
import Testing

/// `guidegen enroll` as an administrator runs it. A key file opens the vault: passphrases are slow on purpose.
@Suite struct EnrollCommandTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder([
      "content/guide.yml": "title: Help\norganisation:\n  name: Example Ltd\n",
      "users.csv": "userPrincipalName;displayName;browser\njo@example.com;Jo Doe;Edge\nada@example.com;Ada;\n",
      "key": String(repeating: "k", count: 40), "words": "correct horse battery\n", "short": "too short\n",
    ])
    for name in ["key", "words", "short"] { try restrict(name) }
  }

  private func restrict(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
  }

  @discardableResult private func enroll(_ arguments: String..., credential: [String] = ["--key-file", "key"]) throws
    -> Outcome
  {
    try Command([try guidegenPath(), "enroll"] + arguments + credential, in: folder).run()
  }

  /// What follows `name` in what `show` prints.
  private func shown(_ name: String, _ arguments: String...) throws -> String {
    let outcome = try Command(
      [try guidegenPath(), "enroll", "show", "--key-file", "key"] + arguments, in: folder
    ).run()
    let line = outcome.output.split(separator: "\n").first { $0.hasPrefix(name + " ") }
    return try #require(line, "\(outcome)").dropFirst(name.count).trimmingCharacters(in: .whitespaces)
  }

  @Test func `an import gives everybody a token, and a second one changes nothing`() throws {
    let plan = try enroll("plan", "users.csv")
    #expect(plan.output == "new      jo@example.com\nnew      ada@example.com\n")
    #expect(try enroll("import", "users.csv").output == "enrollment/vault: 2 new\n")
    let vault = try folder.read("enrollment/vault")
    let list = try enroll("list").output
    #expect(list.contains("  jo@example.com  Jo Doe\n") && list.split(separator: "\n").count == 2)
    #expect(try enroll("import", "users.csv").output == "enrollment/vault: 2 kept\n")
    #expect(try folder.read("enrollment/vault") == vault)
  }

  @Test func `oathtool's code for the secret that show prints is told to work`() throws {
    try enroll("import", "users.csv")
    let secret = try shown("secret", "jo@example.com", "--secret").filter { $0 != " " }
    let oathtool = try tool("oathtool", package: "oathtool")
    let code = try Command([oathtool, "--totp", "--base32", secret], in: folder).run().output
      .trimmingCharacters(in: .newlines)
    #expect(try enroll("verify", "JO@example.com", code) == Outcome(status: 0, output: "the app works\n"))
    #expect(try enroll("rotate", "jo@example.com").status == 0)
    let refused = try enroll("verify", "jo@example.com", code)
    #expect(refused.status == 1 && refused.errors.contains("which was revoked"), "\(refused)")
    #expect(try shown("secret", "jo@example.com", "--secret").filter { $0 != " " } != secret)
  }

  @Test func `a list with a bad row changes nothing unless it may be left out`() throws {
    try folder.write("upn,browser\njo@example.com,\nada,edgee\n", to: "bad.csv")
    let refused = try enroll("import", "bad.csv")
    #expect(refused.status == 1)
    #expect(
      refused.errors == """
        bad.csv:3:1: error: "ada" is not a user principal name
          hint: write one such as jo@example.com
        bad.csv:3:5: error: unknown browser "edgee"
          hint: did you mean "edge"?
        1 row is wrong of 2; nothing was changed (--skip-bad takes the others)

        """)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/enrollment"))
    #expect(try enroll("import", "bad.csv", "--skip-bad").output == "enrollment/vault: 1 new\n")
  }

  @Test func `a passphrase opens its vault, and another or a short one nothing`() throws {
    let words = ["--passphrase-file", "words"]
    let short = try enroll("import", "users.csv", credential: ["--passphrase-file", "short"])
    #expect(short.status == 1 && short.errors.contains("the passphrase is too short"), "\(short)")
    #expect(try enroll("import", "users.csv", credential: words).status == 0)
    #expect(try enroll("list", credential: words).output.contains("jo@example.com"))
    let wrong = try enroll("list", credential: ["--passphrase-file", "short"])
    #expect(wrong.status == 1 && wrong.errors.contains("this passphrase does not open the vault"), "\(wrong)")
    let other = try enroll("list")
    #expect(other.status == 1 && other.errors.contains("this vault opens with a passphrase"), "\(other)")
  }

  @Test func `without a terminal and without a credential the command says what to give`() throws {
    try enroll("import", "users.csv", credential: ["--passphrase-file", "words"])
    let setsid = try tool("setsid", package: "util-linux")
    let asked = try Command([setsid, "--wait", try guidegenPath(), "enroll", "list"], in: folder).run()
    #expect(asked.status == 2)
    #expect(asked.errors.contains("--passphrase-file or --passphrase-fd"), "\(asked)")
  }

  @Test func `a code may say an address with the person's fields instead`() throws {
    try enroll("import", "users.csv")
    let payload = "https://help.example.com/?user={{user.principalName}}"
    let shown = try enroll("show", "jo@example.com", "--qr", "--payload", payload)
    let drawn = try guidegen("qr", "https://help.example.com/?user=jo%40example.com", in: folder)
    #expect(drawn.status == 0 && shown.output.hasSuffix(drawn.output), "\(shown)")
    let refused = try enroll("show", "jo@example.com", "--qr", "--payload", "{{user.nam}}")
    #expect(refused.status == 1)
    #expect(refused.errors == "error: unknown field \"user.nam\"\n  hint: did you mean \"user.name\"?\n")
  }

  @Test func `the log says who did what, and holds no secret`() throws {
    try enroll("import", "users.csv")
    let secret = try shown("secret", "ada@example.com", "--secret")
    try enroll("revoke", "ada@example.com")
    let log = try folder.read("enrollment/vault.log")
    let actions = log.components(separatedBy: #""action":""#).dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(actions == ["created", "issued", "issued", "shown", "revoked"])
    #expect(!log.contains(secret) && !log.contains(secret.filter { $0 != " " }))
    #expect(try enroll("list").output.contains("revoked     ada@example.com"))
  }

  @Test func `no site is built while the vault is among what is published`() throws {
    try folder.write("---\ntitle: A\n---\n\nText.\n", to: "content/a.md")
    try enroll("import", "users.csv", "--vault", "content/files/vault")
    for name in [".lock", ".log"] { try folder.remove("content/files/vault" + name) }
    let refused = try guidegen("build", in: folder)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("content/files/vault: error: this is a vault of secrets"), "\(refused)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/site"))
    try folder.remove("content/files/vault")
    #expect(try guidegen("build", in: folder).status == 0)
  }

  @Test func `a key file that others can read is refused`() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: "\(folder.path)/key")
    let refused = try enroll("import", "users.csv")
    #expect(refused.status == 1)
    #expect(
      refused.errors == "key: error: others can read this (mode 640)\n  hint: take that from them: chmod go= key\n")
  }
}
