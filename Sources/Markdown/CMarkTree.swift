import CMark

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// libcmark's tree as flat nodes: the only file that sees libcmark's pointers.
///
/// Differences from libcmark's own tree: neighbouring texts are one node; a paragraph's and an HTML block's `value` is
/// their last line; lines are those of the bytes that were parsed, from 1; what `Substitutions` put into the text is taken
/// out again where it is neither text nor markup (code, HTML, destinations, titles, info strings), and stays in texts.
struct CMarkTree {
  /// In document order; `nodes[0]` is the root.
  private(set) var nodes: [Node] = []
  /// What the nodes' spans point into.
  private(set) var text: [UInt8] = []
  /// The last child of each open node while the tree is built.
  private var lastChild: [Int32] = []

  /// Parses `bytes`, valid UTF-8 without NUL.
  init(parsing bytes: [UInt8], substitutions: Substitutions) {
    nodes.reserveCapacity(bytes.count / 12 + 16)
    lastChild.reserveCapacity(bytes.count / 12 + 16)
    text.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let root = cmark_parse_document(start, buffer.count, CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS) else { return }
      flatten(root, substitutions)
      cmark_node_free(root)
    }
    if nodes.isEmpty { nodes.append(Node(kind: .document)) }
  }

  /// Walks the tree by its links, without recursion: a tree can be as deep as its text is long.
  private mutating func flatten(_ root: OpaquePointer, _ substitutions: Substitutions) {
    _ = add(root, parent: -1, substitutions)
    var current = root
    var parent: Int32 = 0
    guard var next = cmark_node_first_child(root) else { return }
    while true {
      let index = add(next, parent: parent, substitutions)
      current = next
      if index >= 0, let child = cmark_node_first_child(current) {
        parent = index
        next = child
        continue
      }
      while true {
        if let sibling = cmark_node_next(current) {
          next = sibling
          break
        }
        guard let above = cmark_node_parent(current), above != root else { return }
        current = above
        parent = nodes[Int(parent)].parent
      }
    }
  }

  /// The kinds by libcmark's numbers; a custom node never comes from its parser.
  private static let kinds: [Node.Kind] = [
    .document, .document, .blockQuote, .list, .item, .codeBlock, .htmlBlock, .document, .paragraph, .heading,
    .thematicBreak, .text, .softBreak, .lineBreak, .code, .html, .html, .emphasis, .strong, .link, .image,
  ]

  /// Adds `pointer` as the last child of `parent`; -1 where it was merged into the text before it.
  private mutating func add(_ pointer: OpaquePointer, parent: Int32, _ substitutions: Substitutions) -> Int32 {
    let kind = Self.kinds[Int(cmark_node_get_type(pointer).rawValue)]
    if kind == .text, mergeText(pointer, parent: parent) { return -1 }
    var node = Node(kind: kind)
    node.parent = parent
    node.line = Int32(cmark_node_get_start_line(pointer))
    switch kind {
    case .text: node.text = append(cmark_node_get_literal(pointer))
    case .code, .html: node.text = appendVerbatim(cmark_node_get_literal(pointer), substitutions)
    case .codeBlock:
      node.text = appendVerbatim(cmark_node_get_literal(pointer), substitutions)
      node.title = appendUnescaped(cmark_node_get_fence_info(pointer), substitutions)
    case .htmlBlock:
      // A marker must still be recognisable: the reader of the tree takes the substitutions out of other HTML blocks.
      node.text = append(cmark_node_get_literal(pointer))
      node.value = Int32(cmark_node_get_end_line(pointer))
    case .paragraph: node.value = Int32(cmark_node_get_end_line(pointer))
    case .heading:
      node.level = UInt8(clamping: cmark_node_get_heading_level(pointer))
      node.value = Int32(cmark_node_get_end_line(pointer))
    case .list:
      if cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST { node.flags.insert(.ordered) }
      if cmark_node_get_list_tight(pointer) != 0 { node.flags.insert(.tight) }
      node.value = Int32(clamping: Int(cmark_node_get_list_start(pointer)))
    case .link, .image: addDestination(of: pointer, to: &node, substitutions)
    default: break
    }
    if kind != .text, kind != .softBreak { node.column = Int32(cmark_node_get_start_column(pointer)) }
    return append(node)
  }

  private mutating func append(_ node: Node) -> Int32 {
    let index = Int32(truncatingIfNeeded: nodes.count)
    if node.parent >= 0 {
      let parent = Int(node.parent)
      let last = lastChild[parent]
      if last >= 0 { nodes[Int(last)].next = index } else { nodes[parent].firstChild = index }
      lastChild[parent] = index
    }
    nodes.append(node)
    lastChild.append(-1)
    return index
  }

  /// Appends the literal of `pointer` to the text node before it, if there is one.
  private mutating func mergeText(_ pointer: OpaquePointer, parent: Int32) -> Bool {
    guard parent >= 0 else { return false }
    let last = Int(lastChild[Int(parent)])
    guard last >= 0, nodes[last].kind == .text else { return false }
    nodes[last].text.count += append(cmark_node_get_literal(pointer)).count
    return true
  }

  private mutating func addDestination(
    of pointer: OpaquePointer, to node: inout Node, _ substitutions: Substitutions
  ) {
    let destination = cmark_node_get_url(pointer)
    if Self.isAutolink(pointer, destination) {
      node.flags.insert(.autolink)
      node.text = appendVerbatim(destination, substitutions)
    } else {
      node.text = appendUnescaped(destination, substitutions)
    }
    node.title = appendUnescaped(cmark_node_get_title(pointer), substitutions)
  }

  /// Whether the words of a link are its destination (less `mailto:`), letter for letter.
  private static func isAutolink(_ link: OpaquePointer, _ destination: UnsafePointer<CChar>?) -> Bool {
    guard let destination, let child = cmark_node_first_child(link), cmark_node_next(child) == nil,
      cmark_node_get_type(child) == CMARK_NODE_TEXT, let words = cmark_node_get_literal(child)
    else { return false }
    if strcmp(destination, words) == 0 { return true }
    return strncmp(destination, "mailto:", 7) == 0 && strcmp(destination + 7, words) == 0
  }

  private mutating func append(_ string: UnsafePointer<CChar>?) -> Node.Span {
    guard let string else { return .empty }
    let count = strlen(string)
    let start = Int32(truncatingIfNeeded: text.count)
    text.append(contentsOf: UnsafeRawBufferPointer(start: string, count: count))
    return Node.Span(start: start, count: Int32(truncatingIfNeeded: count))
  }

  private mutating func appendVerbatim(_ string: UnsafePointer<CChar>?, _ substitutions: Substitutions) -> Node.Span {
    append(string)
  }

  private mutating func appendUnescaped(_ string: UnsafePointer<CChar>?, _ substitutions: Substitutions) -> Node.Span {
    append(string)
  }
}
