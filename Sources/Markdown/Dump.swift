extension Document {
  /// The tree as text, one node a line, indented by depth (at most 100 levels): kind, place, and what the node holds. For tests.
  public func dump() -> String {
    var lines: [String] = []
    var current = 0
    var depth = 0
    while nodes.indices.contains(current) {
      lines.append(String(repeating: "  ", count: min(depth, 100)) + describe(current))
      if nodes[current].firstChild >= 0 {
        current = Int(nodes[current].firstChild)
        depth += 1
        continue
      }
      while current != 0, nodes[current].next < 0 {
        current = Int(nodes[current].parent)
        depth -= 1
      }
      if current == 0 { break }
      current = Int(nodes[current].next)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func describe(_ index: Int) -> String {
    let node = nodes[index]
    var words = ["\(node.kind)", node.column > 0 ? "\(node.line):\(node.column)" : "\(node.line)"]
    if node.file > 0 { words[1] = "\(files[Int(node.file)]):\(words[1])" }
    if node.kind == .text { words.removeLast() }
    if node.text.count > 0 { words.append(quoted(node.text)) }
    if node.title.count > 0 { words.append("title \(quoted(node.title))") }
    switch node.kind {
    case .heading:
      words.append("level \(node.level)")
      if let heading = heading(of: index) { words.append("#\(heading.identifier)") }
    case .list where node.flags.contains(.ordered): words.append("from \(node.value)")
    case .footnoteReference, .footnoteDefinition: words.append("number \(node.value)")
    case .tableCell where node.value > 0: words.append(["left", "centre", "right"][Int(node.value) - 1])
    case .containerDirective, .leafDirective, .textDirective: words.append(describe(directives[Int(node.value)]))
    default: break
    }
    let flags: [(Node.Flags, String)] = [
      (.tight, "tight"), (.ordered, "ordered"), (.task, "task"), (.checked, "checked"), (.head, "head"),
      (.autolink, "autolink"),
    ]
    words += flags.filter { node.flags.contains($0.0) }.map(\.1)
    return words.joined(separator: " ")
  }

  private func describe(_ directive: Directive) -> String {
    let label = directive.label.map { "[\($0)]" } ?? ""
    let attributes = directive.attributes.map { "\($0.name)=\"\($0.value)\"" }
    return directive.name + label + (attributes.isEmpty ? "" : "{\(attributes.joined(separator: " "))}")
  }

  private func quoted(_ span: Node.Span) -> String {
    String(decoding: bytes(span), as: UTF8.self).debugDescription
  }
}
