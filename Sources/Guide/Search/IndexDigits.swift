/// Numbers as the index's shards write them: in printable ASCII that a JavaScript string holds as it is.
///
/// One of the 57 characters from `#` to `[` ends a number; any of the 34 from `]` to `~` before it count what there is of
/// 57, the highest first, to the base 34. So whatever is below 57 takes one character.
enum IndexDigits {
  /// Adds `number`, 0 or more.
  @inline(__always)
  static func append(_ number: Int, to output: inout [UInt8]) {
    if number >= 57 { appendHigh(number / 57, to: &output) }
    output.append(UInt8(truncatingIfNeeded: 35 + number % 57))
  }

  private static func appendHigh(_ number: Int, to output: inout [UInt8]) {
    if number >= 34 { appendHigh(number / 34, to: &output) }
    output.append(UInt8(truncatingIfNeeded: 93 + number % 34))
  }

  /// Reads numbers one after the other.
  struct Reader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    /// The next number; what is not there, or no digit, reads as 0.
    @inline(__always)
    mutating func number() -> Int {
      var high = 0
      while position < bytes.endIndex {
        let byte = Int(bytes[position])
        position += 1
        if byte < 93 { return high &* 57 &+ max(0, byte - 35) }
        high = high &* 34 &+ (byte - 93)
      }
      return high
    }
  }
}
