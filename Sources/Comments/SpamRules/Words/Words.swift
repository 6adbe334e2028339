/// The words of a text, folded.
///
/// Scripts without spaces between words have none: of those, each two neighbours are a word. What has signs amid its
/// letters is a word as a whole, and each part of it is another: `v!agra`, `v`, `agra`.
struct Words: Sendable, Hashable {
  /// In order.
  private(set) var all: [String] = []

  init(_ text: String) {
    self.init(FoldedText(text))
  }

  init(_ text: FoldedText) {
    if text.isPlain {
      addPlain(text.bytes)
    } else {
      add(String(decoding: text.bytes, as: UTF8.self))
    }
  }

  /// The words of ASCII, as `add` finds them.
  private mutating func addPlain(_ bytes: [UInt8]) {
    for run in bytes.split(whereSeparator: { !Self.isLetterOrDigit($0) && !FoldedText.isSign($0) }) {
      // A sign at the end is none that stands for a letter: `!` ends a sentence.
      guard let end = run.lastIndex(where: { !FoldedText.isSign($0) }) else { continue }
      let run = run[...end]
      let hasSign = run.contains(where: FoldedText.isSign)
      if hasSign { all.append(String(decoding: run, as: UTF8.self)) }
      for part in hasSign ? run.split(whereSeparator: FoldedText.isSign) : [run] {
        all.append(String(decoding: part, as: UTF8.self))
      }
    }
  }

  /// Whether `byte` is a letter or digit of ASCII.
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x41...0x5A: true
    default: false
    }
  }

  private mutating func add(_ text: String) {
    var run = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if Self.isInWord(scalar) {
        run.append(scalar)
      } else {
        add(run)
        run = String.UnicodeScalarView()
      }
    }
    add(run)
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isLetterOrDigit(scalar) || FoldedText.isSign(scalar) }
    return isLetterOrDigit(scalar) || scalar.properties.isJoinControl
  }

  /// Whether `scalar` is a letter or digit of any script. Unicode's tables are slow, and most text needs none of them.
  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "\0"..."\u{7F}": false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
  }

  private mutating func add(_ run: String.UnicodeScalarView) {
    var run = run[...]
    while let last = run.last, FoldedText.isSign(last) { run.removeLast() }
    guard !run.isEmpty else { return }
    if run.contains(where: FoldedText.isSign) { all.append(String(run)) }
    for part in run.split(whereSeparator: FoldedText.isSign) { addWord(part) }
  }

  private mutating func addWord(_ word: Substring.UnicodeScalarView) {
    let scalars = Array(word)
    guard scalars.count > 1, scalars.contains(where: Self.hasNoSpaces) else { return all.append(String(word)) }
    for (first, second) in zip(scalars, scalars.dropFirst()) {
      all.append(String(String.UnicodeScalarView([first, second])))
    }
  }

  /// Whether `scalar` is of a script that puts no spaces between words.
  static func hasNoSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai, Lao, Myanmar, Khmer; kana and Han.
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
