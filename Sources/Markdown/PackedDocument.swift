import Diagnostics

/// A document in little memory: what a site keeps of each of its articles from when it is read until its page is written.
///
/// A node takes about seven bytes instead of 48. What most have in common with the node before them, or with nothing, is
/// left out: each begins with its kind and two bytes of bits, one for each number that is not as foretold, and goes on
/// with how far those numbers are off, seven bits a byte, the lowest first.
public struct PackedDocument: Sendable {
  /// A link or an image, as far as it takes to find what it leads to.
  public struct Reference: Sendable {
    /// Link, image or wikiLink.
    public let kind: Node.Kind
    /// Of an image: whether it has words in its place.
    public let hasWords: Bool
    /// Index in `Document.files`.
    public let file: UInt16
    /// The destination, as it was written.
    public let written: Node.Span
    fileprivate let line: Int32
    fileprivate let column: Int32
  }

  /// Of each of the document's references, in its order.
  public let references: [Reference]
  /// The document without its nodes.
  private let rest: Document
  private let nodes: [UInt8]
  private let count: Int

  /// All headings that have an anchor, in document order.
  public var headings: [Heading] { rest.headings }
  /// Whether it has directives.
  public var hasDirectives: Bool { !rest.directives.isEmpty }
  /// The files that the text comes from: the article, then the snippets it includes.
  public var files: [String] { rest.files }

  /// `document`, packed.
  public init(_ document: Document) {
    references = document.references.map { Reference($0, in: document) }
    count = document.nodes.count
    nodes = NodePacker.bytes(of: document.nodes)
    var rest = document
    rest.nodes = []
    // Without the room that was left for more.
    rest.text = document.text.withUnsafeBufferPointer { Array($0) }
    self.rest = rest
  }

  /// The document as it was packed.
  public var document: Document {
    var document = rest
    document.nodes.reserveCapacity(count)
    nodes.withUnsafeBufferPointer { bytes in
      var reader = NodeReader(bytes)
      for index in 0..<count { document.nodes.append(reader.next(at: index)) }
    }
    return document
  }

  /// The bytes of `span`.
  public func bytes(_ span: Node.Span) -> ArraySlice<UInt8> { rest.bytes(span) }

  /// Where `reference` was written.
  public func place(of reference: Reference) -> Place {
    Place(file: rest.files[Int(reference.file)], line: Int(reference.line), column: Int(reference.column))
  }
}

extension PackedDocument.Reference {
  fileprivate init(_ index: Int32, in document: Document) {
    let node = document.nodes[Int(index)]
    (kind, file, written, line, column) = (node.kind, node.file, node.text, node.line, node.column)
    hasWords = kind != .image || !document.plainText(of: Int(index)).allSatisfy(\.isWhitespace)
  }
}

/// The numbers of a node that its bits are for.
private struct PackedFields: OptionSet {
  let rawValue: UInt16

  static let flags = PackedFields(rawValue: 1)
  static let file = PackedFields(rawValue: 2)
  static let parent = PackedFields(rawValue: 4)
  static let firstChild = PackedFields(rawValue: 8)
  static let next = PackedFields(rawValue: 16)
  static let line = PackedFields(rawValue: 32)
  static let column = PackedFields(rawValue: 64)
  static let start = PackedFields(rawValue: 128)
  static let count = PackedFields(rawValue: 256)
  static let title = PackedFields(rawValue: 512)
  static let value = PackedFields(rawValue: 1024)
  static let level = PackedFields(rawValue: 2048)
}

/// What a node is foretold from: the parent and line of the one before, and the end of the last text.
private struct Foretold {
  var parent: Int32 = -1
  var line: Int32 = 0
  var file: UInt16 = 0
  var end: Int32 = 0

  mutating func note(_ node: Node) {
    (parent, line, file) = (node.parent, node.line, node.file)
    if node.text.count > 0 { end = node.text.start &+ node.text.count }
  }
}

