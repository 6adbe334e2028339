/// A Temporary Access Pass: what Entra ID takes in the place of password and app, for some time.
///
/// It is a secret as long as it is valid. Source: Microsoft, "Configure Temporary Access Pass".
public struct AccessPass: Sendable, Equatable {
  /// What the person types: 8 to 48 visible characters.
  public let code: String
  /// From when it is valid; nil where the list does not say.
  public let start: PassTime?
  /// Until when it is valid; nil where the list does not say.
  public let end: PassTime?
  /// Whether it lets the person in once only; nil where the list does not say.
  public let isOneTime: Bool?

  /// Characters that a pass can have. Source: the same, table of the policy's settings: 8 to 48.
  static let lengths = 8...48
  /// Minutes for which a pass can be valid. Source: the same: 10 minutes to 30 days.
  static let lifetimes = 10...43_200
}

extension AccessPass: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says nothing of the code.
  public var description: String { "(access pass)" }
  /// Says nothing of the code.
  public var debugDescription: String { "(access pass)" }
  /// Shows nothing of the code.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
