/// XML as it is written, an element on each line. Source: Extensible Markup Language 1.0, fifth edition.
struct XMLText {
  private(set) var bytes: [UInt8] = []

  /// Adds `text` as it is.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes += $0 }
  }

  /// Adds an element with `text` in it.
  mutating func element(_ name: StaticString, _ text: String, attributes: StaticString = "") {
    raw("<")
    raw(name)
    raw(attributes)
    raw(">")
    add(text)
    raw("</")
    raw(name)
    raw(">\n")
  }

  /// Adds to a tag that has begun in which language its words are.
  mutating func language(_ tag: String) {
    raw(" xml:lang=\"")
    add(tag)
    raw("\"")
  }

  /// Adds Atom's link to `address`.
  mutating func link(_ relation: StaticString, _ type: StaticString, _ address: String) {
    raw("<link rel=\"")
    raw(relation)
    raw("\" type=\"")
    raw(type)
    raw("\" href=\"")
    add(address)
    raw("\"/>\n")
  }

  /// Adds `text`, of which nothing counts as markup, between tags or in quotes; what XML cannot hold, even escaped
  /// (2.2), becomes U+FFFD.
  private mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      // A reader would make a line feed of it.
      case "\r": raw("&#13;")
      case "\t", "\n": bytes.append(UInt8(scalar.value))
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
      default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
  }
}
