import YAML

/// Where a person's enrollment page stands, and what opens it.
///
/// All of it is generated, never chosen, and kept in the vault, so that letters can print it.
public struct PageAccess: Sendable, Equatable {
  /// The page's name, which nobody can guess: 26 of Crockford's digits in small letters, 128 bits.
  public let name: String
  /// What opens the page: 16 of Crockford's digits, 80 bits.
  public let code: String
  /// What stands behind the `#` of the page's address and is needed besides the code: as `name`; nil where the code alone
  /// opens the page.
  public let addressKey: String?
  /// Of the token that the page shows.
  public let serial: String
  /// When the page opens no more, in seconds since 1970.
  public var expires: Int

  /// Characters of a code.
  static let codeLength = 16
  /// Characters of a name: 26 digits hold 130 bits, of which the first two are 0.
  private static let nameLength = 26

  /// A new page for the token called `serial`.
  ///
  /// - Parameter withAddressKey: the code and the address are to travel by two channels, and only both open the page.
  public init(
    serial: String, expires: Int, withAddressKey: Bool, using generator: inout some RandomNumberGenerator
  ) {
    name = Self.randomName(using: &generator)
    code = String((0..<Self.codeLength).map { _ in Crockford.digits[Int.random(in: 0..<32, using: &generator)] })
    addressKey = withAddressKey ? Self.randomName(using: &generator) : nil
    (self.serial, self.expires) = (serial, expires)
  }

  /// As the vault holds it; nil where it cannot be one.
  init?(name: String, code: String, addressKey: String?, serial: String, expires: Int) {
    guard Self.isName(name), addressKey.map(Self.isName) ?? true, code.count == Self.codeLength,
      code.allSatisfy(Crockford.digits.contains)
    else { return nil }
    (self.name, self.code, self.addressKey, self.serial, self.expires) = (name, code, addressKey, serial, expires)
  }

  /// The code in groups of four, for people who type it; the hyphens do not belong to it.
  public var groupedCode: String {
    let letters = Array(code)
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }

  /// The page's address below that of the site: `_enroll/….html`, and what stands behind it.
  public func address(in folder: String) -> String {
    "\(folder)/\(name).html" + (addressKey.map { "#" + $0 } ?? "")
  }

  /// The last day on which the page opens.
  public var lastDay: CalendarDate {
    CalendarDate(daysSince1970: (expires - 1) / 86_400) ?? .epoch
  }

  private static func randomName(using generator: inout some RandomNumberGenerator) -> String {
    let number = UInt128.random(in: .min ... .max, using: &generator)
    return String(
      (0..<nameLength).map { Crockford.digits[Int(truncatingIfNeeded: number >> (5 * (nameLength - 1 - $0))) & 31] }
    ).lowercased()
  }

  private static func isName(_ name: String) -> Bool {
    name.utf8.count == nameLength && name == name.lowercased()
      && name.uppercased().allSatisfy(Crockford.digits.contains)
  }
}

extension PageAccess: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of what opens the page.
  public var description: String { "(enrollment page)" }
  /// Says nothing of what opens the page.
  public var debugDescription: String { "(enrollment page)" }
  /// Shows nothing of what opens the page.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
