import CommentDatabases
import Comments
import Crypto
import Foundation
import Testing

@Suite(.eachDatabase) struct TokenTests {
  private let key = StoreKey(id: "tokens-1", secret: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
  private let id: UUIDv7
  private let other: UUIDv7
  private let expiry = TestStore.now + 3600

  init() {
    var random = SystemRandomNumberGenerator()
    (id, other) = (UUIDv7(at: TestStore.now, random: &random), UUIDv7(at: TestStore.now, random: &random))
  }

  private func allows(
    _ action: Token.Action, _ id: UUIDv7, _ text: String, at time: Timestamp = TestStore.now, key: StoreKey? = nil
  ) -> Bool {
    Token.allows(action, of: id, by: text, at: time, key: key ?? self.key)
  }

  @Test(arguments: Token.Action.allCases)
  func `a token allows one thing with one comment until its time`(action: Token.Action) {
    let token = Token(action, of: id, until: expiry, key: key).text
    #expect(allows(action, id, token))
    #expect(allows(action, id, token, at: TestStore.now + 3599))
    #expect(!allows(action, id, token, at: expiry))
    #expect(!allows(action, other, token))
    for other in Token.Action.allCases where other != action { #expect(!allows(other, id, token)) }
    for secret in [UInt8(6), 8] {
      let foreign = StoreKey(id: "tokens-1", secret: SymmetricKey(data: [UInt8](repeating: secret, count: 32)))
      #expect(!allows(action, id, token, key: foreign))
    }
    #expect(!allows(action, id, token, key: StoreKey(id: "tokens-2", secret: key.secret)))
  }

  @Test func `a token that was changed allows nothing`() {
    let token = Token(.edit, of: id, until: expiry, key: key).text
    let parts = token.split(separator: ".").map(String.init)
    for changed in [
      "", ".", "..", token + ".", "approve.\(parts[1]).\(parts[2])", "edit.\(expiry.seconds + 1).\(parts[2])",
      "edit.0\(parts[1]).\(parts[2])", "edit.+\(parts[1]).\(parts[2])", "edit.\(parts[1]).\(parts[2].uppercased())",
      "edit.\(parts[1]).\(parts[2].dropLast())", "edit.\(parts[1]).\(String(repeating: "0", count: 64))",
    ] { #expect(!allows(.edit, id, changed), "\(changed)") }
    #expect(!allows(.approve, id, "approve.\(parts[1]).\(parts[2])"))
  }

  @Test func `all servers of a store have the same keys, and stores have different ones`() throws {
    let (test, foreign) = (try TestStore(), try TestStore())
    for use in [StoreKey.Use.tokens, .proofs, .addresses(day: 1)] {
      let key = try test.store.key(for: use, at: TestStore.now)
      #expect(try test.other().key(for: use, at: TestStore.now + 1).secret == key.secret)
      #expect(try foreign.store.key(for: use, at: TestStore.now).secret != key.secret)
      #expect(!"\(key)".contains("SymmetricKey"))
    }
  }

  @Test func `an address has another key each day, and none that tells it`() throws {
    let test = try TestStore()
    let bytes: [UInt8] = [192, 0, 2, 1]
    let today = try test.store.key(for: .addresses(day: 20_000), at: TestStore.now)
    let tomorrow = try test.store.key(for: .addresses(day: 20_001), at: TestStore.now)
    let text = AddressKey.text(of: bytes, key: today)
    #expect(text == AddressKey.text(of: bytes, key: today))
    #expect(text != AddressKey.text(of: [192, 0, 2, 2], key: today))
    #expect(text.dropFirst(6) != AddressKey.text(of: bytes, key: tomorrow).dropFirst(6))
    try test.store.forgetAddressKeys(before: 20_001)
    #expect(try test.store.key(for: .addresses(day: 20_000), at: TestStore.now).secret != today.secret)
    #expect(try test.store.key(for: .addresses(day: 20_001), at: TestStore.now).secret == tomorrow.secret)
  }

  @Test func `identifiers are those of RFC 9562, in the order of their times`() throws {
    var random = SystemRandomNumberGenerator()
    let early = UUIDv7(at: TestStore.now, random: &random)
    let late = UUIDv7(at: Timestamp(milliseconds: TestStore.now.milliseconds + 1), random: &random)
    #expect(early < late)
    #expect(early.description < late.description)
    #expect(early.time == TestStore.now)
    #expect(UUIDv7(early.description) == early)
    let uuid = try #require(UUID(uuidString: early.description))
    #expect(uuid.uuidString.lowercased() == early.description)
    // The example of the standard, appendix A.6.
    let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    #expect(UUIDv7(example)?.time.milliseconds == 0x017F_22E2_79B0)
    #expect(UUIDv7(example)?.description == example)
    for wrong in [
      "", example.uppercased(), example + "0", String(example.dropLast()), example.replacing("-", with: ""),
      "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
      "017f22e2_79b0-7cc3-98c4-dc0c0c07398f", "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    ] { #expect(UUIDv7(wrong) == nil, "\(wrong)") }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"), (1_800_000_000_999, "2027-01-15T08:00:00Z"),
    (4_107_542_399_000, "2100-02-28T23:59:59Z"), (4_107_542_400_000, "2100-03-01T00:00:00Z"),
  ])
  func `a moment is written as RFC 3339 has it`(milliseconds: Int, text: String) throws {
    #expect(Timestamp(milliseconds: milliseconds).text == text)
    let formatter = ISO8601DateFormatter()
    #expect(formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds / 1000))) == text)
  }
}
