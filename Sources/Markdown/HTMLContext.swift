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
  /// Whether links whose words are their address are of the class `address`: whoever writes addresses out leaves them alone.
  var marksAddresses: Bool { get }
}

/// A context that knows nothing needs to say nothing: everything is then written as it stands.
extension HTMLContext {
  /// Nil: the destination as it was written.
  public func destination(of node: Int, in document: Document) -> [UInt8]? { nil }
  /// Nil: the target as it was written.
  public func title(of node: Int, in document: Document) -> [UInt8]? { nil }
  /// False: the plain tag.
  public func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool { false }
  /// False: the plain form.
  public func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool { false }
  /// They are as other links.
  public var marksAddresses: Bool { false }
  /// None.
  public func formerIdentifiers(of node: Int, in document: Document) -> [String] { [] }
}

/// The context of a document that stands alone.
public struct PlainContext: HTMLContext, Sendable {
  /// The context.
  public init() {}
}
