/// What a code says of the app that showed it.
public enum Verdict: Sendable, Equatable {
  /// The app works.
  case works
  /// The app works, and its clock differs by about so many seconds: ahead of ours where positive.
  case clockDiffers(seconds: Int)
  /// The app works; of the codes that a press shows, so many went unused before this one.
  case pressesAhead(Int)
  /// The code fits, but the clocks would differ by so much that it may be chance: the app's next code decides.
  case needsSecondCode
  /// The code of a token that was revoked: the app still has the old account.
  case revoked(serial: String)
  /// No code of this person's tokens.
  case wrong
  /// Codes have so many digits, and this has not.
  case misshapen(digits: Int)
}

extension Verdict {
  /// One period to each side is what identity systems let pass. Source: RFC 6238, section 5.2.
  private static let tolerated = 1
  /// How far a single code is looked for, in periods to each side.
  private static let near = 10
  /// How far two codes in a row are looked for: a day to each side with codes of 30 seconds.
  private static let far = 2880
  /// How many presses may have gone unused. Source: RFC 4226, section 7.4.
  private static let presses = 50

  /// What `code` says, typed at `time` (seconds since 1970), of the app of `enrollee`.
  ///
  /// - Parameter second: the code that the app showed next.
  public init(_ code: String, then second: String? = nil, at time: Int, for enrollee: Enrollee) {
    let typed = [code, second].compactMap { $0?.filter { !$0.isWhitespace && $0 != "-" } }
    let digits = (enrollee.token ?? enrollee.tokens.last)?.shape.digits ?? 6
    if typed.contains(where: { $0.utf8.count != digits || !$0.utf8.allSatisfy { 48...57 ~= $0 } }) {
      self = .misshapen(digits: digits)
      return
    }
    if let token = enrollee.token, let verdict = Self.verdict(typed, at: time, token) {
      self = verdict
      return
    }
    let old = enrollee.tokens.last { $0.revoked != nil && Self.verdict(typed, at: time, $0) != nil }
    self = old.map { .revoked(serial: $0.serial) } ?? .wrong
  }

  /// Nil where the token never shows these codes, or not near this time.
  private static func verdict(_ typed: [String], at time: Int, _ token: Token) -> Verdict? {
    /// Whether the token shows what was typed from `counter` on.
    func shows(from counter: Int) -> Bool {
      typed.indices.allSatisfy { index in
        counter + index >= 0
          && typed[index]
            == OneTimePassword.hotp(
              token.secret, counter: UInt64(counter + index), digits: token.shape.digits,
              algorithm: token.shape.algorithm)
      }
    }
    switch token.shape.moving {
    case .counter(let first):
      let start = Int(clamping: first)
      return (0..<presses).first { shows(from: start + $0) }.map { .pressesAhead($0) }
    case .time(let period):
      let now = time / period - (typed.count - 1)
      let reach = typed.count > 1 ? far : near
      // The nearest first: codes repeat by chance.
      guard let off = (0...reach).flatMap({ [$0, -$0] }).first(where: { shows(from: now + $0) }) else { return nil }
      if abs(off) <= tolerated { return .works }
      return typed.count > 1 ? .clockDiffers(seconds: off * period) : .needsSecondCode
    }
  }
}
