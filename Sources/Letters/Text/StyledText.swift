/// A colour of print: red, green and blue from 0 to 1.
struct Ink: Sendable, Hashable {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) { (self.red, self.green, self.blue) = (red, green, blue) }

  static let black = Ink(0, 0, 0)
  static let white = Ink(1, 1, 1)
  /// For what stands back: labels, notes.
  static let grey = Ink(0.36, 0.36, 0.36)
  /// For lines and the edges of boxes.
  static let line = Ink(0.72, 0.72, 0.72)
  /// For the ground of boxes.
  static let shade = Ink(0.955, 0.955, 0.955)
}

/// How letters look.
struct TextStyle: Sendable, Hashable {
  enum Family: Sendable, Hashable { case text, code }

  var family = Family.text
  var isBold = false
  var isItalic = false
  /// In points.
  var size: Double
  var ink = Ink.black
  /// A line through the middle.
  var isStruck = false
}

/// A text of letters that look different.
struct StyledText: Sendable, Hashable {
  struct Span: Sendable, Hashable {
    var text: String
    var style: TextStyle
  }

  var spans: [Span] = []
  /// Whether it says what only some letters say.
  var isPersonal = false

  var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// The words alone.
  var plain: String { spans.map(\.text).joined() }

  /// Adds `text`; what looks like the text before it becomes one with it.
  mutating func append(_ text: String, _ style: TextStyle) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == style {
      spans[last].text += text
    } else {
      spans.append(Span(text: text, style: style))
    }
  }
}
