/// Finds what `Substitutions` changes, mostly by `memchr`: a text without a feature pays next to nothing for it.
struct SubstitutionScan {
  private let source: SourceText
  private let bytes: [UInt8]
  private let isPlain: Bool
  /// Lines (from 0) that an earlier reading showed to be nothing of ours.
  private let withdrawn: Set<Int>
  private var result: Substitutions

  /// How deep lists may nest: libcmark looks at each open one for each line.
  static let maximumListDepth = 32

  /// How many images a paragraph may have.
  static let maximumImages = 500

  /// The substitutions for `source`.
  static func substitutions(for source: SourceText, options: ParseOptions, withdrawn: Set<Int>) -> Substitutions {
    var scan = SubstitutionScan(source: source, isPlain: options.isPlain, withdrawn: withdrawn)
    scan.findDeepLists()
    scan.findManyImages()
    guard !options.isCommonMark || options.linksBareAddresses else { return scan.result }
    scan.findMarks()
    scan.findEscapes()
    scan.findColons()
    scan.findAddressStarts()
    guard !options.isCommonMark else { return scan.result }
    scan.findBrackets()
    if !options.isPlain { scan.findVariables() }
    scan.findTables()
    scan.findTildes()
    return scan.result
  }

  private init(source: SourceText, isPlain: Bool, withdrawn: Set<Int>) {
    self.source = source
    bytes = source.bytes
    self.isPlain = isPlain
    self.withdrawn = withdrawn
    result = Substitutions(source: source.bytes)
  }

  private mutating func edit(_ range: Range<Int>, _ kind: Substitutions.Edit.Kind) {
    result.edits.append(Substitutions.Edit(range: range, kind: kind))
    switch kind {
    case .line, .footnote: break
    default: result.specials.insert(ASCII.mark)
    }
  }

  private mutating func findMarks() {
    var offset = 0
    while let found = bytes.firstIndex(ofByte: ASCII.mark, from: offset) {
      edit(found..<found + 1, .writtenMark)
      offset = found + 1
    }
  }

  private static let harmlessEscapes = ByteSet(":{}~|^@./")

  private mutating func findEscapes() {
    var offset = 0
    while let found = bytes.firstIndex(ofByte: ASCII.backslash, from: offset), found + 1 < bytes.count {
      let next = bytes[found + 1]
      offset = found + (ASCII.isPunctuation(next) ? 2 : 1)
      if Self.harmlessEscapes.contains(next) {
        edit(found + 1..<found + 1, .escape)
      } else if next == ASCII.openBracket || next == ASCII.closeBracket || next == ASCII.exclamation {
        edit(found + 1..<found + 2, .escapedBracket)
      }
    }
  }

  /// Directives, and whether there are addresses.
  private mutating func findColons() {
    var offset = 0
    var isAddress = false
    var isDirective = false
    while let found = bytes.firstIndex(ofByte: ASCII.colon, from: offset) {
      offset = found + 1
      guard offset < bytes.count else { break }
      let next = bytes[offset]
      if next == ASCII.slash {
        isAddress = true
      } else if !isPlain, next == ASCII.colon {
        while offset < bytes.count, bytes[offset] == ASCII.colon { offset += 1 }
        findDirectiveLine(at: found, colons: offset - found)
        isDirective = true
      } else if !isPlain, !isDirective, ASCII.isLetter(next) {
        var end = offset
        while end < bytes.count, ASCII.isName(bytes[end]) { end += 1 }
        offset = end
        isDirective = end < bytes.count && bytes[end] == ASCII.openBracket
      }
    }
    if isAddress || isDirective { result.specials.insert(ASCII.colon) }
    if isDirective {
      result.specials.insert(ASCII.openBracket)
      result.specials.insert(ASCII.closeBracket)
    }
  }

