/// An element of HTML, as far as a letter needs it.
struct Element: Sendable {
  enum Child: Sendable {
    case text(String)
    case element(Element)
  }

  /// In small letters; empty for the whole text.
  var name: String
  var attributes: [String: String] = [:]
  var children: [Child] = []

  /// The elements among its children.
  var elements: [Element] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// Whether `name` is one of its classes.
  func isOfClass(_ name: String) -> Bool {
    attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false
  }

  /// The first element in it, at any depth, that is as `condition` says.
  func first(where condition: (Element) -> Bool) -> Element? {
    for element in elements {
      if condition(element) { return element }
      if let found = element.first(where: condition) { return found }
    }
    return nil
  }

  /// Its words without markup, as they were written.
  var words: String {
    children.map { child in
      switch child {
      case .text(let text): text
      case .element(let element): element.words
      }
    }.joined()
  }

  /// Whether any of its words is for `condition`.
  func containsText(where condition: (String) -> Bool) -> Bool {
    children.contains { child in
      switch child {
      case .text(let text): condition(text)
      case .element(let element): element.containsText(where: condition)
      }
    }
  }
}
