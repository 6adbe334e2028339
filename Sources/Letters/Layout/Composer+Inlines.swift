extension Composer {
  /// The words of `element` as they are to look, the fields in them; white space as a browser shows it.
  func text(of element: Element, _ style: TextStyle) -> StyledText {
    var text = StyledText()
    var needsSpace = false
    append(element, style, &text, &needsSpace)
    return text
  }

  private func append(_ element: Element, _ style: TextStyle, _ text: inout StyledText, _ needsSpace: inout Bool) {
    for child in element.children {
      switch child {
      case .text(let words): append(words, style, &text, &needsSpace)
      case .element(let inner) where inner.attributes["hidden"] == nil:
        append(inline: inner, style, &text, &needsSpace)
      case .element: break
      }
    }
  }

  private func append(_ words: String, _ style: TextStyle, _ text: inout StyledText, _ needsSpace: inout Bool) {
    // The mark of a field is no white space, but its value can be lines.
    for (index, part) in words.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: \.isHTMLSpace)
      .enumerated()
    {
      if index > 0 { needsSpace = true }
      guard !part.isEmpty else { continue }
      if needsSpace, !text.isEmpty, !text.endsLine { text.append(" ", style) }
      needsSpace = false
      let words = String(part)
      if Fields.areIn(words) { text.isPersonal = true }
      text.append(fields.filled(words, isolated: direction == .rightToLeft), style)
    }
  }

  private func append(
    inline element: Element, _ style: TextStyle, _ text: inout StyledText, _ needsSpace: inout Bool
  ) {
    let outer = style
    var style = style
    switch element.name {
    case "br":
      text.append("\n", style)
      needsSpace = false
      return
    case "input":
      if element.attributes["type"] == "checkbox" {
        text.append(element.attributes["checked"] == nil ? "☐ " : "☑ ", style)
      }
      return
    case "strong", "b", "dt": style.isBold = true
    case "em", "i": style.isItalic = true
    case "del", "s": style.isStruck = true
    case "code", "kbd":
      if style.family != .code { style.size *= 0.92 }
      style.family = .code
    default: break
    }
    let isolate = direction == .rightToLeft ? Self.isolates[element.name] : nil
    if isolate != nil || style.family != outer.family, needsSpace {
      // The space stands outside, and is as wide as those around it.
      if !text.isEmpty, !text.endsLine { text.append(" ", outer) }
      needsSpace = false
    }
    if let isolate { text.append(isolate, style) }
    append(element, style, &text, &needsSpace)
    if isolate != nil { text.append(Self.isolateEnd, style) }
    if element.name == "a" { appendAddress(of: element, style, &text) }
  }

  /// What begins a part that has an order of its own, by element, so that a number or an address does not mix with the
  /// letters around it that run from right to left.
  ///
  /// Source: Unicode Standard Annex 9, 2.4.2: U+2066 for what runs from left to right, U+2068 for what its first letter
  /// says.
  private static let isolates = ["code": "\u{2066}", "kbd": "\u{2066}", "bdi": "\u{2068}", "a": "\u{2068}"]
  private static let isolateEnd = "\u{2069}"

  /// A link on paper says where it leads, unless its words do or it leads to another part of the letter.
  private func appendAddress(of link: Element, _ style: TextStyle, _ text: inout StyledText) {
    guard let address = link.attributes["href"], !address.isEmpty, !address.hasPrefix("#") else { return }
    let shown = address.hasPrefix("mailto:") ? String(address.dropFirst("mailto:".count)) : address
    guard !shown.isEmpty, link.words != shown, link.words != address else { return }
    if Fields.areIn(shown) { text.isPersonal = true }
    let words = fields.filled(shown)
    text.append(direction == .rightToLeft ? " (\u{2066}\(words)\(Self.isolateEnd))" : " (\(words))", style)
  }
}

extension StyledText {
  /// Whether a line ends after what there is.
  fileprivate var endsLine: Bool { spans.last?.text.hasSuffix("\n") ?? false }
}

extension Unicode.Scalar {
  /// Source: HTML, 3.2.5.2.5 "Inter-element whitespace" and CSS Text 3, 4: what runs together.
  fileprivate var isHTMLSpace: Bool { value == 0x20 || (0x09...0x0D).contains(value) }
}
