import Enrollment
import Testing

@Suite struct VerdictTests {
  private let now = 1_700_000_010
  private let secret = Secret("12345678901234567890".utf8)
  private let old = Secret("09876543210987654321".utf8)

  private func enrollee() throws -> Enrollee {
    let (secret, old) = (try #require(secret), try #require(old))
    return Enrollee(
      user: User(id: "jo", principalName: "jo@example.com"),
      tokens: [
        Token(serial: "GGOLD", secret: old, issuer: "Example", account: "jo", created: 0, revoked: 1),
        Token(serial: "GGNEW", secret: secret, issuer: "Example", account: "jo", created: 1),
      ])
  }

  private func code(after seconds: Int) throws -> String {
    OneTimePassword.totp(try #require(secret), at: now + seconds)
  }

  @Test(arguments: [0, 30, -30])
  func `a code of now, or just before or after, says that the app works`(_ seconds: Int) throws {
    #expect(Verdict(try code(after: seconds), at: now, for: try enrollee()) == .works)
  }

  @Test func `spaces as the app shows them do not matter`() throws {
    let code = try code(after: 0)
    #expect(Verdict(code.prefix(3) + " " + code.suffix(3), at: now, for: try enrollee()) == .works)
  }

  @Test(arguments: [300, -150])
  func `a code of minutes away asks for the next one, and both tell the clocks' difference`(_ seconds: Int) throws {
    let first = try code(after: seconds)
    #expect(Verdict(first, at: now, for: try enrollee()) == .needsSecondCode)
    let second = try code(after: seconds + 30)
    #expect(Verdict(first, then: second, at: now + 30, for: try enrollee()) == .clockDiffers(seconds: seconds))
  }

  @Test func `a clock that is hours off is found by two codes, and not by one`() throws {
    let (first, second) = (try code(after: 7200), try code(after: 7230))
    #expect(Verdict(first, at: now, for: try enrollee()) == .wrong)
    #expect(Verdict(first, then: second, at: now + 30, for: try enrollee()) == .clockDiffers(seconds: 7200))
  }

  @Test func `a code of the token before says that the app has the old account`() throws {
    let code = OneTimePassword.totp(try #require(old), at: now)
    #expect(Verdict(code, at: now, for: try enrollee()) == .revoked(serial: "GGOLD"))
  }

  @Test(arguments: ["12345", "1234567", "12345a", ""])
  func `what is no code is told from a wrong one`(_ text: String) throws {
    #expect(Verdict(text, at: now, for: try enrollee()) == .misshapen(digits: 6))
  }

  @Test func `presses that went unused are counted`() throws {
    let secret = try #require(secret)
    var enrollee = try enrollee()
    enrollee.tokens = [
      Token(
        serial: "GGH", secret: secret, shape: Token.Shape(algorithm: .sha1, digits: 6, moving: .counter(0)),
        issuer: "Example", account: "jo", created: 0)
    ]
    #expect(Verdict("338314", at: now, for: enrollee) == .pressesAhead(4))
  }
}