private struct NodePacker {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private var foretold = Foretold()
  private var fields: PackedFields = []

  /// How many bytes a node takes at most: its kind and bits, and thirteen numbers of five bytes.
  private static let largestNode = 3 + 13 * 5

  /// `nodes`, packed.
  static func bytes(of nodes: [Node]) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: nodes.count * largestNode) { buffer in
      var packer = NodePacker(bytes: buffer)
      for (index, node) in nodes.enumerated() { packer.add(node, at: Int32(truncatingIfNeeded: index)) }
      return Array(buffer[..<packer.count])
    }
  }

  private init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func add(_ node: Node, at index: Int32) {
    fields = []
    let start = count
    count += 3
    add(Int32(node.flags.rawValue), .flags)
    add(Int32(node.file) &- Int32(foretold.file), .file)
    add(node.parent &- foretold.parent, .parent)
    add(node.firstChild < 0 ? 0 : node.firstChild &- index, .firstChild)
    add(node.next < 0 ? 0 : node.next &- index, .next)
    add(node.line &- foretold.line, .line)
    add(node.column, .column)
    add(node.text.count == 0 ? node.text.start : node.text.start &- foretold.end, .start)
    add(node.text.count, .count)
    if node.title != .empty {
      fields.insert(.title)
      append(node.title.start)
      append(node.title.count)
    }
    add(node.value, .value)
    add(Int32(node.level), .level)
    bytes[start] = node.kind.rawValue
    bytes[start + 1] = UInt8(truncatingIfNeeded: fields.rawValue)
    bytes[start + 2] = UInt8(truncatingIfNeeded: fields.rawValue >> 8)
    foretold.note(node)
  }

  @inline(__always)
  private mutating func add(_ number: Int32, _ field: PackedFields) {
    guard number != 0 else { return }
    fields.insert(field)
    append(number)
  }

  private mutating func append(_ number: Int32) {
    var rest = UInt32(bitPattern: (number << 1) ^ (number >> 31))
    while rest >= 0x80 {
      bytes[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    bytes[count] = UInt8(truncatingIfNeeded: rest)
    count += 1
  }
}

private struct NodeReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var foretold = Foretold()

  /// A reader of what a packer wrote, and of nothing else.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next(at index: Int) -> Node {
    let index = Int32(truncatingIfNeeded: index)
    guard let kind = Node.Kind(rawValue: bytes[position]) else { preconditionFailure("a node was packed") }
    let fields = PackedFields(rawValue: UInt16(bytes[position + 1]) | UInt16(bytes[position + 2]) << 8)
    position += 3
    var node = Node(kind: kind)
    if fields.contains(.flags) { node.flags = Node.Flags(rawValue: UInt8(truncatingIfNeeded: number())) }
    node.file = foretold.file
    if fields.contains(.file) { node.file = UInt16(truncatingIfNeeded: Int32(node.file) &+ number()) }
    node.parent = foretold.parent &+ (fields.contains(.parent) ? number() : 0)
    if fields.contains(.firstChild) { node.firstChild = index &+ number() }
    if fields.contains(.next) { node.next = index &+ number() }
    node.line = foretold.line &+ (fields.contains(.line) ? number() : 0)
    if fields.contains(.column) { node.column = number() }
    let start = fields.contains(.start) ? number() : 0
    if fields.contains(.count) {
      node.text.count = number()
      node.text.start = foretold.end &+ start
    } else {
      node.text.start = start
    }
    if fields.contains(.title) { node.title = Node.Span(start: number(), count: number()) }
    if fields.contains(.value) { node.value = number() }
    if fields.contains(.level) { node.level = UInt8(truncatingIfNeeded: number()) }
    foretold.note(node)
    return node
  }

  private mutating func number() -> Int32 {
    var result: UInt32 = 0
    var shift: UInt32 = 0
    while true {
      let byte = bytes[position]
      position += 1
      result |= UInt32(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int32(bitPattern: (result >> 1) ^ (0 &- (result & 1)))
  }
}
