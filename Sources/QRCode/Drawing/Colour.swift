extension QRCode {
  /// An opaque colour.
  public struct Colour: Sendable, Hashable, CustomStringConvertible {
    /// Red, 0 to 255.
    public var red: UInt8
    /// Green, 0 to 255.
    public var green: UInt8
    /// Blue, 0 to 255.
    public var blue: UInt8

    /// A colour from its parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// Black.
    public static let black = Colour(red: 0, green: 0, blue: 0)
    /// White.
    public static let white = Colour(red: 255, green: 255, blue: 255)

    /// A colour written as `#rgb`, `#rrggbb` (the `#` may be left out), `black` or `white`; nil for anything else.
    public init?(_ text: String) {
      switch text {
      case "black": self = .black
      case "white": self = .white
      default:
        var digits: [UInt8] = []
        for character in text.hasPrefix("#") ? text.dropFirst() : text[...] {
          guard let digit = character.hexDigitValue, character.isASCII else { return nil }
          digits.append(UInt8(digit))
        }
        switch digits.count {
        case 3: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
        case 6:
          self.init(
            red: digits[0] * 16 + digits[1], green: digits[2] * 16 + digits[3], blue: digits[4] * 16 + digits[5])
        default: return nil
        }
      }
    }

    /// The shortest of `#rgb` and `#rrggbb`.
    public var description: String {
      let parts = [red, green, blue]
      let digits = Array("0123456789abcdef")
      if parts.allSatisfy({ $0 % 17 == 0 }) { return "#" + String(parts.map { digits[Int($0 / 17)] }) }
      return "#" + String(parts.flatMap { [digits[Int($0 / 16)], digits[Int($0 % 16)]] })
    }

    /// Relative luminance, 0 (black) to 1 (white).
    ///
    /// Source: WCAG 2.2, definition of relative luminance; the power of 2.4 is approximated by its square and cube,
    /// which is within 0.01 of it.
    public var luminance: Double {
      func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        return value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
  }

  /// What is wrong with a pair of colours.
  public enum ColourFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Dark is lighter than light; many readers do not see such a code.
    case inverted(dark: Colour, light: Colour)
    /// The contrast, in hundredths, is below 4:1.
    case lowContrast(dark: Colour, light: Colour, hundredths: Int)

    /// One sentence.
    public var description: String {
      switch self {
      case .inverted(let dark, let light):
        "the dark colour \"\(dark)\" is lighter than the light colour \"\(light)\""
      case .lowContrast(let dark, let light, let ratio):
        "the contrast of \"\(dark)\" on \"\(light)\" is \(ratio / 100).\(ratio / 10 % 10):1, below 4:1"
      }
    }
  }

  /// Whether readers can tell the colours apart.
  ///
  /// - Returns: nil if they can.
  public static func fault(dark: Colour, light: Colour) -> ColourFault? {
    guard dark.luminance < light.luminance else { return .inverted(dark: dark, light: light) }
    let contrast = (light.luminance + 0.05) / (dark.luminance + 0.05)
    return contrast < 4 ? .lowContrast(dark: dark, light: light, hundredths: Int(contrast * 100)) : nil
  }
}
