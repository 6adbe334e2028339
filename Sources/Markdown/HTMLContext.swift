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

/// The context of a document that stands alone: everything as it was written.
public struct PlainContext: HTMLContext, Sendable {
  public init() {}

  public func destination(of node: Int, in document: Document) -> [UInt8]? { nil }
  public func title(of node: Int, in document: Document) -> [UInt8]? { nil }
  public func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool { false }
  public func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool { false }
  public func formerIdentifiers(of node: Int, in document: Document) -> [String] { [] }
}
