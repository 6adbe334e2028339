/// Names in a directory. Source: RFC 4514.
enum DistinguishedName {
  /// `value` inside a distinguished name (section 2.4).
  static func escaped(_ value: String) -> String {
    var text = ""
    for (offset, character) in value.enumerated() {
      let isEdge =
        offset == 0 && (character == "#" || character == " ") || offset == value.count - 1 && character == " "
      if isEdge || "\"+,;<>\\=".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}
