import Diagnostics

/// A Markdown text as a flat tree.
public struct Document: Sendable {
  /// In document order; `nodes[0]` is the root.
  public internal(set) var nodes: [Node] = []
  /// The bytes that the nodes' spans point into.
  public internal(set) var text: [UInt8] = []
  /// The files that the text comes from: the article, then the snippets it includes.
  public internal(set) var files: [String] = []
  /// All directives, in document order.
  public internal(set) var directives: [Directive] = []
  /// All headings that have an anchor, in document order.
  public internal(set) var headings: [Heading] = []
  /// Indices of the nodes of kind link, image and wikiLink, in document order.
  public internal(set) var references: [Int32] = []
  /// Whether the document was parsed as plain CommonMark and GFM (`ParseOptions.isPlain`).
  public internal(set) var isPlain = false
  /// The footnotes' definitions by number less 1: indices in `nodes`, -1 where one is missing.
  var footnoteDefinitions: [Int32] = []
  /// `ParseOptions.keyedDirectives`.
  var keyedDirectives: Set<String> = []
}

/// A heading that can be linked to.
public struct Heading: Sendable {
  /// Index in `Document.nodes`.
  public var node: Int
  /// 1 to 6.
  public var level: Int
  /// Unique in the document: from `{#id}`, else made of the heading's words as GitHub does.
  public var identifier: String
  /// The words, without markup.
  public var title: String
  /// Whether the heading stands inside a container directive.
  public var isInDirective: Bool
  /// Whether the identifier was written as `{#id}`.
  public internal(set) var isExplicit = false
}

/// The name and attributes of a directive.
public struct Directive: Sendable {
  /// `key="value"`, `key=value` or a lone `key` (then `value` is empty).
  public struct Attribute: Sendable {
    /// The key; `id` for `#x`, `class` for `.x`.
    public var name: String
    /// The value, without quotes, its variables replaced; empty for a lone key.
    public var value: String
    /// The key.
    public var place: Place
  }

  /// Index in `Document.nodes`.
  public var node: Int
  /// The letters after the colons.
  public var name: String
  /// The text between `[` and `]`, without markup; nil where there are no brackets.
  public var label: String?
  /// In the order in which they were written.
  public var attributes: [Attribute]
  /// The first colon.
  public var place: Place
}