  private mutating func findDirectiveLine(at start: Int, colons: Int) {
    let line = source.line(at: start)
    var range = source.range(ofLine: line)
    guard !withdrawn.contains(line), LinePrefix(bytes, range).end == start else { return }
    range = start..<bytes[range].trimmed.endIndex
    let after = start + colons
    if after >= range.upperBound {
      if colons >= 3 { mark(.close(colons: colons), line, range) }
      return
    }
    do throws(DirectiveSyntax.Flaw) {
      let directive = try DirectiveSyntax(bytes, from: after, to: range.upperBound)
      if directive.end == range.upperBound {
        mark(colons == 2 ? .leaf(directive) : .container(directive, colons: colons), line, range)
      } else if colons >= 3 {
        mark(.malformed(.attributes(at: directive.end)), line, range)
      }
    } catch {
      if colons >= 3 || error.isSurelyMeant { mark(.malformed(error), line, range) }
    }
  }

  private mutating func mark(_ kind: Substitutions.LineMark.Kind, _ line: Int, _ range: Range<Int>) {
    edit(range, .line(result.marks.count))
    result.marks.append(Substitutions.LineMark(kind: kind, line: line, range: range))
  }

  /// Footnotes, and whether there are wiki links.
  private mutating func findBrackets() {
    var offset = 0
    while let found = bytes.firstIndex(ofByte: ASCII.openBracket, from: offset), found + 1 < bytes.count {
      offset = found + 1
      switch bytes[offset] {
      case ASCII.caret:
        result.specials.insert(ASCII.openBracket)
        findFootnote(at: found)
      case ASCII.openBracket where !isPlain:
        result.specials.insert(ASCII.openBracket)
        result.specials.insert(ASCII.closeBracket)
        while offset < bytes.count, bytes[offset] == ASCII.openBracket { offset += 1 }
      default: break
      }
    }
  }

  private mutating func findFootnote(at start: Int) {
    guard let label = FootnoteSyntax.label(in: bytes, at: start), label.upperBound + 1 < bytes.count,
      bytes[label.upperBound + 1] == ASCII.colon
    else { return }
    let line = source.line(at: start)
    guard !withdrawn.contains(line), LinePrefix(bytes, source.range(ofLine: line)).end == start else { return }
    var end = label.upperBound + 2
    while end < bytes.count, ASCII.isBlank(bytes[end]) { end += 1 }
    edit(start..<end, .footnote)
    let marker = result.footnoteMarker(start..<end).utf8CodeUnitCount
    result.footnotes.append(
      Substitutions.Footnote(line: line, label: label, start: start, excess: end - start - marker))
  }

  private mutating func findVariables() {
    var offset = 0
    while let found = bytes.firstIndex(ofByte: ASCII.openBrace, from: offset), found + 1 < bytes.count {
      offset = found + 1
      guard bytes[offset] == ASCII.openBrace, found == 0 || bytes[found - 1] != ASCII.backslash,
        let (name, end) = VariableSyntax.read(bytes, at: found)
      else { continue }
      offset = end
      let isAutolink =
        found > 0 && bytes[found - 1] == ASCII.less && end < bytes.count && bytes[end] == ASCII.greater
        && (found == 1 || bytes[found - 2] != ASCII.backslash)
      let range = isAutolink ? found - 1..<end + 1 : found..<end
      let index = result.variables.count
      edit(range, isAutolink ? .autolinkedVariable(index) : .variable(index))
      result.variables.append(
        Substitutions.Variable(range: range, name: String(decoding: bytes[name], as: UTF8.self), start: found))
    }
  }

  private mutating func findTables() {
    var offset = 0
    /// Up to where a table's rows may go: a line of dashes among them is a row.
    var rowsEnd = -1
    while let found = bytes.firstIndex(ofByte: ASCII.pipe, from: offset) {
      let line = source.line(at: found)
      let range = source.range(ofLine: line)
      offset = range.upperBound
      guard line > 0, line - 1 > rowsEnd, !withdrawn.contains(line - 1) else { continue }
      // Most lines with a pipe are rows: one look at the first bytes tells.
      let prefix = LinePrefix(bytes, range, allowsMarkers: false)
      guard prefix.end < range.upperBound, prefix.end <= found,
        let alignments = TableSyntax.alignments(bytes, prefix.end..<range.upperBound)
      else { continue }
      if let last = addTable(delimiterLine: line, alignments: alignments) { rowsEnd = last }
    }
  }

