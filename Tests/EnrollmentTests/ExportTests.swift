import Testing

@testable import Enrollment

/// What formats cannot carry, in complete sentences.
@Suite struct ExportTests {
  private func enrollee(
    _ name: String = "jo@example.com", id: String = "jo", _ shape: Token.Shape = .usual, bytes: Int = 20
  ) throws -> Enrollee {
    let secret = try #require(Secret((0..<bytes).map { UInt8($0) }))
    let token = Token(serial: "GG1", secret: secret, shape: shape, issuer: "Example", account: name, created: 0)
    return Enrollee(user: User(id: id, principalName: name), tokens: [token])
  }

  private func problems(_ format: ExportFormat, _ enrollees: [Enrollee], _ options: ExportOptions = ExportOptions())
    throws
    -> [String]
  {
    var generator = SystemRandomNumberGenerator()
    var handOver = try HandOver(format, options, using: &generator)
    for enrollee in enrollees {
      let isThere = handOver.check(enrollee)
      #expect(isThere)
    }
    return handOver.problems.map(\.message)
  }

  private func text(_ format: ExportFormat, _ enrollees: [Enrollee], _ options: ExportOptions = ExportOptions()) throws
    -> String
  {
    var generator = SystemRandomNumberGenerator()
    var handOver = try HandOver(format, options, using: &generator)
    for enrollee in enrollees {
      let isThere = handOver.check(enrollee)
      #expect(isThere)
    }
    var bytes: [UInt8] = []
    try handOver.write({ enrollees[$0] }, to: { bytes += $0 })
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let counting = Token.Shape(algorithm: .sha1, digits: 6, moving: .counter(7))
  private static let long = Token.Shape(algorithm: .sha512, digits: 8, moving: .time(period: 60))

  @Test(
    arguments: [
      (
        ExportFormat.entraGraph,
        ["is made with SHA512, and Entra ID takes SHA1 and SHA256", "has 8 digits, and Entra ID takes 6"]
      ),
      (.oathUsers, ["is made with SHA512, and liboath takes SHA1"]),
      (.googleAuthenticator, ["has a period of 60 seconds, and a transfer of Google Authenticator takes 30"]),
      (
        .googleAuthenticatorPAM,
        [
          "is made with SHA512, and pam_google_authenticator takes SHA1",
          "has 8 digits, and pam_google_authenticator takes 6",
        ]
      ),
      (
        .privacyIDEACSV,
        ["is made with SHA512, and privacyIDEA would take it for SHA1, since its key has 20 bytes"]
      ), (.pskc, []), (.keycloak, []), (.authelia, []), (.ldif, []), (.keyURI, []),
    ])
  func `a shape that a system has not is named`(_ format: ExportFormat, _ reasons: [String]) throws {
    var options = ExportOptions()
    options.isUnassigned = true
    let found = try problems(format, [enrollee(Self.long)], options)
    #expect(found == reasons.map { #"the token of "jo@example.com" \#($0)"# })
  }

  private func enrollee(_ shape: Token.Shape) throws -> Enrollee { try enrollee("jo@example.com", shape) }

  @Test(arguments: [ExportFormat.entraCSV, .entraGraph, .authelia])
  func `codes that a press makes are refused where only time counts`(_ format: ExportFormat) throws {
    var options = ExportOptions()
    options.isUnassigned = true
    let found = try problems(format, [enrollee(Self.counting)], options)
    #expect(found.count == 1 && found[0].contains("counts presses (HOTP)"), "\(found)")
  }

  @Test(
    arguments: [
      ("=cmd@example.com", #"begins with "=", which spreadsheets run"#),
      ("+1@example.com", #"begins with "+", which spreadsheets run"#),
      ("-jo@example.com", #"begins with "-", which spreadsheets run"#),
      ("@example", #"begins with "@", which spreadsheets run"#),
      ("\tjo@example.com", "begins with a tab, which spreadsheets run"),
      ("\rjo@example.com", "begins with a line break, which spreadsheets run"),
      ("a,b@example.com", #"has ",", which ends a cell"#), ("a\"b@example.com", "has a quote, which ends a cell"),
    ])
  func `a name that a spreadsheet would run or split is refused`(_ name: String, _ reason: String) throws {
    for format in [ExportFormat.entraCSV, .privacyIDEACSV] {
      #expect(try problems(format, [enrollee(name)]) == [#"the name of "\#(name)" \#(reason)"#])
    }
  }

  @Test(
    arguments: [
      (28, "SHA224", nil), (32, "SHA256", OneTimePassword.Algorithm.sha256), (48, "SHA384", nil),
      (64, "SHA512", .sha512),
    ])
  func `privacyIDEA's inference from the key's length is foreseen`(
    _ bytes: Int, _ inferred: String, _ fitting: OneTimePassword.Algorithm?
  ) throws {
    let found = try problems(.privacyIDEACSV, [enrollee(bytes: bytes)])
    #expect(
      found == [
        "the token of \"jo@example.com\" is made with SHA1, and privacyIDEA would take it for \(inferred), "
          + "since its key has \(bytes) bytes"
      ])
    guard let fitting else { return }
    let shape = Token.Shape(algorithm: fitting, digits: 6, moving: .time(period: 30))
    #expect(try problems(.privacyIDEACSV, [enrollee("jo@example.com", shape, bytes: bytes)]).isEmpty)
  }

  @Test func `two people of one name, and a person of none, are refused`() throws {
    var options = ExportOptions()
    options.name = .local
    let people = try [enrollee("jo@example.com", id: "1"), enrollee("JO@example.org", id: "2")]
    #expect(
      try problems(.keycloak, people, options) == [
        #""jo@example.com" and "JO@example.org" would both be called "JO""#
      ])
    options.name = .email
    #expect(
      try problems(.authelia, [people[0]], options) == [
        #"the list says nothing of "jo@example.com" that the system could call the person"#
      ])
  }

  @Test func `an id that is no object id is refused unless nobody is assigned`() throws {
    #expect(
      try problems(.entraGraph, [enrollee(id: "jo")]) == [
        #"the id of "jo@example.com" is "jo", which is no object id of Entra ID"#
      ])
    #expect(try problems(.entraGraph, [enrollee(id: "0cadbf92-1111-4222-8333-444444444444")]).isEmpty)
  }

  @Test func `counters stand where each format wants them`() throws {
    let person = try enrollee(Self.counting)
    #expect(
      try text(.oathUsers, [person]) == "HOTP/E/6\tjo@example.com\t-\t000102030405060708090a0b0c0d0e0f10111213\t7\n")
    #expect(try text(.privacyIDEACSV, [person]) == "GG1,000102030405060708090a0b0c0d0e0f10111213,hotp,6,7\n")
    #expect(try text(.googleAuthenticatorPAM, [person]).contains("\n\" HOTP_COUNTER 7\n"))
    #expect(try text(.ldif, [person]).contains("\noathHOTPCounter: 6\n"))
    #expect(try text(.pskc, [person]).contains("<pskc:Counter><pskc:PlainValue>7</pskc:PlainValue></pskc:Counter>"))
  }

  @Test func `names are escaped as each format wants it`() throws {
    let name = #"j,o&<é>"x@example.com"#
    let person = try enrollee(name)
    #expect(try text(.pskc, [person]).contains(#"<pskc:UserId>UID=j\,o&amp;\&lt;é\&gt;\&quot;x@example.com<"#))
    #expect(try text(.authelia, [person]).contains(#"username: "j,o\u0026\u003cé\u003e\"x@example.com""#))
    var options = ExportOptions()
    options.folders = LDAPFolders(tokens: "ou=t", people: "ou=p")
    #expect(try text(.ldif, [person], options).contains("\ndn:: "))
  }

  @Test func `a mark that combines with a sign hides it from no escaping`() throws {
    let person = try enrollee("j<\u{301},\u{301}o@example.com")
    #expect(try text(.pskc, [person]).contains("UID=j\\&lt;\u{301}\\,\u{301}o@example.com<"))
    #expect(try problems(.oathUsers, [enrollee("#\u{301}jo@example.com")]).count == 1)
  }

  @Test func `encrypted containers never repeat a ciphertext`() throws {
    var options = ExportOptions()
    options.credential = .key([UInt8](repeating: 7, count: 16))
    let person = try enrollee()
    #expect(try text(.pskc, [person], options) != text(.pskc, [person], options))
  }
}
