/// Numbers as the index's shards write them: each is one character of UTF-8, in a JavaScript string that has it as it is.
///
/// The character's code point is 35 more than the number, so that a space parts numbers from words and the script needs no
/// table: what is below 93 takes one byte, what is below 2,013 two. A backslash stands twice, as in any such string. A number
/// that would fall upon half of a surrogate pair has `beyondSurrogates` more, and readers take the remainder.
enum IndexDigits {
  private static let offset = 35
  /// More than any character of a number that has it not.
  private static let beyondSurrogates = 600_000
  private static let backslash = UInt8(ascii: "\\")

  /// Adds `number`, from 0 to 599,964.
  @inline(__always)
  static func append(_ number: Int, to output: inout [UInt8]) {
    let point = number + offset
    guard point < 0x80 else { return appendLong(point, to: &output) }
    let byte = UInt8(truncatingIfNeeded: point)
    output.append(byte)
    if byte == backslash { output.append(byte) }
  }

  private static func appendLong(_ point: Int, to output: inout [UInt8]) {
    let isSurrogate = (0xD800...0xDFFF).contains(point)
    let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: isSurrogate ? point + beyondSurrogates : point))
    output += (scalar.flatMap { UTF8.encode($0) }) ?? UTF8.encodedReplacementCharacter
  }

  /// Reads numbers one after the other.
  struct Reader {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next number begins.
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next number; what is not there, or no number, reads as 0.
    @inline(__always)
    mutating func number() -> Int {
      guard position < bytes.count else { return 0 }
      let byte = bytes[position]
      position += byte == backslash ? 2 : 1
      return byte < 0x80 ? max(0, Int(byte) - offset) : longNumber(beginningWith: byte)
    }

    private mutating func longNumber(beginningWith byte: UInt8) -> Int {
      // Source: the Unicode standard, table 3-6.
      var point = byte < 0xE0 ? Int(byte & 0x1F) : byte < 0xF0 ? Int(byte & 0x0F) : Int(byte & 0x07)
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 {
        point = (point << 6 | Int(bytes[position] & 0x3F)) & 0x1F_FFFF
        position += 1
      }
      return max(0, point % beyondSurrogates - offset)
    }
  }
}
