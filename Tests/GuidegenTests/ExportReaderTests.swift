import Foundation
import Testing

/// What `guidegen enroll export` writes, read by the programs that it is for or by others' readers of the format.
@Suite struct ExportReaderTests {
  /// People with a usual token, one of another shape, and one that counts presses.
  private static func guideOfAllShapes() throws -> EnrolledGuide {
    try EnrolledGuide([
      "1.csv": ("upn\njo@example.com\n", []),
      "2.csv": ("upn\nada@example.com\n", ["--algorithm", "SHA256", "--digits", "8", "--period", "60"]),
      "3.csv": ("upn\nbo@example.com\n", ["--hotp"]),
    ])
  }

  /// `jo@example.com GG… … SHA1 6 period=30` and the like, the secret as `show` prints it.
  private func expected(in guide: EnrolledGuide, _ shapes: [(name: String, shape: String)]) throws -> [String] {
    let secrets = try guide.secrets(of: shapes.map(\.name))
    let list = try guide.enroll(["list"]).output.split(separator: "\n")
    return try shapes.map { name, shape in
      let serial = try #require(list.first { $0.contains(name) }).prefix { $0 != " " }
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
      let bits = try #require(secrets[name]).flatMap { letter in
        let value = letters.firstIndex(of: letter) ?? 0
        return (0..<5).map { value >> (4 - $0) & 1 }
      }
      let nibbles = stride(from: 0, to: bits.count, by: 4).map { bits[$0..<($0 + 4)].reduce(0) { $0 * 2 + $1 } }
      let secret = nibbles.map { String($0, radix: 16) }.joined()
      return "\(name) \(serial) \(secret) \(shape)"
    }
  }

  private let usual = [("jo@example.com", "SHA1 6 period=30"), ("ada@example.com", "SHA1 6 period=30")]
  private let all = [
    ("jo@example.com", "SHA1 6 period=30"), ("ada@example.com", "SHA256 8 period=60"),
    ("bo@example.com", "SHA1 6 counter=0"),
  ]

  /// `lines` without their serials, for formats that have none.
  private func withoutSerials(_ lines: [String]) -> [String] {
    lines.map { line in
      var words = line.split(separator: " ")
      words[1] = "-"
      return words.joined(separator: " ")
    }
  }

  @Test func `Entra's two forms hold serial, secret and interval`() throws {
    let guide = try EnrolledGuide()
    let expected = try expected(in: guide, usual)
    try guide.export("entra-csv", to: "tokens.csv")
    #expect(try guide.read("entra-csv", "tokens.csv") == expected)
    try guide.export("entra-graph", to: "tokens.json")
    let assigned = try guide.read("entra-graph", "tokens.json")
    #expect(assigned.map { $0.drop { $0 != " " } } == expected.map { $0.drop { $0 != " " } })
    #expect(assigned.first?.hasPrefix("0cadbf92-1111-4222-8333-444444444444 ") == true)
    try guide.export("entra-graph", to: "unassigned.json", "--unassigned")
    #expect(try guide.read("entra-graph", "unassigned.json").allSatisfy { $0.hasPrefix("- ") })
  }

  @Test func `Keycloak's, Authelia's and the key addresses hold all that makes a code`() throws {
    let guide = try Self.guideOfAllShapes()
    let expected = try expected(in: guide, all)
    try guide.export("keycloak", to: "users.json")
    #expect(try guide.read("keycloak", "users.json") == expected)
    try guide.export("key-uri", to: "addresses")
    #expect(try guide.read("key-uri", "addresses") == withoutSerials(expected))
    try guide.export("authelia", to: "totp.yml", of: "ada@example.com")
    #expect(try guide.read("authelia", "totp.yml") == [withoutSerials(expected)[1]])
  }

  @Test func `privacyIDEA reads its CSV, with and without people`() throws {
    let guide = try EnrolledGuide()
    let expected = try expected(in: guide, usual)
    try guide.export("privacyidea-csv", to: "people.csv", "--realm", "example", "--resolver", "ad")
    #expect(try guide.read("privacyidea-csv", "people.csv") == expected)
    try guide.export("privacyidea-csv", to: "nobody.csv")
    #expect(try guide.read("privacyidea-csv", "nobody.csv").allSatisfy { $0.hasPrefix("- GG") })
  }

  @Test(arguments: ["plain", "key", "password"])
  func `two readers and the schema agree on PSKC`(_ protection: String) throws {
    let guide = try Self.guideOfAllShapes()
    let expected = try expected(in: guide, all)
    let key = "000102030405060708090a0b0c0d0e0f"
    try guide.folder.write(key + "\n", to: "psk")
    try guide.folder.write("correct horse battery\n", to: "words")
    for name in ["psk", "words"] { try guide.restrict(name) }
    let credential: String?
    switch protection {
    case "key":
      try guide.export("pskc", to: "tokens.xml", "--pskc-key-file", "psk")
      credential = key
    case "password":
      try guide.export("pskc", to: "tokens.xml", "--pskc-password-file", "words")
      credential = "password:correct horse battery"
    default:
      try guide.export("pskc", to: "tokens.xml")
      credential = nil
    }
    #expect(try guide.read("pskc", "tokens.xml", key: credential) == expected)
    let ofServer = try guide.read("privacyidea-pskc", "tokens.xml", key: credential)
    #expect(ofServer.map { $0.dropFirst() } == expected.map { $0.drop { $0 != " " } })
    let pskctool = try tool("pskctool", package: "pskctool")
    let checked = try Command([pskctool, "--validate", "tokens.xml"], in: guide.folder).run()
    #expect(checked.output == "OK\n", "\(checked)")
    let text = try guide.folder.read("tokens.xml")
    #expect(text.contains("PlainValue>0</") && text.contains("<pskc:Secret><pskc:PlainValue>") == (credential == nil))
  }

  @Test func `another reader takes the transfer codes apart, ten tokens in each`() throws {
    let names = (1...23).map { "user\($0)@example.com" }
    let guide = try EnrolledGuide(["users.csv": ("upn\n" + names.joined(separator: "\n") + "\n", [])])
    try guide.export("google-authenticator", to: "transfer")
    let lines = try guide.folder.read("transfer").split(separator: "\n")
    #expect(lines.count == 3)
    try guide.export("key-uri", to: "addresses")
    #expect(try guide.read("google-authenticator", "transfer") == guide.read("key-uri", "addresses"))
  }

  @Test func `pam_oath lets the person in with the app's code, and nobody with another`() throws {
    let guide = try EnrolledGuide()
    try guide.export("oath-users", to: "users.oath", "--name", "local")
    let service = "auth required pam_oath.so usersfile=\(guide.folder.path)/users.oath window=5 digits=6"
    try expectLogin(of: "jo", service, name: "jo@example.com", in: guide)
  }

  @Test func `pam_google_authenticator lets the person in with the app's code, and nobody with another`() throws {
    let guide = try EnrolledGuide()
    try guide.export("google-authenticator-pam", to: "jo.google", of: "jo@example.com")
    let user = try #require(getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
    let service = "auth required pam_google_authenticator.so secret=\(guide.folder.path)/jo.google user=\(user)"
    try expectLogin(of: user, service, name: "jo@example.com", in: guide)
  }

  /// Logs `user` in with the app's code of `name`, and with another, by the PAM service that `rule` describes; it stands in
  /// a folder of services of our own.
  private func expectLogin(of user: String, _ rule: String, name: String, in guide: EnrolledGuide) throws {
    try guide.folder.write(rule + "\naccount required pam_permit.so\n", to: "pam/guidegen")
    let pamtester = try tool("pamtester", package: "pamtester libpam-oath libpam-google-authenticator libpam-wrapper")
    let environment = [
      "LD_PRELOAD": "libpam_wrapper.so", "PAM_WRAPPER": "1", "PAM_WRAPPER_SERVICE_DIR": guide.folder.path + "/pam",
    ]
    try expectCodeDecides(of: name, in: guide) { code in
      try Command(
        ["sh", "-c", "echo \(code) | \(pamtester) guidegen \(user) authenticate"], in: guide.folder,
        environment: environment
      ).run()
    }
  }

  /// Logs in with a wrong code, which must be refused, and with the right one, which must not; that may grow old on the way.
  private func expectCodeDecides(of name: String, in guide: EnrolledGuide, _ login: (String) throws -> Outcome) throws {
    let wrong = try login(String(try guide.code(of: name).map { $0 == "0" ? "1" : "0" }))
    #expect(wrong.status != 0, "\(wrong)")
    var right = try login(try guide.code(of: name))
    if right.status != 0 { right = try login(try guide.code(of: name)) }
    #expect(right.status == 0, "\(right)")
  }

  @Test func `OpenLDAP lets the person in with the password and the app's code, and nobody with another`() throws {
    let guide = try EnrolledGuide()
    let directory = try TestDirectory(in: guide.folder, people: ["jo", "ada"])
    defer { directory.stop() }
    try guide.export(
      "ldif", to: "tokens.ldif", "--name", "local", "--ldap-tokens", "ou=tokens,\(TestDirectory.base)",
      "--ldap-people", "ou=people,\(TestDirectory.base)")
    let changed = try directory.run("ldapmodify", as: TestDirectory.administrator, "secret", "-f", "tokens.ldif")
    #expect(changed.status == 0, "\(changed)")
    let jo = "uid=jo,ou=people,\(TestDirectory.base)"
    #expect(try directory.run("ldapwhoami", as: jo, "window").status == 49)
    try expectCodeDecides(of: "jo@example.com", in: guide) { code in
      try directory.run("ldapwhoami", as: jo, "window" + code)
    }
  }
}
