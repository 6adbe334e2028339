import Diagnostics

extension Document {
  /// This document with `replacements` (leaf directive nodes and the documents that take their place) put in.
  ///
  /// Files, directives, references and footnotes are those of the whole; anchors are made unique over it (headings that
  /// become direct children of a keyed directive have none); footnotes are numbered anew, each file's labels its own.
  /// Replaced directives are gone from `directives`. Indices of nodes change.
  public func splicing(_ replacements: [(node: Int, document: Document)]) -> Document {
    guard !replacements.isEmpty else { return self }
    var splicer = Splicer(base: self)
    for replacement in replacements where nodes.indices.contains(replacement.node) {
      splicer.add(replacement.document, in: replacement.node)
    }
    splicer.run()
    return splicer.result
  }
}

/// Copies the nodes of several documents into one.
private struct Splicer {
  /// A document and what its indices become.
  private struct Part {
    let document: Document
    var text: Int32 = 0
    var files: [UInt16] = []
    /// Numbers of footnotes by old number less 1; 0 where not yet given.
    var footnotes: [Int32] = []
  }

  /// A list of siblings that is being copied.
  private struct Frame {
    var part: Int
    var next: Int32
    var parent: Int32
  }

  var result = Document()
  private var parts: [Part] = []
  private var partOfNode: [Int: Int] = [:]
  private var lastChild: [Int32] = []
  private var explicit: [String?] = []
  private var frames: [Frame] = []

  init(base: Document) {
    result.isPlain = base.isPlain
    result.keyedDirectives = base.keyedDirectives
    addPart(base)
  }

  mutating func add(_ document: Document, in node: Int) {
    partOfNode[node] = parts.count
    addPart(document)
  }

  private mutating func addPart(_ document: Document) {
    var part = Part(document: document)
    part.text = Int32(truncatingIfNeeded: result.text.count)
    result.text += document.text
    part.files = document.files.map { file in
      if let index = result.files.firstIndex(of: file) { return UInt16(truncatingIfNeeded: index) }
      result.files.append(file)
      return UInt16(truncatingIfNeeded: result.files.count - 1)
    }
    part.footnotes = Array(repeating: 0, count: document.footnoteDefinitions.count)
    parts.append(part)
  }

  mutating func run() {
    guard let base = parts.first?.document, !base.nodes.isEmpty else { return }
    _ = copy(0, of: 0, under: -1)
    frames.append(Frame(part: 0, next: base.nodes[0].firstChild, parent: 0))
    while let frame = frames.last {
      guard frame.next >= 0 else {
        frames.removeLast()
        continue
      }
      let document = parts[frame.part].document
      let node = document.nodes[Int(frame.next)]
      frames[frames.count - 1].next = node.next
      if frame.part == 0, let inner = partOfNode[Int(frame.next)] {
        let root = parts[inner].document.nodes.first
        frames.append(Frame(part: inner, next: root?.firstChild ?? -1, parent: frame.parent))
        continue
      }
      let index = copy(Int(frame.next), of: frame.part, under: frame.parent)
      if node.firstChild >= 0 { frames.append(Frame(part: frame.part, next: node.firstChild, parent: index)) }
    }
    numberDefinitions()
    var ignored: [Diagnostic] = []
    result.assignIdentifiers(explicit: explicit, diagnostics: &ignored)
  }

  private mutating func copy(_ old: Int, of part: Int, under parent: Int32) -> Int32 {
    let document = parts[part].document
    var node = document.nodes[old]
    let index = Int32(truncatingIfNeeded: result.nodes.count)
    if node.text.count > 0 { node.text.start += parts[part].text }
    if node.title.count > 0 { node.title.start += parts[part].text }
    node.file = parts[part].files[Int(node.file)]
    node.parent = parent
    node.firstChild = -1
    node.next = -1
    switch node.kind {
    case .heading: node.value = copyHeading(of: old, in: document, to: index, under: parent)
    case .containerDirective, .leafDirective, .textDirective:
      var directive = document.directives[Int(node.value)]
      directive.node = Int(index)
      node.value = Int32(truncatingIfNeeded: result.directives.count)
      result.directives.append(directive)
    case .link, .image, .wikiLink: result.references.append(index)
    case .footnoteReference: node.value = number(node.value, of: part)
    default: break
    }
    if parent >= 0 {
      let last = lastChild[Int(parent)]
      if last >= 0 { result.nodes[Int(last)].next = index } else { result.nodes[Int(parent)].firstChild = index }
      lastChild[Int(parent)] = index
    }
    result.nodes.append(node)
    lastChild.append(-1)
    if node.kind == .footnoteDefinition { definitions.append((part, old, index)) }
    return index
  }

  /// The new index of a heading's record; -1 for a key.
  private mutating func copyHeading(of old: Int, in document: Document, to index: Int32, under parent: Int32) -> Int32 {
    guard var heading = document.heading(of: old) else { return -1 }
    let container = result.nodes[Int(parent)]
    if container.kind == .containerDirective,
      result.keyedDirectives.contains(result.directives[Int(container.value)].name)
    {
      return -1
    }
    heading.node = Int(index)
    heading.isInDirective = heading.isInDirective || isInDirective(parent)
    explicit.append(heading.isExplicit ? heading.identifier : nil)
    heading.isExplicit = false
    result.headings.append(heading)
    return Int32(truncatingIfNeeded: result.headings.count - 1)
  }

  private func isInDirective(_ index: Int32) -> Bool {
    var index = index
    while index >= 0 {
      if result.nodes[Int(index)].kind == .containerDirective { return true }
      index = result.nodes[Int(index)].parent
    }
    return false
  }

  // MARK: Footnotes

  /// The definitions that were copied: part, old index, new index.
  private var definitions: [(part: Int, old: Int, new: Int32)] = []
  private var count: Int32 = 0

  /// The number over the whole for `old` of `part`, given at the first reference.
  private mutating func number(_ old: Int32, of part: Int) -> Int32 {
    guard old > 0, Int(old) <= parts[part].footnotes.count else { return 0 }
    if parts[part].footnotes[Int(old) - 1] == 0 {
      count += 1
      parts[part].footnotes[Int(old) - 1] = count
    }
    return parts[part].footnotes[Int(old) - 1]
  }

  private mutating func numberDefinitions() {
    result.footnoteDefinitions = Array(repeating: -1, count: Int(count))
    for definition in definitions {
      let old = result.nodes[Int(definition.new)].value
      let new = old > 0 ? parts[definition.part].footnotes[Int(old) - 1] : 0
      result.nodes[Int(definition.new)].value = new
      if new > 0 { result.footnoteDefinitions[Int(new) - 1] = definition.new }
    }
  }
}
