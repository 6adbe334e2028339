import Enrollment
import Foundation
import Testing

@Suite struct RecoveryCodesTests {
  private func codes() -> RecoveryCodes {
    var generator = SystemRandomNumberGenerator()
    return RecoveryCodes(now: 5, using: &generator)
  }

  @Test func `ten codes of twelve of Crockford's digits, no two alike`() {
    let codes = codes()
    #expect(codes.codes.count == 10 && Set(codes.codes).count == 10)
    #expect(codes.codes.allSatisfy { $0.count == 12 && $0.allSatisfy("0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains) })
    #expect(codes.grouped.map { $0.filter { $0 != " " } } == codes.codes)
    #expect(codes.grouped.allSatisfy { $0.split(separator: " ").map(\.count) == [4, 4, 4] })
    #expect(codes != self.codes())
  }

  @Test func `nothing prints them by accident`() {
    let person = Enrollee(user: User(id: "jo", principalName: "jo@example.com"), tokens: [], recoveryCodes: codes())
    var dumped = ""
    dump(person, to: &dumped)
    for code in person.recoveryCodes?.codes ?? [] { #expect(!"\(person) \(dumped)".contains(code)) }
  }

  @Test func `the vault gives them back, a new token keeps them, and revoking takes them away`() throws {
    let folder = NSTemporaryDirectory() + "codes-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let user = User(id: "jo", principalName: "jo@example.com")
    var generator = SystemRandomNumberGenerator()
    var maker = TokenMaker(issuer: "Example", shape: .usual, now: 1, knowing: [], using: generator)
    let person = maker.renewed(Enrollee(user: user, tokens: [], recoveryCodes: codes()), for: user)
    #expect(maker.renewed(person, for: user).recoveryCodes == person.recoveryCodes)
    #expect(person.revoking(at: 2).recoveryCodes == nil)
    let vault = try Vault.create(
      at: folder + "/vault", for: .keyFile([UInt8](repeating: 1, count: 32)), using: &generator)
    try vault.put(person, using: &generator)
    #expect(try vault.enrollee(at: 0) == person)
  }
}
