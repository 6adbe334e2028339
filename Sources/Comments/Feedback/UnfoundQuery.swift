/// The words of a search that found nothing, as they are counted: in small letters, on one line, and not of a kind that tells
/// of a person.
package struct UnfoundQuery: Sendable, Hashable {
  package let text: String

  /// How many letters are kept: the rest is cut off.
  package static let longest = 80
  /// So many digits in a row may be somebody's number.
  private static let personalDigits = 5

  /// - Returns: nil where nothing is left of `text`, or where it looks personal: where it has an `@`, or five digits that
  ///   nothing but spaces and signs of telephone numbers stand between. (Error codes such as `0x80070005` are not personal.)
  package init?(_ text: String) {
    let line = VisibleText.line(text).lowercased()
    guard !Self.looksPersonal(line) else { return nil }
    // What is cut off was looked at too.
    let kept = VisibleText.line(String(line.prefix(Self.longest)))
    guard !kept.isEmpty else { return nil }
    self.text = kept
  }

  private static func looksPersonal(_ line: String) -> Bool {
    var digits = 0
    for word in line.split(separator: " ") {
      if isErrorCode(word) {
        digits = 0
        continue
      }
      for scalar in word.unicodeScalars {
        if scalar == "@" || scalar == "\u{FF20}" || scalar == "\u{FE6B}" { return true }
        // Of any script.
        if scalar.properties.generalCategory == .decimalNumber {
          digits += 1
          if digits >= personalDigits { return true }
        } else if !"-./()+".unicodeScalars.contains(scalar) {
          digits = 0
        }
      }
    }
    return false
  }

  /// `0x80070005`: no more than 32 bits.
  private static func isErrorCode(_ word: Substring) -> Bool {
    guard word.hasPrefix("0x"), 3...10 ~= word.utf8.count else { return false }
    return word.dropFirst(2).allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
