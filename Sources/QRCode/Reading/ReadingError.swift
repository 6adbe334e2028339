extension QRCode {
  /// Why a matrix is not a clean symbol.
  public enum ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No version has this size.
    case size(width: Int, height: Int)
    /// A function pattern differs at this module.
    case pattern(x: Int, y: Int)
    /// The copies of the format information are no code word, or contradict each other.
    case format
    /// The syndromes of this block, counted from 0, are not 0.
    case damaged(block: Int)
    /// The bits are no sequence of segments.
    case malformed(String)

    /// One sentence.
    public var description: String {
      switch self {
      case .size(let width, let height): "no version has \(width) x \(height) modules"
      case .pattern(let x, let y): "the function pattern is wrong at column \(x), row \(y)"
      case .format: "the format information is wrong"
      case .damaged(let block): "block \(block) does not agree with its error correction codewords"
      case .malformed(let what): what
      }
    }
  }
}
