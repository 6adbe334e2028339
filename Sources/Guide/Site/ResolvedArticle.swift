import Diagnostics
import Markdown

/// What an article's links and directives lead to.
struct ResolvedArticle: Sendable {
  /// A directive that shows something.
  enum Block: Sendable {
    case privateMode(PrivateMode)
    case variants(Variants)
    case qr(LinkCode)
    case enrollmentCode
    case accessPass
  }

  /// By index in `Document.directives`; nil for what the Markdown writer knows itself.
  var blocks: [Block?] = []
  /// By index in `Document.references`: the address to write; nil: as it was written.
  var destinations: [[UInt8]?] = []
  /// By index in `Document.references`: the page that a link without words takes its words from.
  var targets: [Int?] = []
  /// All that a link to this page can end in with `#`.
  var anchors: Set<String> = []
  /// Former anchors by the heading's present one.
  var formerAnchors: [String: [String]] = [:]
  /// The anchors of other pages that it links to, and the articles of those.
  var links: [(article: Int, anchor: String)] = []
  /// What is wrong with its directives and links.
  var findings: [Diagnostic] = []

  /// Whether the page needs the scripts that put the reader's own variant first.
  var hasVariants: Bool {
    blocks.contains { block in
      switch block {
      case .privateMode, .variants: true
      case .qr, .enrollmentCode, .accessPass, nil: false
      }
    }
  }

  /// Of an article whose text is not known.
  init() {}

  /// Reads the directives of `text`.
  init(_ text: PackedDocument, data: BrowserData) {
    let headings = text.headings.map(\.identifier)
    anchors = Set(headings)
    guard text.hasDirectives || anchors.count < headings.count else { return }
    let document = text.document
    if anchors.count < headings.count { findings = Self.repeated(document) }
    var identifiers = IdentifierPool(taken: headings)
    var found: [Diagnostic] = []
    for directive in document.directives {
      let level = Self.level(below: directive.node, in: document)
      blocks.append(
        read(directive, in: document, data: data, level: level, identifiers: &identifiers, diagnostics: &found))
    }
    findings += found
    addAnchors()
  }

  /// Anchors that the author gave to more than one heading: a snippet and the article that includes it may both.
  private static func repeated(_ document: Document) -> [Diagnostic] {
    var seen: Set<String> = []
    return document.headings.compactMap { heading in
      guard !seen.insert(heading.identifier).inserted else { return nil }
      return .error(
        #"the anchor "\#(heading.identifier)" stands at two headings"#, at: document.place(of: heading.node),
        hint: "give one of them another: {#…}")
    }
  }

  private func read(
    _ directive: Directive, in document: Document, data: BrowserData, level: Int,
    identifiers: inout IdentifierPool, diagnostics: inout [Diagnostic]
  ) -> Block? {
    let kind = document.nodes[directive.node].kind
    if let form = Self.forms[directive.name], form.kind != kind {
      diagnostics.append(
        .error(#""\#(directive.name)" is written in another form"#, at: directive.place, hint: "write \(form.example)"))
      return nil
    }
    switch directive.name {
    case "private-mode":
      let (block, found) = PrivateMode.read(
        directive, in: document, data: data, level: level, identifiers: &identifiers)
      diagnostics += found
      return block.map(Block.privateMode)
    case "variants":
      let (block, found) = Variants.read(
        directive, in: document, data: data, level: level, identifiers: &identifiers)
      diagnostics += found
      return block.map(Block.variants)
    case "qr":
      let (block, found) = LinkCode.read(directive)
      diagnostics += found
      return block.map(Block.qr)
    case "enrollment-code":
      diagnostics += Attributes(directive, allowed: []).diagnostics
      return .enrollmentCode
    case "access-pass":
      diagnostics += Attributes(directive, allowed: []).diagnostics
      return .accessPass
    case "kbd", "include": return nil
    default:
      let near = nearestName(to: directive.name, among: Self.forms.keys.sorted()).map { #"did you mean "\#($0)"?"# }
      diagnostics.append(
        .error(
          #"unknown directive "\#(directive.name)""#, at: directive.place,
          hint: near ?? "the directives are \(Self.forms.keys.sorted().joined(separator: ", "))"))
      return nil
    }
  }

  /// How each directive is written.
  private static let forms: [String: (kind: Node.Kind, example: String)] = [
    "private-mode": (.containerDirective, ":::private-mode{on=computer} and, on a line below it, :::"),
    "variants": (.containerDirective, ":::variants{by=browser}, sections such as ### edge and ### *, and :::"),
    "qr": (.leafDirective, "::qr[https://…]{caption=\"…\"} on a line of its own"),
    "enrollment-code": (.leafDirective, "::enrollment-code on a line of its own"),
    "access-pass": (.leafDirective, "::access-pass on a line of its own"),
    "include": (.leafDirective, "::include{file=name.md} on a line of its own"),
    "kbd": (.textDirective, ":kbd[Ctrl+Shift+N]"),
  ]

  /// One below the heading before `node`; 3 where there is none, since a page's parts are of level 2.
  private static func level(below node: Int, in document: Document) -> Int {
    let heading = document.headings.last { $0.node < node }
    return min(6, max(3, (heading?.level ?? 2) + 1))
  }

  private mutating func addAnchors() {
    for block in blocks {
      switch block {
      case .privateMode(let block):
        anchors.insert(block.id)
        anchors.formUnion(block.sections.map(\.id))
      case .variants(let block):
        anchors.insert(block.id)
        anchors.formUnion(block.sections.map(\.id))
      case .qr, .enrollmentCode, .accessPass, nil: break
      }
    }
  }
}
