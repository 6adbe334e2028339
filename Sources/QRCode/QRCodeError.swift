/// Why a text cannot become a symbol.
public enum QRCodeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The data has more bits than the largest version that was allowed holds at the lowest level that was allowed.
  case tooLong(bits: Int, capacity: Int, version: QRCode.Version, level: QRCode.Level, remedy: Remedy?)
  /// `character`, at `offset` bytes from the start, is not one that `mode` can write.
  case unencodable(character: String, offset: Int, mode: QRCode.Mode)
  /// The version has no segments in `mode`.
  case modeUnavailable(QRCode.Mode, QRCode.Version)
  /// The version has no such level.
  case levelUnavailable(QRCode.Level, QRCode.Version)
  /// The family's masks are numbered from 0 to `last`.
  case maskUnavailable(Int, QRCode.Version, last: Int)
  /// What was asked for exists in Model 2 alone, or not in this family.
  case featureUnavailable(String, QRCode.Version.Family)
  /// An ECI assignment number outside 0 to 999,999.
  case invalidECI(Int)
  /// An application indicator that is neither two digits nor one letter.
  case invalidApplicationIndicator(String)
  /// The number of symbols asked for is outside 2 to 16.
  case invalidSymbolCount(Int)
  /// There are fewer characters than symbols to spread them over.
  case moreSymbolsThanCharacters(Int, characters: Int)

  /// What would hold the data.
  public enum Remedy: Sendable, Hashable {
    /// A larger version at the same level.
    case version(QRCode.Version)
    /// A lower level in the largest version.
    case level(QRCode.Level)
    /// Several symbols, read together.
    case symbols(Int)
    /// Model 2 rather than a smaller family.
    case model2(QRCode.Version)
  }

  /// One sentence: what is wrong with what.
  public var description: String {
    switch self {
    case .tooLong(let bits, let capacity, let version, let level, _):
      "the data needs \(bits) bits, \(bits - capacity) more than version \(version) holds at level \(level)"
    case .unencodable(let character, let offset, let mode):
      "mode \(mode) cannot hold \"\(character)\" (byte \(offset))"
    case .modeUnavailable(let mode, let version): "version \(version) has no mode \(mode)"
    case .levelUnavailable(let level, let version): "version \(version) has no level \(level)"
    case .maskUnavailable(let mask, let version, let last):
      last == 0
        ? "version \(version) has a single mask, 0, not \(mask)"
        : "version \(version) has the masks 0 to \(last), not \(mask)"
    case .featureUnavailable(let feature, let family):
      "\(["Model 2", "Micro QR", "rMQR"][family.rawValue]) has no \(feature)"
    case .invalidECI(let number): "ECI assignment numbers go from 0 to 999999, not \(number)"
    case .invalidApplicationIndicator(let text):
      "an application indicator is two digits or one letter, not \"\(text)\""
    case .invalidSymbolCount(let count): "structured append takes 2 to 16 symbols, not \(count)"
    case .moreSymbolsThanCharacters(let count, let characters):
      "\(characters) characters cannot be spread over \(count) symbols"
    }
  }

  /// What to do about it; nil where the sentence says it.
  public var hint: String? {
    switch self {
    case .tooLong(_, _, _, _, .version(let version)?): "version \(version) would hold it"
    case .tooLong(_, _, let version, _, .level(let level)?): "version \(version) would hold it at level \(level)"
    case .tooLong(_, _, _, _, .symbols(let count)?): "\(count) symbols read together would hold it (structured append)"
    case .tooLong(_, _, _, _, .model2(let version)?): "Model 2, version \(version), would hold it"
    case .tooLong(_, _, _, _, nil): "no code holds it: put the text on a page and encode its address"
    case .unencodable: "leave the mode out: the shortest mix of modes is found by itself"
    case .modeUnavailable, .levelUnavailable: "take a larger version, or leave the version out"
    default: nil
    }
  }
}
