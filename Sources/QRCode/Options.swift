extension QRCode {
  /// What a symbol shall be like, where the data leaves a choice.
  public struct Options: Sendable, Hashable {
    /// The kind of symbol; `version` overrides it.
    public var family: Version.Family
    /// The one version to take; nil: the smallest of the family that holds the data.
    public var version: Version?
    /// The least level.
    public var level: Level
    /// Whether a higher level is taken when it fits the same version.
    public var boostsLevel: Bool
    /// The mask to take; nil: the one with the least penalty.
    public var mask: Int?
    /// The one mode to write in; nil: the shortest mix.
    public var mode: Mode?
    /// The header that names the character set.
    public var eci: ECI
    /// Whether and how the data is in the form of an application standard.
    public var fnc1: FNC1?
    /// How the rule about patterns like a finder is read.
    public var finderRule: FinderRule

    /// Options, all with the values that suit a text for telephones.
    public init(
      family: Version.Family = .qr, version: Version? = nil, level: Level = .medium, boostsLevel: Bool = true,
      mask: Int? = nil, mode: Mode? = nil, eci: ECI = .whenNeeded, fnc1: FNC1? = nil,
      finderRule: FinderRule = .once
    ) {
      self.family = family
      self.version = version
      self.level = level
      self.boostsLevel = boostsLevel
      self.mask = mask
      self.mode = mode
      self.eci = eci
      self.fnc1 = fnc1
      self.finderRule = finderRule
    }
  }

  /// The extended channel interpretation: which character set the bytes are in.
  ///
  /// Source: ISO/IEC 18004:2015, 7.4.2.
  public enum ECI: Sendable, Hashable {
    /// No header; readers then guess, most of them rightly.
    case never
    /// UTF-8 is declared when a character outside ASCII is written in byte mode; never in Micro QR, which has no ECI.
    case whenNeeded
    /// UTF-8 is declared.
    case always
    /// The set with this assignment number, 0 to 999,999, is declared, and the bytes are written as they are.
    case assignment(Int)
  }

  /// A symbol whose data follows an application standard.
  ///
  /// Fields that end early are separated by the byte 29.
  ///
  /// Source: ISO/IEC 18004:2015, 7.4.8.
  public enum FNC1: Sendable, Hashable {
    /// First position: GS1 element strings.
    case gs1
    /// Second position: the standard of AIM's application indicator, two digits or one letter.
    case application(String)
  }

  /// How rule 3 of the penalty counts patterns like a finder's, 1:1:3:1:1 with four light modules beside it.
  public enum FinderRule: Sendable, Hashable {
    /// Modules 1011101 with four light modules before or after them, once each; as ZXing and segno read the standard.
    case once
    /// Also larger patterns in the same ratio, and twice when both sides are light; as Nayuki reads it.
    case anyScaleBothSides
  }
}
