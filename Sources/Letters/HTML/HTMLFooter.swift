/// The line at the foot of each page, which a browser prints into the page's margin: so it is told in CSS.
struct HTMLFooter: Sendable {
  /// Words with the marks of fields, and whether they are the number of the page and of the pages.
  private var parts: [(words: String, isPages: Bool)] = []

  /// Of the element `footer` in `html`; nothing where there is none. What tells the number of the page is the element
  /// of the class `pages`, or a mark of its own.
  init(_ html: Element) {
    guard let footer = html.elements.first(where: { $0.name == "footer" }) else { return }
    add(footer, isPages: false)
  }

  private mutating func add(_ element: Element, isPages: Bool) {
    for child in element.children {
      switch child {
      case .text(let text): parts.append((text, isPages))
      case .element(let inner): add(inner, isPages: isPages || inner.isOfClass("pages"))
      }
    }
  }

  /// The value of the property `content`.
  ///
  /// Source: CSS Paged Media 3, 6.1 (the counters `page` and `pages`); CSS Syntax 3, 4.3.5 (strings).
  func content(_ fields: Fields, withPages: Bool) -> String {
    let counters = [Self.page: "\" counter(page) \"", Self.pages: "\" counter(pages) \""]
    var text = ""
    for part in parts where withPages || !part.isPages { text += part.words }
    // The counters' marks outlive the filling of the others.
    let kept = fields.adding(["letter.page": Self.page, "letter.pages": Self.pages])
    let words = kept.filled(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let trimmed = words.hasSuffix(" ·") ? String(words.dropLast(2)) : words
    var content = "\""
    for scalar in trimmed.unicodeScalars {
      if let counter = counters[String(scalar)] {
        content += withPages ? counter : ""
      } else if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar), scalar != " " {
        content += "\\\(String(scalar.value, radix: 16)) "
      } else {
        content.unicodeScalars.append(scalar)
      }
    }
    return content + "\""
  }

  /// Two control characters, which no text has.
  private static let page = "\u{1}"
  private static let pages = "\u{2}"
}
