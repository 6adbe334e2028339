import Foundation
import Testing

@Suite struct RecoveryCodesCommandTests {
  /// The codes that `show` prints, as they are typed.
  private func shownCodes(of name: String, in guide: EnrolledGuide) throws -> [String] {
    try guide.enroll(["show", name, "--recovery-codes"]).output.split(separator: "\n")
      .filter { $0.hasPrefix("recovery ") }.map { $0.dropFirst("recovery".count).filter { $0 != " " } }
  }

  @Test func `codes are made once, kept, renewed when that is asked for, and never logged`() throws {
    let guide = try EnrolledGuide()
    #expect(try guide.enroll(["show", "jo@example.com", "--recovery-codes"]).status == 1)
    let made = try guide.enroll(["recovery-codes", "--user", "jo@example.com"])
    #expect(made == Outcome(status: 0, output: "enrollment/vault: 10 codes each for 1 person\n"))
    let codes = try shownCodes(of: "jo@example.com", in: guide)
    #expect(codes.count == 10)
    let all = try guide.enroll(["recovery-codes", "--all", "--count", "3"])
    #expect(all.output == "enrollment/vault: 3 codes each for 1 person, 1 kept\n")
    #expect(try shownCodes(of: "jo@example.com", in: guide) == codes)
    #expect(try shownCodes(of: "ada@example.com", in: guide).count == 3)
    #expect(try guide.enroll(["recovery-codes", "--user", "jo@example.com", "--renew"]).status == 0)
    #expect(try Set(shownCodes(of: "jo@example.com", in: guide)).isDisjoint(with: codes))
    let log = try guide.folder.read("enrollment/vault.log")
    #expect(log.components(separatedBy: #""action":"recovery-codes-issued""#).count == 4)
    for code in codes { #expect(!log.contains(code)) }
  }

  @Test func `Keycloak gets hashes, and privacyIDEA's parser the codes that it hashes itself`() throws {
    let guide = try EnrolledGuide()
    let without = try guide.enroll(["export", "--format", "keycloak", "--all", "--recovery-codes", "-o", "-"])
    #expect(without.status == 1 && without.errors.contains(#""ada@example.com" has no recovery codes"#), "\(without)")
    try guide.enroll(["recovery-codes", "--user", "jo@example.com"])
    let codes = try shownCodes(of: "jo@example.com", in: guide)
    try guide.export("keycloak", to: "users.json", "--recovery-codes", of: "jo@example.com")
    let text = try guide.folder.read("users.json")
    for code in codes { #expect(!text.contains(code)) }
    let read = try guide.read("keycloak", "users.json", key: codes.joined(separator: " "))
    #expect(read.last == "jo@example.com recovery 10")
    try guide.export("privacyidea-csv", to: "tokens.csv", "--recovery-codes", "--realm", "r", of: "jo@example.com")
    let lines = try guide.read("privacyidea-csv", "tokens.csv")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("jo@example.com GG") == true)
    #expect(lines.last?.hasSuffix("R tan " + codes.joined(separator: " ")) == true)
  }
}
