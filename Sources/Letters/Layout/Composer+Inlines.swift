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
      text.append(fields.filled(words), style)
    }
  }

  private func append(
    inline element: Element, _ style: TextStyle, _ text: inout StyledText, _ needsSpace: inout Bool
  ) {
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
    append(element, style, &text, &needsSpace)
    if element.name == "a" { appendAddress(of: element, style, &text) }
  }

  /// A link on paper says where it leads, unless its words do or it leads to another part of the letter.
  private func appendAddress(of link: Element, _ style: TextStyle, _ text: inout StyledText) {
    guard let address = link.attributes["href"], !address.isEmpty, !address.hasPrefix("#") else { return }
    let shown = address.hasPrefix("mailto:") ? String(address.dropFirst("mailto:".count)) : address
    guard !shown.isEmpty, link.words != shown, link.words != address else { return }
    if Fields.areIn(shown) { text.isPersonal = true }
    text.append(" (\(fields.filled(shown)))", style)
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
