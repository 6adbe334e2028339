/// What the writer asks of whoever knows the site.
public protocol HTMLContext {
  /// The address to write for the link or wiki link at `node`, not yet escaped; nil: as it was written.
  func destination(of node: Int, in document: Document) -> [UInt8]?
  /// The words for a wiki link that has none.
  func title(of node: Int, in document: Document) -> [UInt8]?
  /// Writes the image at `node`; false: the writer's plain `<img>`.
  func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool
  /// Writes the directive at `node` (`writer.write(childrenOf:)` writes what it holds); false: the writer's
  /// plain form (a container's children, a text directive's label).
  func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool
  /// More anchors of the heading at `node`: identifiers that it had once.
  func formerIdentifiers(of node: Int, in document: Document) -> [String]
}

/// Writes a document, or a part of one, as HTML bytes.
public struct HTMLWriter {
  /// What has been written so far.
  public var output: [UInt8] = []

  /// Writes all of `document`.
  public static func html(_ document: Document, context: some HTMLContext) -> [UInt8] { [] }

  /// Writes the children of `node`.
  public mutating func write(childrenOf node: Int) {}
  /// Writes `node` itself.
  public mutating func write(_ node: Int) {}
  /// Adds `text` with `& < > "` escaped.
  public mutating func escape(_ text: some Sequence<UInt8>) {}
}
