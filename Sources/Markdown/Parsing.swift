import Diagnostics

extension Document {
  /// The document that `bytes` hold, and what is wrong with it; never fails as a whole.
  ///
  /// - Parameters:
  ///   - bytes: Markdown without front matter; any bytes (invalid UTF-8 is reported and replaced).
  ///   - file: the name for places.
  ///   - firstLine: the line of the file on which `bytes` begin, from 1.
  public static func parse(
    _ bytes: ArraySlice<UInt8>, file: String, firstLine: Int = 1, options: ParseOptions = ParseOptions()
  ) -> (document: Document, diagnostics: [Diagnostic]) {
    let source = SourceText(bytes, file: file, firstLine: firstLine)
    let (tree, substitutions) = read(source, options)
    var builder = TreeBuilder(tree, source: source, substitutions: substitutions, options: options)
    builder.build()
    return (builder.document, source.diagnostics + builder.diagnostics)
  }

  /// Lets libcmark read the text, again if lines were taken for ours that stand where nothing of ours can (in code, amid
  /// a paragraph): those are left alone then.
  private static func read(_ source: SourceText, _ options: ParseOptions) -> (CMarkTree, Substitutions) {
    var withdrawn: Set<Int> = []
    // Leaving one line alone can show another in a new light, but hardly twice.
    for _ in 0..<3 {
      let (tree, substitutions) = read(source, options, withdrawn: withdrawn)
      let misplaced = tree.misplacedLines(substitutions)
      if misplaced.isEmpty { return (tree, substitutions) }
      withdrawn.formUnion(misplaced)
    }
    let all = SubstitutionScan.substitutions(for: source, options: options, withdrawn: [])
    withdrawn.formUnion(all.marks.map(\.line) + all.footnotes.map(\.line))
    return read(source, options, withdrawn: withdrawn)
  }

  private static func read(
    _ source: SourceText, _ options: ParseOptions, withdrawn: Set<Int>
  ) -> (CMarkTree, Substitutions) {
    var substitutions = SubstitutionScan.substitutions(for: source, options: options, withdrawn: withdrawn)
    let prepared = substitutions.prepared()
    return (CMarkTree(parsing: prepared, substitutions: substitutions, variables: options.variables), substitutions)
  }

  /// Where `node` was written.
  public func place(of node: Int) -> Place {
    guard nodes.indices.contains(node) else { return Place(file: files.first ?? "") }
    let here = nodes[node]
    return Place(file: files[Int(here.file)], line: Int(here.line), column: Int(here.column))
  }

  /// The bytes of `span`.
  public func bytes(_ span: Node.Span) -> ArraySlice<UInt8> {
    text[Int(span.start)..<Int(span.start) + Int(span.count)]
  }
}

extension CMarkTree {
  /// The lines that `substitutions` replaced and that did not become what they should: a block of their own, followed by
  /// the lines of dashes for a table; an item for a footnote.
  func misplacedLines(_ substitutions: Substitutions) -> [Int] {
    guard !substitutions.marks.isEmpty || !substitutions.footnotes.isEmpty else { return [] }
    var isMarkRight = Array(repeating: false, count: substitutions.marks.count)
    var itemPlaces: Set<Int> = []
    text.withUnsafeBufferPointer { text in
      for node in nodes {
        let line = Int(node.line) - substitutions.leadingLines - 1
        if node.kind == .item, !substitutions.footnotes.isEmpty { itemPlaces.insert(line) }
        guard node.kind == .htmlBlock, let mark = substitutions.markedLine(text[node.text]) else { continue }
        guard substitutions.marks[mark].line == line else { continue }
        isMarkRight[mark] = isRight(substitutions.marks[mark], node, substitutions)
      }
    }
    var lines = substitutions.marks.indices.filter { !isMarkRight[$0] }.map { substitutions.marks[$0].line }
    lines += substitutions.footnotes.map(\.line).filter { !itemPlaces.contains($0) }
    return lines
  }

  private func isRight(_ mark: Substitutions.LineMark, _ node: Node, _ substitutions: Substitutions) -> Bool {
    guard case .table(let table) = mark.kind else { return true }
    guard node.next >= 0 else { return false }
    let next = nodes[Int(node.next)]
    let dashes = substitutions.tables[table].delimiterLine + substitutions.leadingLines + 1
    return Int(next.line) == dashes && (next.kind == .paragraph || next.kind == .heading && next.value > next.line)
  }
}
