/// What a text is known by, to find it again where it was changed a little. It does not lead back to the text.
///
/// A hash tells whether two texts are the same but for spaces, punctuation, case and look-alikes. Beside it stand the smallest of
/// the hashes of all runs of five letters, under 32 orders: two texts share as many of those as they share runs.
/// Source: A. Broder, "On the resemblance and containment of documents", 1997 (min-wise hashing).
package struct TextFingerprint: Sendable, Hashable {
  /// How many letters and digits the text has, at most 65,535.
  package let letters: Int
  private let hash: UInt64
  private let smallest: [UInt32]

  private static let orders = 32
  private static let runLength = 5

  /// The fingerprint of `text`.
  package init(_ text: String) {
    let values = FoldedText.folded(text).unicodeScalars
      .filter(Words.isLetterOrDigit).map(\.value)
    letters = min(values.count, 0xFFFF)
    hash = Self.hash(values[...])
    var smallest = [UInt32](repeating: .max, count: Self.orders)
    for start in 0..<max(1, values.count - Self.runLength + 1) {
      let run = Self.hash(values[start..<min(start + Self.runLength, values.count)])
      for order in smallest.indices {
        smallest[order] = min(smallest[order], UInt32(truncatingIfNeeded: Self.mixed(run &+ Self.step(order)) >> 32))
      }
    }
    self.smallest = smallest
  }

  /// Reads what `text` writes; nil for anything else.
  package init?(text: String) {
    guard let bytes = Hexadecimal.decoded(text, count: 2 + 8 + 4 * Self.orders) else { return nil }
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    letters = Int(number(0..<2))
    hash = number(2..<10)
    smallest = (0..<Self.orders).map { UInt32(truncatingIfNeeded: number((10 + 4 * $0)..<(14 + 4 * $0))) }
  }

  /// 276 hexadecimal digits, for a store.
  package var text: String {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
    return Hexadecimal.encoded(bytes(UInt16(truncatingIfNeeded: letters)) + bytes(hash) + smallest.flatMap(bytes))
  }

  /// Of 100 parts, how many the two texts have in common, within about 9; 100 only for the same text.
  package func likeness(to other: TextFingerprint) -> Int {
    if hash == other.hash, letters == other.letters { return 100 }
    let same = zip(smallest, other.smallest).count { $0 == $1 }
    return min(99, same * 100 / Self.orders)
  }

  /// FNV-1a over the values' four bytes, mixed: the same on every machine and at every time, unlike `Hasher`.
  private static func hash(_ values: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for value in values {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        hash = (hash ^ UInt64(value >> shift & 0xFF)) &* 0x100_0000_01B3
      }
    }
    return mixed(hash)
  }

  /// SplitMix64's steps: each bit of the result depends on each of `value`.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  private static func step(_ order: Int) -> UInt64 { UInt64(order + 1) &* 0x9E37_79B9_7F4A_7C15 }
}
