extension HTMLWriter {
  /// Writes the number that leads to a footnote.
  mutating func writeReference(_ node: Node) {
    let number = Int(node.value)
    guard number > 0 else { return }
    while footnoteReferences.count < number { footnoteReferences.append(0) }
    footnoteReferences[number - 1] += 1
    let occurrence = footnoteReferences[number - 1]
    if document.isPlain {
      output.append("<sup class=\"footnote-ref\"><a href=\"#fn")
      output.append(decimal: node.value)
      output.append("\" id=\"")
    } else {
      output.append("<sup class=\"footnote-reference\"><a role=\"doc-noteref\" href=\"#fn")
      output.append(decimal: node.value)
      output.append("\" id=\"")
    }
    appendReferenceIdentifier(node.value, occurrence)
    output.append("\">")
    output.append(decimal: node.value)
    output.append("</a></sup>")
  }

  private mutating func appendReferenceIdentifier(_ number: Int32, _ occurrence: Int32) {
    output.append("fnref")
    output.append(decimal: number)
    guard occurrence > 1 else { return }
    output.append("-")
    output.append(decimal: occurrence)
  }

  /// Writes the footnotes that were referred to so far, in the order of their numbers.
  public mutating func writeFootnotes() {
    let definitions = document.footnoteDefinitions
    guard footnoteReferences.contains(where: { $0 > 0 }), !definitions.isEmpty else { return }
    startLine()
    if document.isPlain {
      output.append("<section class=\"footnotes\">\n<ol>\n")
    } else {
      output.append("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"")
      escape(words.footnotes.utf8)
      output.append("\">\n<ol>\n")
    }
    // A footnote may refer to another, whose number is then higher: the list grows while it is written.
    var number = 1
    while number <= footnoteReferences.count {
      if footnoteReferences[number - 1] > 0, number <= definitions.count {
        writeFootnote(number, definitions[number - 1])
      }
      number += 1
    }
    output.append("</ol>\n</section>\n")
    footnoteReferences = []
  }

  private mutating func writeFootnote(_ number: Int, _ definition: Int32) {
    guard definition >= 0 else { return }
    output.append("<li id=\"fn")
    output.append(decimal: Int32(number))
    output.append("\">\n")
    var child = document.nodes[Int(definition)].firstChild
    while child >= 0 {
      write(Int(child))
      child = document.nodes[Int(child)].next
    }
    // The way back stands at the end of the last paragraph, where there is one.
    let end: StaticString = "</p>\n"
    let isParagraph = output.hasSuffix(end)
    if isParagraph { output.removeLast(end.utf8CodeUnitCount) }
    writeWaysBack(Int32(number))
    output.append(isParagraph ? "</p>\n" : "\n")
    output.append("</li>\n")
  }

  private mutating func writeWaysBack(_ number: Int32) {
    for occurrence in 1...max(1, footnoteReferences[Int(number) - 1]) {
      if output.last != UInt8(ascii: "\n") { output.append(" ") }
      output.append("<a href=\"#")
      appendReferenceIdentifier(number, occurrence)
      if document.isPlain {
        output.append("\" class=\"footnote-backref\">↩</a>")
        // GitHub's own examples have one way back.
        return
      }
      output.append("\" role=\"doc-backlink\" aria-label=\"")
      escape("\(words.backToReference) \(number)\(occurrence > 1 ? "-\(occurrence)" : "")".utf8)
      output.append("\">↩</a>")
    }
  }
}

extension [UInt8] {
  /// Whether the last bytes are `end`.
  func hasSuffix(_ end: StaticString) -> Bool {
    suffix(end.utf8CodeUnitCount).elementsEqual(UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount))
  }
}