  /// Adds the table whose dashes are on `delimiterLine`, if the line above can be its head; the last line that can be its.
  private mutating func addTable(delimiterLine: Int, alignments: [UInt8]) -> Int? {
    let headRange = source.range(ofLine: delimiterLine - 1)
    let prefix = LinePrefix(bytes, headRange)
    let head = prefix.end..<max(prefix.end, bytes[headRange].trimmed.endIndex)
    guard !head.isEmpty, !Self.isOtherBlock(bytes[head]) else { return nil }
    var table = TableCandidate(alignments: alignments, delimiterLine: delimiterLine)
    addRow(delimiterLine - 1, head, to: &table)
    guard table.rows[0].cells.count == alignments.count else { return nil }
    var line = delimiterLine + 1
    while line + 1 < source.lineStarts.count {
      let range = source.range(ofLine: line)
      let start = LinePrefix(bytes, range, allowsMarkers: false, quotes: prefix.quotes).end
      guard start < range.upperBound else { break }
      addRow(line, start..<range.upperBound, to: &table)
      line += 1
    }
    mark(.table(result.tables.count), delimiterLine - 1, head)
    result.tables.append(table)
    return line - 1
  }

  private func addRow(_ line: Int, _ range: Range<Int>, to table: inout TableCandidate) {
    let first = table.cells.count
    var hasPipe = false
    TableSyntax.forEachCell(bytes, range, hasPipe: &hasPipe) { cell in
      guard table.cells.count - first < table.alignments.count || line < table.delimiterLine else { return }
      table.cells.append(TableCandidate.Cell(range: cell))
    }
    table.rows.append(TableCandidate.Row(line: line, cells: first..<table.cells.count))
  }

  /// Whether a line is a block that a table's head can't be, as its first bytes tell.
  private static func isOtherBlock(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return true }
    switch first {
    case ASCII.less: return true
    case ASCII.colon: return line.starts(with: [ASCII.colon, ASCII.colon])
    case ASCII.hash:
      let rest = line.drop { $0 == ASCII.hash }
      return line.count - rest.count <= 6 && (rest.first.map(ASCII.isBlank) ?? true)
    case ASCII.tilde, ASCII.backtick: return line.prefix { $0 == first }.count >= 3
    case ASCII.openBracket: return FootnoteSyntax.isDefinition(line)
    default: return false
    }
  }

  /// Keeps lists from nesting deeper than the limit.
  private mutating func findDeepLists() {
    for line in 0..<max(0, source.lineStarts.count - 1) {
      let range = source.range(ofLine: line)
      guard let first = bytes[range].first, !ASCII.isLetter(first), first != ASCII.hash else { continue }
      guard let deep = LinePrefix.tooDeepMarker(bytes, range) else { continue }
      edit(deep..<deep, .guardMarker)
      if result.tooDeep == nil { result.tooDeep = deep }
    }
  }

  /// Keeps a paragraph from having so many images that libcmark, which looks at each open one for each link, gets slow.
  private mutating func findManyImages() {
    var count = 0
    var offset = 0
    var paragraphEnd = 0
    while let found = bytes.firstIndex(of: "![", from: offset) {
      offset = found + 2
      if found >= paragraphEnd {
        count = 0
        paragraphEnd = bytes.firstIndex(of: "\n\n", from: found) ?? bytes.count
      }
      count += 1
      guard count > Self.maximumImages else { continue }
      edit(found + 1..<found + 1, .guardMarker)
      if result.tooManyImages == nil { result.tooManyImages = found }
    }
  }

  private mutating func findTildes() {
    if bytes.contains(byte: ASCII.tilde) { result.specials.insert(ASCII.tilde) }
  }

  /// What begins or holds an address without a colon.
  private mutating func findAddressStarts() {
    if bytes.contains(byte: ASCII.at) { result.specials.insert(ASCII.at) }
    if bytes.firstIndex(of: "www.") != nil { result.specials.insert(UInt8(ascii: "w")) }
  }
}

extension DirectiveSyntax.Flaw {
  /// Whether a name and a bracket or brace stood there, which no other text has after two colons.
  var isSurelyMeant: Bool {
    switch self {
    case .noName: false
    case .openLabel, .attributes: true
    }
  }
}
