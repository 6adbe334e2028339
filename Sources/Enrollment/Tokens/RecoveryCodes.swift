/// Codes for the day on which the phone is gone: each lets its person in once.
///
/// Their letters are kept, as secrets are, since letters print them; systems that take hashes get only those.
public struct RecoveryCodes: Sendable, Equatable {
  /// In the order in which they are to be used, each of `length` of Crockford's digits: 60 bits.
  public let codes: [String]
  /// When they were made, in seconds since 1970.
  public let created: Int

  /// As many as fit on a card.
  public static let usualCount = 10
  /// How many a person may have.
  public static let counts = 1...20
  /// Characters of a code.
  static let length = 12

  /// `count` new codes from `generator`.
  ///
  /// - Parameter now: seconds since 1970.
  public init(count: Int = usualCount, now: Int, using generator: inout some RandomNumberGenerator) {
    codes = (0..<count).map { _ in
      String((0..<Self.length).map { _ in Crockford.digits[Int.random(in: 0..<32, using: &generator)] })
    }
    created = now
  }

  /// Codes as the vault holds them; nil where they cannot be ones.
  init?(codes: [String], created: Int) {
    guard codes.allSatisfy({ $0.count == Self.length && $0.allSatisfy(Crockford.digits.contains) }) else { return nil }
    (self.codes, self.created) = (codes, created)
  }

  /// The codes in groups of four, for people who type them; the spaces do not belong to them.
  public var grouped: [String] {
    codes.map { code in
      let letters = Array(code)
      return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
        .joined(separator: " ")
    }
  }
}

extension RecoveryCodes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of the codes.
  public var description: String { "(recovery codes)" }
  /// Says nothing of the codes.
  public var debugDescription: String { "(recovery codes)" }
  /// Shows nothing of the codes.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
