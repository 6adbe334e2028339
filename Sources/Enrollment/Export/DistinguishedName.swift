/// Names in a directory. Source: RFC 4514.
enum DistinguishedName {
  /// `value` inside a distinguished name (section 2.4).
  static func escaped(_ value: String) -> String {
    // By scalars: a comma that another mark combines with is a comma still.
    let scalars = Array(value.unicodeScalars)
    var text = String.UnicodeScalarView()
    for (offset, scalar) in scalars.enumerated() {
      let isEdge = offset == 0 && (scalar == "#" || scalar == " ") || offset == scalars.count - 1 && scalar == " "
      if isEdge || "\"+,;<>\\=".unicodeScalars.contains(scalar) { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }
}
