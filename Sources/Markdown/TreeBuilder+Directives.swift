import Diagnostics

extension TreeBuilder {
  /// How deep directives may nest: whoever writes them recurses.
  static let maximumDirectiveDepth = 32

  /// Adds what the replaced line `index` stands for; `node` is the HTML block that libcmark saw.
  mutating func addMarkedLine(_ index: Int, _ node: Node) {
    let mark = substitutions.marks[index]
    let place = source.place(at: mark.range.lowerBound)
    switch mark.kind {
    case .table(let table): addTable(table, head: node)
    case .malformed(let flaw): report(flaw, of: mark, at: place)
    case .close(let colons): closeDirective(colons: colons, at: place)
    case .leaf(let syntax): _ = emitDirective(.leafDirective, syntax, place)
    case .container(let syntax, let colons): openDirective(syntax, colons: colons, at: place)
    }
  }

  private mutating func openDirective(_ syntax: DirectiveSyntax, colons: Int, at place: Place) {
    let outer = parent
    let name = String(decoding: source.bytes[syntax.name], as: UTF8.self)
    if openDirectives.count < Self.maximumDirectiveDepth {
      frames[frames.count - 1].parent = emitDirective(.containerDirective, syntax, place)
    } else {
      diagnostics.append(
        .error(
          "directives nest deeper than \(Self.maximumDirectiveDepth) levels at \"\(name)\"", at: place,
          hint: "close the ones around it before"))
    }
    openDirectives.append(
      OpenDirective(name: name, colons: colons, place: place, depth: frames.count, outer: outer))
  }

  /// Closes the innermost directive of this container that was opened with as many colons; those within it that were
  /// not closed are reported.
  private mutating func closeDirective(colons: Int, at place: Place) {
    let candidate = openDirectives.lastIndex { $0.depth == frames.count && $0.colons == colons }
    guard let candidate else { return reportStray(colons: colons, at: place) }
    while openDirectives.count > candidate + 1, let inner = openDirectives.last { reportUnclosed(inner) }
    if !options.isPlain { closeTags(under: parent) }
    frames[frames.count - 1].parent = openDirectives.removeLast().outer
  }

  /// Reports and closes the innermost directive.
  mutating func reportUnclosed(_ directive: OpenDirective) {
    let fence = String(repeating: ":", count: directive.colons)
    diagnostics.append(
      .error(
        "directive \"\(fence)\(directive.name)\" is never closed", at: directive.place,
        hint: "write \(fence) on a line of its own where it ends, in the same list item or quote"))
    frames[frames.count - 1].parent = directive.outer
    openDirectives.removeLast()
  }

  private mutating func reportStray(colons: Int, at place: Place) {
    let fence = String(repeating: ":", count: colons)
    let hint: String
    if let open = openDirectives.last(where: { $0.depth == frames.count }) {
      hint = "write \(open.colons) colons to close \"\(open.name)\" of line \(open.place.line)"
    } else if let open = openDirectives.last {
      hint = "\"\(open.name)\" of line \(open.place.line) stands outside this list item or quote: close it outside too"
    } else {
      hint = "remove it, or open a directive above it, in the same list item or quote"
    }
    diagnostics.append(.error("\"\(fence)\" closes no directive", at: place, hint: hint))
  }

  private mutating func report(_ flaw: DirectiveSyntax.Flaw, of mark: Substitutions.LineMark, at place: Place) {
    let line = String(decoding: source.bytes[mark.range], as: UTF8.self)
    switch flaw {
    case .noName:
      diagnostics.append(
        .error(
          "directive \"\(line)\" has no name", at: place,
          hint: "write the name straight after the colons, as in :::name[Label]{key=\"value\"}"))
    case .openLabel:
      diagnostics.append(
        .error("the label of directive \"\(line)\" has no end", at: place, hint: "close it with ] on the same line"))
    case .attributes(let offset):
      diagnostics.append(
        .error(
          "the attributes of directive \"\(line)\" are not understood", at: source.place(at: offset),
          hint: "write {key=\"value\" key=value key} straight after the name or label, and nothing after it"))
    }
  }

  /// Adds the node and the record of a directive that has its line to itself.
  private mutating func emitDirective(_ kind: Node.Kind, _ syntax: DirectiveSyntax, _ place: Place) -> Int32 {
    var node = Node(kind: kind)
    node.line = Int32(truncatingIfNeeded: place.line)
    node.column = Int32(truncatingIfNeeded: place.column)
    node.value = Int32(truncatingIfNeeded: document.directives.count)
    let index = emit(node, under: parent)
    let attributes = syntax.attributes.map { attribute in
      self.attribute(
        source.bytes[attribute.name], source.bytes[attribute.value], at: source.place(at: attribute.name.lowerBound),
        valuePlace: source.place(at: attribute.value.lowerBound))
    }
    document.directives.append(
      Directive(
        node: Int(index), name: String(decoding: source.bytes[syntax.name], as: UTF8.self),
        label: syntax.label.map { label($0) }, attributes: attributes, place: place))
    return index
  }

  /// An attribute, its escapes resolved and its variables replaced; `#x` is the attribute `id`, `.x` is `class`.
  mutating func attribute(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, at place: Place, valuePlace: Place
  ) -> Directive.Attribute {
    var key = String(decoding: name, as: UTF8.self)
    if key == "#" { key = "id" }
    if key == "." { key = "class" }
    let bytes = Array(value)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == ASCII.backslash, position + 1 < bytes.count, ASCII.isPunctuation(bytes[position + 1]) {
        result.append(bytes[position + 1])
        position += 2
      } else if bytes[position...].starts(with: [ASCII.openBrace, ASCII.openBrace]),
        let (name, end) = VariableSyntax.read(bytes, at: position)
      {
        let name = String(decoding: bytes[name], as: UTF8.self)
        if let value = options.variables[name] {
          result.append(contentsOf: value.utf8)
        } else {
          let column = valuePlace.column + position
          reportUnknownVariable(name, at: Place(file: place.file, line: valuePlace.line, column: column))
        }
        position = end
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return Directive.Attribute(name: key, value: String(decoding: result, as: UTF8.self), place: place)
  }

  /// The words of a label, read as Markdown of its own.
  private mutating func label(_ range: Range<Int>) -> String {
    let bytes = source.bytes[range]
    guard bytes.contains(where: { ASCII.isPunctuation($0) }) else { return String(decoding: bytes, as: UTF8.self) }
    let start = source.place(at: range.lowerBound)
    // Behind a word of its own, a label that looks like a list or heading is none.
    let before: [UInt8] = [UInt8(ascii: "a"), ASCII.space]
    let (words, found) = Document.parse(
      (before + bytes)[...], file: source.file, firstLine: start.line, options: options)
    for var finding in found {
      finding.place?.column += start.column - 1 - before.count
      diagnostics.append(finding)
    }
    return String(decoding: words.plainTextBytes(of: 0).dropFirst(before.count), as: UTF8.self)
  }
}
