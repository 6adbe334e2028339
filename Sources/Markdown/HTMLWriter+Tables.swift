extension HTMLWriter {
  mutating func openTable(_ node: Node) {
    startLine()
    // A wide table scrolls by itself: the box can be reached with the keyboard, and is named by the heading above.
    if !document.isPlain { openScrollBox() }
    output.append("<table>\n")
  }

  mutating func closeTable(_ index: Int, _ node: Node) {
    if hasBody(node) { output.append("</tbody>\n") }
    output.append(document.isPlain ? "</table>\n" : "</table>\n</div>\n")
  }

  private mutating func openScrollBox() {
    output.append("<div class=\"table\"")
    if lastHeading >= 0, Int(lastHeading) < document.headings.count {
      output.append(" role=\"group\" tabindex=\"0\" aria-labelledby=\"")
      escape(document.headings[Int(lastHeading)].identifier.utf8)
      output.append("\"")
    }
    output.append(">\n")
  }

  /// Whether a table has rows below its head.
  private func hasBody(_ table: Node) -> Bool {
    table.firstChild >= 0 && document.nodes[Int(table.firstChild)].next >= 0
  }

  mutating func openRow(_ index: Int, _ node: Node) {
    if node.flags.contains(.head) {
      output.append("<thead>\n")
    } else if isFirstBodyRow(index, node) {
      output.append("<tbody>\n")
    }
    output.append("<tr>\n")
  }

  private func isFirstBodyRow(_ index: Int, _ node: Node) -> Bool {
    let head = document.nodes[Int(node.parent)].firstChild
    return head >= 0 && Int(document.nodes[Int(head)].next) == index
  }

  mutating func closeRow(_ index: Int, _ node: Node) {
    output.append("</tr>\n")
    if node.flags.contains(.head) { output.append("</thead>\n") }
  }

  mutating func openCell(_ node: Node) {
    output.append(node.flags.contains(.head) ? "<th" : "<td")
    if !document.isPlain, node.flags.contains(.head) { output.append(" scope=\"col\"") }
    if node.value > 0 { output.append(document.isPlain ? " align=\"" : " class=\"align-") }
    switch node.value {
    case 1: output.append("left\"")
    case 2: output.append("center\"")
    case 3: output.append("right\"")
    default: break
    }
    output.append(">")
  }
}
