import QRCode

/// Payloads that the Python scripts make in the same way: `oracle/payloads.py`.
enum TestPayloads {
  /// `count` characters for `mode`; any bytes in byte mode.
  static func filled(_ mode: QRCode.Mode, count: Int, seed: Int) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(seed))
    let numbers = (0..<count).map { _ in random.next() }
    let alphanumeric = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    switch mode {
    case .numeric: return numbers.map { UInt8(48 + $0 % 10) }
    case .alphanumeric: return numbers.map { alphanumeric[Int($0 % 45)] }
    case .byte: return numbers.map { UInt8($0 % 256) }
    case .kanji:
      return numbers.flatMap { number in
        Unicode.Scalar(UInt32(0x3041 + number % 83)).map { Array(String(Character($0)).utf8) } ?? []
      }
    }
  }

  /// Characters of `mode` that fit into `bits`.
  static func fitting(_ mode: QRCode.Mode, bits: Int) -> Int {
    switch mode {
    case .numeric: bits / 10 * 3 + (bits % 10 >= 7 ? 2 : bits % 10 >= 4 ? 1 : 0)
    case .alphanumeric: bits / 11 * 2 + (bits % 11 >= 6 ? 1 : 0)
    case .byte: bits / 8
    case .kanji: bits / 13
    }
  }

  /// A text of all kinds of characters: digits, capitals, Latin, Kanji, emoji, control characters, often several runs.
  static func mixed(_ random: inout SeededRandom) -> String {
    let kinds: [[String]] = [
      (0...9).map(String.init), "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".map(String.init),
      "abcdefghijklmnopqrstuvwxyz?&=#".map(String.init), "äöüßéèñçøå".map(String.init),
      "日本語漢字東京大阪ひらがなカタカナ".map(String.init), ["😀", "🎉", "👍🏽"], ["\0", "\t", "\n", "\u{1}"],
    ]
    let weights = [6, 5, 8, 2, 2, 1, 1]
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      var pick = Int.random(in: 0..<weights.reduce(0, +), using: &random)
      let kind = weights.firstIndex { weight in
        pick -= weight
        return pick < 0
      }
      guard let kind else { continue }
      for _ in 0..<Int.random(in: 1...14, using: &random) { text += kinds[kind].randomElement(using: &random) ?? "" }
    }
    return text
  }
}
