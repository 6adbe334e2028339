/// One node of a `Document`: plain data, so that two threads can read a document without touching a reference count.
///
/// The nodes of a document stand in one array in document order (a parent before its children); links between them are
/// indices into it, -1 where there is none.
public struct Node: Sendable {
  /// The kinds of CommonMark, of GitHub's extensions and of the generic directives proposal.
  public enum Kind: UInt8, Sendable {
    // Blocks.
    case document, paragraph, heading, thematicBreak, blockQuote, list, item, codeBlock, htmlBlock
    case table, tableRow, tableCell
    /// `> [!NOTE]`: `text` is the kind in lower case (`note`), children are the blocks after that line.
    case callout
    case footnoteDefinition
    /// `:::name … :::` and `::name`; `value` is the index in `Document.directives`.
    case containerDirective, leafDirective
    // Inlines.
    case text, softBreak, lineBreak, code, html, emphasis, strong, strikethrough, link, image
    case footnoteReference
    /// `:name[label]`; `value` is the index in `Document.directives`, children are the label.
    case textDirective
    /// `[[target]]` or `[[target|words]]`: `text` is the target, children are the words (none: use the target's title).
    case wikiLink
  }

  /// A run of bytes in `Document.text`.
  public struct Span: Sendable, Hashable {
    /// The first byte.
    public var start: Int32
    /// How many bytes.
    public var count: Int32

    /// An empty run.
    public static let empty = Span(start: 0, count: 0)
  }

  /// Yes-or-no facts of a node.
  public struct Flags: OptionSet, Sendable {
    /// One bit for each flag.
    public let rawValue: UInt8
    /// The flags whose bits are set in `rawValue`.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Of a list: its paragraphs are written without `<p>`.
    public static let tight = Flags(rawValue: 1)
    /// Of a list: numbered.
    public static let ordered = Flags(rawValue: 2)
    /// Of an item: a task (`[ ]` or `[x]`).
    public static let task = Flags(rawValue: 4)
    /// Of a task: done (`[x]`).
    public static let checked = Flags(rawValue: 8)
    /// Of a table's row or cell: in the head.
    public static let head = Flags(rawValue: 16)
    /// Of a link: the destination was written as the words (an autolink).
    public static let autolink = Flags(rawValue: 32)
  }

  /// What the node is.
  public var kind: Kind
  /// Its yes-or-no facts.
  public var flags: Flags = []
  /// Index in `Document.files` of the file in which the node was written (a snippet's nodes have the snippet's).
  public var file: UInt16 = 0
  /// Index of the node that holds it; -1 for the root.
  public var parent: Int32 = -1
  /// Index of the first node that it holds, -1 where there is none.
  public var firstChild: Int32 = -1
  /// Index of the next node with the same parent, -1 for the last.
  public var next: Int32 = -1
  /// 1 for the first line of the file (not of the Markdown below the front matter).
  public var line: Int32 = 0
  /// In bytes, 1 for the first; 0 where only the line is known.
  public var column: Int32 = 0
  /// A literal (text, code, HTML), a destination (link, image: as written, less escapes and entities), a label (footnotes).
  public var text: Span = .empty
  /// A title (link, image) or an info string (code block).
  public var title: Span = .empty
  /// A heading's index in `Document.headings` (its level is there), or -1 for a key heading (see
  /// `ParseOptions.keyedDirectives`); a list's first number; a directive's index in `Document.directives`; a table
  /// cell's alignment (0 none, 1 left, 2 centre, 3 right); a footnote's number, from 1 in order of first reference.
  public var value: Int32 = 0
  /// A heading's level, 1 to 6.
  public var level: UInt8 = 0
}
