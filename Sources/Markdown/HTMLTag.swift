/// One tag, comment or the like of raw HTML.
struct HTMLTag {
  enum Kind: Equatable {
    case opening, closing
    case comment
    /// `<!…>`, `<?…?>`, or what is no tag at all.
    case other
  }

  var kind: Kind
  /// In lower case; empty for a comment.
  var name = ""
  /// What stands between name and `>`, trimmed, less a slash at the end.
  var attributes: ArraySlice<UInt8> = []
  /// Just past it.
  var end: Int

  /// Elements that pass in articles: words and short structures that no style or script can hang on.
  static let allowed: Set<String> = [
    "abbr", "b", "br", "cite", "dd", "del", "details", "dfn", "dl", "dt", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "sub", "summary", "sup", "u", "var", "wbr",
  ]
  /// Elements without an end tag, or whose end tag may be left out.
  static let unpaired: Set<String> = ["br", "wbr", "dt", "dd"]

  /// Reads what the `<` at `start` of `html` begins.
  init(_ html: [UInt8], at start: Int) {
    let rest = html[start...]
    if rest.starts(with: "<!--".utf8) {
      kind = .comment
      end = Self.commentEnd(html, from: start)
      return
    }
    var position = start + 1
    kind = .opening
    if position < html.count, html[position] == ASCII.slash {
      kind = .closing
      position += 1
    }
    let nameStart = position
    while position < html.count, ASCII.isAlphanumeric(html[position]) || html[position] == ASCII.hyphen {
      position += 1
    }
    name = String(decoding: html[nameStart..<position].map { ASCII.isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    let nameEnd = position
    var quote: UInt8?
    while position < html.count, quote != nil || html[position] != ASCII.greater {
      if html[position] == quote {
        quote = nil
      } else if quote == nil, html[position] == ASCII.quote || html[position] == ASCII.apostrophe {
        quote = html[position]
      }
      position += 1
    }
    attributes = html[nameEnd..<position].trimmed
    if attributes.last == ASCII.slash { attributes = attributes.dropLast().trimmed }
    end = min(html.count, position + 1)
    if name.isEmpty { kind = .other }
  }

  private static func commentEnd(_ html: [UInt8], from start: Int) -> Int {
    var position = start + 4
    while let found = html.firstIndex(ofByte: ASCII.greater, from: position) {
      if found >= start + 6, html[found - 1] == ASCII.hyphen, html[found - 2] == ASCII.hyphen { return found + 1 }
      position = found + 1
    }
    return html.count
  }

  /// Whether the attributes are among the few that pass: `title` of `abbr` and `dfn`, `open` of `details`.
  var hasAllowedAttributes: Bool {
    if attributes.isEmpty { return true }
    if kind == .closing { return false }
    let words = String(decoding: attributes, as: UTF8.self)
    switch name {
    case "details": return ["open", "open=\"\"", "open=\"open\""].contains(words)
    case "abbr", "dfn":
      guard words.hasPrefix("title=\""), words.hasSuffix("\""), words.utf8.count > 7 else { return false }
      return !words.dropFirst(7).dropLast().utf8.contains { $0 == ASCII.quote || $0 == ASCII.less }
    default: return false
    }
  }
}
