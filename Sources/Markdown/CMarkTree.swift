import CMark

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// libcmark's tree as flat nodes: the only file that sees libcmark's pointers.
///
/// Differences from libcmark's own tree: neighbouring texts are one node; a paragraph's and an HTML block's `value` is
/// their last line; lines are those of the bytes that were parsed, from 1;
/// what `Substitutions` put into the text is taken out again in code, HTML, destinations, titles and info strings, and stays
/// in texts; inlines have no column; texts in which something of ours can begin are `Node.Flags.special`.
struct CMarkTree {
  /// In document order; `nodes[0]` is the root.
  private(set) var nodes: [Node] = []
  /// What the nodes' spans point into.
  private(set) var text: [UInt8] = []
  /// The variables that stood in destinations, titles and info strings, as indices in `Substitutions.variables`.
  private(set) var usedVariables: [Int] = []
  /// The last child of each open node while the tree is built.
  private var lastChild: [Int32] = []
  private let substitutions: Substitutions
  private let variables: [String: String]
  private let isSubstituted: Bool
  private let specials: ByteSet

  /// Parses `bytes`, valid UTF-8 without NUL, which `substitutions` prepared.
  init(parsing bytes: [UInt8], substitutions: Substitutions, variables: [String: String]) {
    self.substitutions = substitutions
    self.variables = variables
    isSubstituted = !substitutions.edits.isEmpty
    specials = substitutions.specials
    nodes.reserveCapacity(bytes.count / 12 + 16)
    lastChild.reserveCapacity(bytes.count / 12 + 16)
    text.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    bytes.withUnsafeBytes { buffer in
      CMarkMemory.withArena { memory in
        let parser = cmark_parser_new_with_mem(CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS, memory)
        cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        if let root = cmark_parser_finish(parser) { flatten(root) }
      }
    }
    if isSubstituted || !specials.isEmpty { markSpecials() }
    if nodes.isEmpty { nodes.append(Node(kind: .document)) }
  }

  /// Walks the tree by its links, without recursion: a tree can be as deep as its text is long.
  private mutating func flatten(_ root: OpaquePointer) {
    _ = add(root, parent: -1)
    var current = root
    var parent: Int32 = 0
    guard var next = cmark_node_first_child(root) else { return }
    while true {
      let index = add(next, parent: parent)
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
  private mutating func add(_ pointer: OpaquePointer, parent: Int32) -> Int32 {
    let kind = Self.kinds[Int(cmark_node_get_type(pointer).rawValue)]
    if kind == .text, mergeText(pointer, parent: parent) { return -1 }
    var node = Node(kind: kind)
    node.parent = parent
    node.line = Int32(cmark_node_get_start_line(pointer))
    // libcmark gives line ends no place of their own.
    if node.line == 0, parent >= 0 {
      let last = lastChild[Int(parent)]
      node.line = nodes[Int(last >= 0 ? last : parent)].line
    }
    switch kind {
    case .text: node.text = append(cmark_node_get_literal(pointer))
    case .code, .html: node.text = appendVerbatim(cmark_node_get_literal(pointer))
    case .codeBlock:
      node.text = appendVerbatim(cmark_node_get_literal(pointer))
      node.title = appendUnescaped(cmark_node_get_fence_info(pointer))
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
    case .link, .image: addDestination(of: pointer, to: &node)
    default: break
    }
    if kind.isBlock { node.column = Int32(cmark_node_get_start_column(pointer)) }
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

  /// Flags the texts in which something of ours can begin.
  private mutating func markSpecials() {
    let places = specials.places(in: text)
    guard !places.isEmpty else { return }
    var next = 0
    for index in nodes.indices where nodes[index].kind == .text {
      // Spans grow from node to node.
      while next < places.count, places[next] < nodes[index].text.start { next += 1 }
      guard next < places.count else { return }
      if places[next] < nodes[index].text.start + nodes[index].text.count { nodes[index].flags.insert(.special) }
    }
  }

  /// Appends the literal of `pointer` to the text node before it, if there is one.
  private mutating func mergeText(_ pointer: OpaquePointer, parent: Int32) -> Bool {
    guard parent >= 0 else { return false }
    let last = Int(lastChild[Int(parent)])
    guard last >= 0, nodes[last].kind == .text else { return false }
    let more = append(cmark_node_get_literal(pointer))
    nodes[last].text.count += more.count
    return true
  }

  private mutating func addDestination(of pointer: OpaquePointer, to node: inout Node) {
    let destination = cmark_node_get_url(pointer)
    if Self.isAutolink(pointer, destination) {
      node.flags.insert(.autolink)
      node.text = isVariable(destination) ? appendVariable(destination) : appendVerbatim(destination)
    } else {
      node.text = appendUnescaped(destination)
    }
    node.title = appendUnescaped(cmark_node_get_title(pointer))
  }

  /// The value of a variable in angle brackets, with `mailto:` where it is a mail address.
  private mutating func appendVariable(_ destination: UnsafePointer<CChar>?) -> Node.Span {
    let start = text.count
    let scheme: StaticString = "mailto:"
    text.append(scheme)
    var span = appendUnescaped(destination)
    let value = text[(start + scheme.utf8CodeUnitCount)...]
    guard value.contains(ASCII.at), !value.contains(ASCII.colon), !value.contains(ASCII.slash) else { return span }
    span.start -= Int32(scheme.utf8CodeUnitCount)
    span.count += Int32(scheme.utf8CodeUnitCount)
    return span
  }

  /// Whether an autolink's destination is `<{{name}}>`.
  private func isVariable(_ destination: UnsafePointer<CChar>?) -> Bool {
    guard isSubstituted, let destination else { return false }
    return strncmp(destination, "gv:\u{7F}a", 5) == 0
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
    append(string) { $1.append(contentsOf: $0) }
  }

  private mutating func appendVerbatim(_ string: UnsafePointer<CChar>?) -> Node.Span {
    guard isSubstituted else { return append(string) }
    let substitutions = substitutions
    return append(string) { substitutions.appendVerbatim($0, to: &$1) }
  }

  private mutating func appendUnescaped(_ string: UnsafePointer<CChar>?) -> Node.Span {
    guard isSubstituted else { return append(string) }
    let (substitutions, variables) = (substitutions, variables)
    var used: [Int] = []
    defer { usedVariables.append(contentsOf: used) }
    return append(string) { substitutions.appendUnescaped($0, values: variables, used: &used, to: &$1) }
  }

  private mutating func append(
    _ string: UnsafePointer<CChar>?, _ write: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void
  ) -> Node.Span {
    guard let string, string.pointee != 0 else { return .empty }
    let start = text.count
    let bytes = UnsafeRawBufferPointer(start: string, count: strlen(string))
    write(bytes.bindMemory(to: UInt8.self), &text)
    return Node.Span(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: text.count - start))
  }
}
