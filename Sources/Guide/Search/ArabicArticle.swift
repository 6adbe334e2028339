/// The article of Arabic, which is written as part of its word, alone or behind a particle of one letter: "المرور" is found by
/// "مرور", and is indexed as that.
///
/// It is taken off where at least three letters stay. The page's script does the same to what was typed.
enum ArabicArticle {
  /// In UTF-8, the longest first: with "and", "with", "as", "then" before it, the contracted "for the", and alone.
  private static let forms: [[UInt8]] = ["وال", "بال", "كال", "فال", "لل", "ال"].map { Array($0.utf8) }
  /// The same for the page's script: what matches it at the beginning of a word.
  static let pattern = #"(?<![\p{L}\p{N}])(?:[وبكف]?ال|لل)(?=\p{L}{3})"#
  /// In UTF-8 each letter of the script takes two bytes.
  private static let leastRest = 6

  /// `word`, in UTF-8, without it.
  static func dropped(from word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    // The first byte of every letter that a form begins with.
    guard let first = word.first, first == 0xD8 || first == 0xD9 else { return word }
    guard let form = forms.first(where: { word.starts(with: $0) }), word.count >= form.count + leastRest else {
      return word
    }
    return word.dropFirst(form.count)
  }

  /// The same for a text.
  static func dropped(from word: String) -> String {
    let letters = Array(word.utf8)[...]
    return String(decoding: dropped(from: letters), as: UTF8.self)
  }
}
