/// Letters of a script that writes no spaces between words, in overlapping pairs: "東京都" is "東京" and "京都". So a word is
/// found wherever it stands, without a dictionary that knows where words end.
struct LetterPairs {
  private var last: [UInt8] = []
  private var isAlone = true

  /// The pair that ends with `letter`, in UTF-8; nil for the first letter.
  mutating func next(_ letter: Unicode.Scalar) -> [UInt8]? {
    let bytes = Array(UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter)
    defer { last = bytes }
    if last.isEmpty { return nil }
    isAlone = false
    return last + bytes
  }

  /// The letter that stands alone, in no pair; nil where there is none.
  func end() -> [UInt8]? { isAlone && !last.isEmpty ? last : nil }
}
