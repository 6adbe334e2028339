import Diagnostics

/// Builds a template's tree from its tokens.
struct TemplateParser {
  /// How deep sections, parents and blocks may nest.
  static let deepest = 100

  private let tokens: [Token]
  private let isStrict: Bool
  private var next = 0
  /// The tags that are open, outermost first.
  private var open: [Token] = []
  private(set) var template: Template
  private var problems: [SyntaxProblem]

  /// The tree of `source`; where `isStrict`, what a parent would lose is an error.
  static func parse(_ source: TemplateSet.Source, isStrict: Bool) -> (template: Template, diagnostics: [Diagnostic]) {
    var scanner = Scanner(source.bytes)
    scanner.scan()
    var lines = Lines(scanner.tokens, of: source.bytes)
    lines.arrange()
    var parser = TemplateParser(
      tokens: lines.tokens, isStrict: isStrict,
      template: Template(name: source.name, file: source.file, bytes: source.bytes), problems: scanner.problems)
    parser.template.content = parser.elements(in: nil)
    let template = parser.template
    let diagnostics = parser.problems.map { Diagnostic.error($0.message, at: template.place($0.offset), hint: $0.hint) }
    return (template, diagnostics)
  }

  private init(tokens: [Token], isStrict: Bool, template: Template, problems: [SyntaxProblem]) {
    self.tokens = tokens
    self.isStrict = isStrict
    self.template = template
    self.problems = problems
  }

  /// The elements up to the closing tag of `opening`, or to the end.
  private mutating func elements(in opening: Token?) -> [Template.Element] {
    var elements: [Template.Element] = []
    while next < tokens.count {
      let token = tokens[next]
      next += 1
      switch token.kind {
      case .close:
        if closes(token, opening) { return elements }
      case .comment, .delimiters:
        // The line goes on behind it: what comes next is not its start.
        if token.startsLine { elements.append(element(.text(0..<0), token)) }
      default:
        if let kind = kind(of: token) { elements.append(element(kind, token)) }
      }
    }
    if let opening {
      report(opening, #""\#(tag(opening))" is never closed"#, hint: #"add "{{/\#(opening.name)}}""#)
    }
    return elements
  }

  /// What `token`, no closing tag, stands for; nil for text that is not written.
  private mutating func kind(of token: Token) -> Template.Element.Kind? {
    switch token.kind {
    case .text: return token.range.isEmpty ? nil : .text(token.range)
    case .variable: return .variable(Template.Name(token.name), isRaw: false)
    case .raw: return .variable(Template.Name(token.name), isRaw: true)
    case .section, .inverted:
      return .section(Template.Name(token.name), isInverted: token.kind == .inverted, content(of: token))
    case .partial:
      template.references.append(token.name)
      return .partial(token.name)
    case .parent:
      template.references.append(token.name)
      return .parent(token.name, blocks: blocks(in: content(of: token), of: token))
    case .block:
      let content = content(of: token)
      template.blocks.append(
        Template.Block(
          name: token.name, content: content, offset: token.range.lowerBound,
          contentStartsLine: token.contentStartsLine))
      return .block(template.blocks.count - 1)
    case .close, .comment, .delimiters: return nil
    }
  }

  private mutating func content(of token: Token) -> [Template.Element] {
    guard open.count < Self.deepest else {
      report(token, "sections and blocks nest more than \(Self.deepest) levels deep", hint: "move a part to a partial")
      next = tokens.count
      return []
    }
    open.append(token)
    defer { open.removeLast() }
    return elements(in: token)
  }

  private mutating func blocks(in content: [Template.Element], of parent: Token) -> [Int] {
    var blocks: [Int] = []
    for element in content {
      switch element.kind {
      case .block(let number):
        let name = template.blocks[number].name
        if isStrict, blocks.contains(where: { template.blocks[$0].name == name }) {
          report(at: element.offset, #"block "\#(name)" is written twice"#, hint: "keep one of them")
        }
        blocks.append(number)
      case .text(let range) where template.bytes[range].allSatisfy(isBlank): break
      default:
        guard isStrict else { break }
        report(
          at: element.offset, #"this stands in "\#(tag(parent))" but in no block, and would be lost"#,
          hint: "put it into a block: {{$name}}…{{/name}}")
      }
    }
    return blocks
  }

  /// Whether the tag `close` ends `opening`. One that closes an outer tag ends it too, and is left for that; one that
  /// closes nothing is passed over. Both are reported.
  private mutating func closes(_ close: Token, _ opening: Token?) -> Bool {
    if let opening, close.name == opening.name { return true }
    guard let opening, open.contains(where: { $0.name == close.name }) else {
      let hint =
        opening.map { #"write "{{/\#($0.name)}}" to close "\#(tag($0))""# } ?? "remove it, or open what it closes"
      report(close, #""\#(tag(close))" closes nothing"#, hint: hint)
      return false
    }
    let line = template.place(close.range.lowerBound).line
    report(
      opening, #""\#(tag(opening))" is never closed"#,
      hint: #"add "{{/\#(opening.name)}}", at the latest on line \#(line)"#)
    next -= 1
    return true
  }

  private func element(_ kind: Template.Element.Kind, _ token: Token) -> Template.Element {
    Template.Element(
      kind: kind, offset: token.range.lowerBound, startsLine: token.startsLine, isStandalone: token.isStandalone,
      indent: token.indent)
  }

  /// The tag as it is written, without its blanks.
  private func tag(_ token: Token) -> String {
    let sigil =
      switch token.kind {
      case .section: "#"
      case .inverted: "^"
      case .close: "/"
      case .parent: "<"
      case .block: "$"
      default: ""
      }
    return "{{\(sigil)\(token.name)}}"
  }

  private mutating func report(_ token: Token, _ message: String, hint: String) {
    report(at: token.range.lowerBound, message, hint: hint)
  }

  private mutating func report(at offset: Int, _ message: String, hint: String) {
    problems.append(SyntaxProblem(offset: offset, message: message, hint: hint))
  }
}
