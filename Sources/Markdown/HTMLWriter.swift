/// Writes a document, or a part of one, as HTML bytes.
///
/// A plain document (`ParseOptions.isPlain`) is written byte for byte as the examples of CommonMark 0.30 and GFM want it.
/// An article gets what a page needs besides: anchors, figures, scrolling tables, names for assistive technology.
public struct HTMLWriter {
  /// What has been written so far.
  public var output: [UInt8] = []
  /// The words that the writer itself adds.
  public var words = HTMLWords()
  /// Nodes that are passed over, with all that they hold.
  public var excluded: Set<Int> = []

  let document: Document
  let context: any HTMLContext
  /// How often each footnote was referred to so far, by its number less 1.
  var footnoteReferences: [Int32] = []
  /// The heading written last, as index in `Document.headings`: what a table or code block stands under.
  var lastHeading: Int32 = -1

  /// A writer of parts of `document`.
  public init(_ document: Document, context: some HTMLContext) {
    self.document = document
    self.context = context
  }

  /// Writes all of `document`, adding `words` of its own.
  public static func html(
    _ document: Document, context: some HTMLContext, words: HTMLWords = HTMLWords()
  ) -> [UInt8] {
    var writer = HTMLWriter(document, context: context)
    writer.words = words
    writer.output.reserveCapacity(document.text.count + document.text.count / 4 + 256)
    writer.write(0)
    return writer.output
  }

  /// Writes the children of `node`; of the root also the footnotes that were referred to.
  public mutating func write(childrenOf node: Int) {
    guard document.nodes.indices.contains(node) else { return }
    var child = document.nodes[node].firstChild
    while child >= 0 {
      write(Int(child))
      child = document.nodes[Int(child)].next
    }
    if node == 0 { writeFootnotes() }
  }

  /// Writes `node` itself.
  public mutating func write(_ node: Int) {
    guard document.nodes.indices.contains(node) else { return }
    // By the links, without recursion: a document can be as deep as its text is long.
    var current = node
    while true {
      let descends = !excluded.contains(current) && open(current)
      if descends {
        let child = document.nodes[current].firstChild
        if child >= 0 {
          current = Int(child)
          continue
        }
        close(current)
      }
      while current != node, document.nodes[current].next < 0 {
        current = Int(document.nodes[current].parent)
        close(current)
      }
      if current == node { return }
      current = Int(document.nodes[current].next)
    }
  }

  /// Adds `text` with `& < > "` escaped.
  public mutating func escape(_ text: some Sequence<UInt8>) {
    let written: Void? = text.withContiguousStorageIfAvailable { HTMLEscaping.append($0, to: &output) }
    if written == nil { Array(text).withUnsafeBufferPointer { HTMLEscaping.append($0, to: &output) } }
  }

  /// Adds `address` as an attribute's value: percent-encoded where it must be, then escaped.
  public mutating func escape(address: some Sequence<UInt8>) {
    let written: Void? = address.withContiguousStorageIfAvailable { HTMLEscaping.append(address: $0, to: &output) }
    if written == nil { Array(address).withUnsafeBufferPointer { HTMLEscaping.append(address: $0, to: &output) } }
  }

  /// Starts a new line, unless the output stands at the start of one.
  public mutating func startLine() {
    if let last = output.last, last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
  }

  /// Adds the bytes of `span` as they are.
  mutating func append(_ span: Node.Span) {
    let text = document.text
    text.withUnsafeBufferPointer { output.append(contentsOf: $0[span]) }
  }

  mutating func escape(_ span: Node.Span) {
    let text = document.text
    text.withUnsafeBufferPointer { HTMLEscaping.append($0[span], to: &output) }
  }

  mutating func escape(address span: Node.Span) {
    let text = document.text
    text.withUnsafeBufferPointer { HTMLEscaping.append(address: $0[span], to: &output) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of `span`.
  subscript(span: Node.Span) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[Int(span.start)..<Int(span.start) + Int(span.count)])
  }
}
