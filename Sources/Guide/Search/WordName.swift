/// A word's letters as numbers that are quickly compared: equal words have equal names.
struct WordName: Sendable, Equatable {
  /// The word's last eight bytes, mixed with those before where there are more.
  private var letters: UInt64 = 0
  private var bytes: Int32 = 0

  /// The name of a word of `count` bytes, eight at most, which are `letters`, the last the lowest.
  @inline(__always)
  init(_ letters: UInt64, count: Int) {
    (self.letters, bytes) = (letters, Int32(truncatingIfNeeded: count))
  }

  /// The name of the word `letters`, whose letters of ASCII may be small.
  init(_ letters: UnsafeBufferPointer<UInt8>) {
    for (index, letter) in letters.enumerated() {
      if index >= 8 { self.letters = (self.letters ^ self.letters >> 29) &* 0x0000_0100_0000_01B3 }
      self.letters = self.letters << 8 | UInt64(Self.folded(letter))
    }
    bytes = Int32(truncatingIfNeeded: letters.count)
  }

  /// How many bytes the word has in UTF-8.
  var count: Int { Int(bytes) }

  /// Whether the name is the word: others need to be compared letter by letter too.
  var isWhole: Bool { count <= 8 }

  /// The best bits are the highest. Source: Knuth, The Art of Computer Programming, volume 3, 6.4.
  var hash: UInt64 { letters &* 0x9E37_79B9_7F4A_7C15 }

  /// An ASCII letter as a capital, or a digit as it is; 0 for all else.
  @inline(__always)
  static func capital(_ byte: UInt8) -> UInt8 {
    let capital = byte & 0xDF
    if capital &- UInt8(ascii: "A") < 26 { return capital }
    return byte &- UInt8(ascii: "0") < 10 ? byte : 0
  }

  /// A byte of a word, as a capital where it is a small letter of ASCII.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "a") < 26 ? byte & 0xDF : byte }
}
