/// What a text is known by, to find it again where it was changed a little. It does not lead back to the text.
///
/// A hash tells whether two texts are the same but for spaces, punctuation, case and look-alikes. Beside it stand 32 samples:
/// the hashes of all runs of five letters are divided among as many places, and of each place's smallest one a byte is kept. Two
/// texts share as many samples as they share runs. Sources: A. Broder, "On the resemblance and containment of documents", 1997;
/// P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing", 2012, whose empty places borrow here from others;
/// P. Li, A. C. König, "b-Bit Minwise Hashing", 2010.
package struct TextFingerprint: Sendable, Hashable {
  /// How many letters and digits the text has, at most 65,535.
  package let letters: Int
  private let hash: UInt64
  /// Eight samples in each word.
  private let samples: (UInt64, UInt64, UInt64, UInt64)

  private static let places = 32
  private static let runLength = 5
  private static let byteCount = 2 + 8 + places

  /// The fingerprint of `text`.
  package init(_ text: String) {
    self.init(FoldedText(text))
  }

  /// The fingerprint of `text`.
  init(_ text: FoldedText) {
    let values = text.lettersAndDigits
    letters = min(values.count, 0xFFFF)
    hash = Self.hash(values)
    samples = Self.words(Self.samples(of: values))
  }

  /// Reads what `text` writes; nil for anything else.
  package init?(text: String) {
    guard let bytes = Hexadecimal.decoded(text, count: Self.byteCount) else { return nil }
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    letters = Int(number(0..<2))
    hash = number(2..<10)
    samples = Self.words(bytes[10...])
  }

  /// 84 hexadecimal digits, for a store: of two texts that are the same, the first 20 are (`key`).
  package var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    func add(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    add(UInt16(truncatingIfNeeded: letters))
    add(hash)
    add(samples.0)
    add(samples.1)
    add(samples.2)
    add(samples.3)
    return Hexadecimal.encoded(bytes)
  }

  /// What `text` begins with: the same for the same text alone.
  package var key: String { String(text.prefix(Self.keyLength)) }

  /// How many digits `key` has.
  package static let keyLength = 20

  /// Of 100 parts, how many the two texts have in common, within about 9; 100 only for the same text.
  package func likeness(to other: TextFingerprint) -> Int {
    if hash == other.hash, letters == other.letters { return 100 }
    let same =
      Self.equalBytes(samples.0, other.samples.0) + Self.equalBytes(samples.1, other.samples.1)
      + Self.equalBytes(samples.2, other.samples.2) + Self.equalBytes(samples.3, other.samples.3)
    return min(99, same * 100 / Self.places)
  }

  package static func == (left: TextFingerprint, right: TextFingerprint) -> Bool {
    left.letters == right.letters && left.hash == right.hash && left.samples == right.samples
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(hash)
  }

  /// How many of eight bytes are the same in both.
  private static func equalBytes(_ one: UInt64, _ other: UInt64) -> Int {
    let (difference, low): (UInt64, UInt64) = (one ^ other, 0x7F7F_7F7F_7F7F_7F7F)
    // The highest bit of each byte that is not 0; no byte carries into the next.
    return 8 - ((((difference & low) &+ low) | difference) & ~low).nonzeroBitCount
  }

  /// A byte for each place.
  private static func samples(of values: [UInt32]) -> [UInt8] {
    var smallest = [UInt64](repeating: .max, count: places)
    for start in 0..<max(1, values.count - runLength + 1) {
      var run: UInt64 = 0
      for value in values[start..<min(start + runLength, values.count)] {
        run = (run ^ UInt64(value)) &* 0x9E37_79B9_7F4A_7C15
      }
      run = mixed(run)
      let place = Int(run >> 59)
      smallest[place] = min(smallest[place], run)
    }
    return (0..<places).map { place in
      var (source, tries) = (place, UInt64(0))
      // A text with few runs leaves places empty; each of those has its own order in which it asks the others.
      while smallest[source] == .max {
        tries += 1
        source = Int(mixed(UInt64(place) << 32 | tries) >> 59)
      }
      return UInt8(truncatingIfNeeded: smallest[source])
    }
  }

  private static func words(_ bytes: some Sequence<UInt8>) -> (UInt64, UInt64, UInt64, UInt64) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for byte in bytes {
      words = (
        words.0 << 8 | words.1 >> 56, words.1 << 8 | words.2 >> 56, words.2 << 8 | words.3 >> 56,
        words.3 << 8 | UInt64(byte)
      )
    }
    return words
  }

  /// FNV-1a over the values' four bytes, mixed: the same on every machine and at every time, unlike `Hasher`.
  private static func hash(_ values: [UInt32]) -> UInt64 {
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
}
