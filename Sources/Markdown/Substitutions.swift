/// What is put into a text before libcmark reads it, and taken out again after.
///
/// libcmark knows CommonMark alone. So that it keeps our syntax apart from its own, the text that it reads differs:
///
/// - A line that is a directive, or a table's head, becomes a processing instruction: an HTML block, which interrupts a
///   paragraph, is never a lazy continuation, and stands in the container that its indentation says.
/// - `[^label]:` becomes a list marker of the same kind of indentation: its item holds the definition's blocks.
/// - `\:` and its like get a mark between the two characters, so that the character is known to be escaped.
/// - `{{name}}` becomes a mark and a number; `<{{name}}>` an autolink of one.
/// - The cells of tables stand before the text, a paragraph each.
///
/// All of them begin with `ASCII.mark`, which a text can hold only as a mark of its own. In code everything is put
/// back as it was; a line that turns out to stand in code or amid a paragraph is left alone in another reading.
struct Substitutions {
  /// A line that was replaced.
  struct LineMark {
    enum Kind {
      case container(DirectiveSyntax, colons: Int)
      case leaf(DirectiveSyntax)
      case close(colons: Int)
      /// Looks like a directive, and is none.
      case malformed(DirectiveSyntax.Flaw)
      /// The head of the table with this index.
      case table(Int)
    }

    var kind: Kind
    /// From 0.
    var line: Int
    /// Its bytes in the source, less the marks of containers before it.
    var range: Range<Int>
  }

  /// `{{name}}` or `<{{name}}>`.
  struct Variable {
    /// All of it, as offsets in the source.
    var range: Range<Int>
    var name: String
    /// Where the braces begin.
    var start: Int
  }

  /// `[^label]:` at the start of a line.
  struct Footnote {
    /// From 0.
    var line: Int
    var label: Range<Int>
    var start: Int
    /// How many bytes more than its marker it has.
    var excess: Int
  }

  /// A change of the source: `range` is replaced by what `kind` says.
  struct Edit {
    enum Kind {
      /// A mark between a backslash and a byte that means nothing to libcmark.
      case escape
      /// A mark and a letter for the byte that the backslash escapes, which does mean something to libcmark.
      case escapedBracket
      /// A mark that the author wrote.
      case writtenMark
      /// A mark that keeps a list marker or an image from being one.
      case guardMarker
      case variable(Int)
      case autolinkedVariable(Int)
      case line(Int)
      case footnote
    }

    var range: Range<Int>
    var kind: Kind
  }

  let source: [UInt8]
  var edits: [Edit] = []
  var marks: [LineMark] = []
  var variables: [Variable] = []
  var footnotes: [Footnote] = []
  var tables: [TableCandidate] = []
  /// The bytes of texts at which something of ours can begin.
  var specials = ByteSet()
  /// How many paragraphs of cells stand before the text, two lines each.
  var paragraphCount = 0
  /// The offset of the first list marker past the limit of nesting; nil where there is none.
  var tooDeep: Int?
  /// The offset of the first image past what a paragraph may have; nil where there is none.
  var tooManyImages: Int?

  /// The lines that stand before the text.
  var leadingLines: Int { 2 * paragraphCount }

  init(source: [UInt8]) { self.source = source }

  /// Bytes for which a cell must be read by libcmark.
  private static let needsParsing = ByteSet("\\`*_[<&{\u{7F}")

  /// The text that libcmark reads. Sorts the edits, and gives the cells their paragraphs.
  mutating func prepared() -> [UInt8] {
    guard !edits.isEmpty else { return source }
    edits.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
    var output: [UInt8] = []
    output.reserveCapacity(source.count + source.count / 4 + 64)
    for table in tables.indices {
      for cell in tables[table].cells.indices {
        let range = tables[table].cells[cell].range
        guard source[range].contains(where: { Self.needsParsing.contains($0) }) else { continue }
        tables[table].cells[cell].paragraph = paragraphCount
        paragraphCount += 1
        // The mark keeps the cell from being a block; the space makes its first delimiter stand at a start.
        output.append(contentsOf: [ASCII.mark, UInt8(ascii: "c"), ASCII.space])
        appendCell(range, to: &output)
        output.append(contentsOf: [ASCII.lineFeed, ASCII.lineFeed])
      }
    }
    append(0..<source.count, edits: edits[...], to: &output)
    return output
  }

  /// A cell: as elsewhere, but `\|` is a pipe even in code.
  private func appendCell(_ range: Range<Int>, to output: inout [UInt8]) {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].range.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var position = range.lowerBound
    for edit in edits[low...] {
      guard edit.range.upperBound <= range.upperBound, edit.range.lowerBound < range.upperBound else { break }
      guard edit.range.lowerBound >= position else { continue }
      switch edit.kind {
      case .line, .footnote: continue
      case .escape where source[edit.range.lowerBound] == ASCII.pipe:
        output.append(contentsOf: source[position..<edit.range.lowerBound - 1])
      default:
        output.append(contentsOf: source[position..<edit.range.lowerBound])
        append(edit, to: &output)
      }
      position = edit.range.upperBound
    }
    output.append(contentsOf: source[position..<range.upperBound])
  }

  private func append(_ range: Range<Int>, edits: ArraySlice<Edit>, to output: inout [UInt8]) {
    var position = range.lowerBound
    for edit in edits where edit.range.lowerBound >= position {
      output.append(contentsOf: source[position..<edit.range.lowerBound])
      append(edit, to: &output)
      position = edit.range.upperBound
    }
    output.append(contentsOf: source[position..<range.upperBound])
  }

  private func append(_ edit: Edit, to output: inout [UInt8]) {
    switch edit.kind {
    case .escape: output.append(ASCII.mark)
    case .escapedBracket:
      output.append(ASCII.mark)
      output.append(Self.letter(forEscaped: source[edit.range.lowerBound]))
    case .writtenMark: output.append(contentsOf: [ASCII.mark, UInt8(ascii: "d")])
    case .guardMarker: output.append(contentsOf: [ASCII.mark, UInt8(ascii: "n")])
    case .variable(let index): appendNumber("v", index, to: &output)
    case .autolinkedVariable(let index):
      output.append("<gv:")
      appendNumber("a", index, to: &output)
      output.append(ASCII.greater)
    case .line(let index):
      output.append("<?")
      appendNumber("m", index, to: &output)
      output.append("?>")
    case .footnote: output.append(footnoteMarker(edit.range))
    }
  }

  /// A list marker of three columns, so that the definition's further blocks are indented by four as GitHub wants it.
  func footnoteMarker(_ range: Range<Int>) -> StaticString {
    range.upperBound < source.count && source[range.upperBound] != ASCII.lineFeed ? "01) " : "01)"
  }

  private func appendNumber(_ letter: Unicode.Scalar, _ index: Int, to output: inout [UInt8]) {
    output.append(ASCII.mark)
    output.append(UInt8(ascii: letter))
    output.append(decimal: Int32(truncatingIfNeeded: index))
    output.append(ASCII.mark)
  }

  /// Marks for the bytes that libcmark must not see bare: punctuation that means nothing to it.
  private static func letter(forEscaped byte: UInt8) -> UInt8 {
    switch byte {
    case ASCII.openBracket: UInt8(ascii: ",")
    case ASCII.closeBracket: ASCII.semicolon
    default: UInt8(ascii: "?")
    }
  }

  /// The byte that `letter` stands for; nil where it is none of those.
  static func escaped(by letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: ","): ASCII.openBracket
    case ASCII.semicolon: ASCII.closeBracket
    case UInt8(ascii: "?"): ASCII.exclamation
    default: nil
    }
  }
}
