import Diagnostics

/// A value read from YAML, and where it stands.
public struct YAMLNode: Sendable {
  /// What a node holds. Scalars stay text until a caller asks for a type, so that `1.10` as a title stays `1.10`.
  public enum Value: Sendable {
    case null
    /// `isPlain` is false for quoted and block scalars, which are always text.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order in which they were written; keys are unique.
    case mapping([YAMLEntry])
  }

  /// What the node holds.
  public var value: Value
  /// The first byte of the value.
  public var place: Place

  /// A node at `place`.
  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

/// One `key: value` of a mapping.
public struct YAMLEntry: Sendable {
  /// The key's text.
  public var key: String
  /// The first byte of the key.
  public var keyPlace: Place
  /// The value.
  public var value: YAMLNode

  /// An entry of a mapping.
  public init(key: String, keyPlace: Place, value: YAMLNode) {
    self.key = key
    self.keyPlace = keyPlace
    self.value = value
  }
}
