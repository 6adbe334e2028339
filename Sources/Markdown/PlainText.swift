extension Document {
  /// The words of `node` and what it holds, without markup; a line break is a space.
  public func plainText(of node: Int) -> String {
    String(decoding: plainTextBytes(of: node), as: UTF8.self)
  }

  /// `plainText(of:)` as bytes.
  public func plainTextBytes(of node: Int) -> [UInt8] {
    guard nodes.indices.contains(node) else { return [] }
    var result: [UInt8] = []
    text.withUnsafeBufferPointer { text in
      var current = node
      while true {
        let here = nodes[current]
        switch here.kind {
        case .text, .code, .codeBlock: result.append(contentsOf: text[here.text])
        case .html where isPlain: result.append(contentsOf: text[here.text])
        case .wikiLink where here.firstChild < 0: result.append(contentsOf: text[here.text])
        case .softBreak, .lineBreak: result.append(UInt8(ascii: " "))
        case .paragraph, .heading, .item, .tableRow, .tableCell:
          if let last = result.last, last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
        default: break
        }
        if here.firstChild >= 0 {
          current = Int(here.firstChild)
          continue
        }
        while current != node, nodes[current].next < 0 { current = Int(nodes[current].parent) }
        if current == node { return }
        current = Int(nodes[current].next)
      }
    }
    return result
  }

  /// The words of the first paragraph that stands in the text itself (not in a list, quote, callout or directive); nil
  /// where there is none.
  public var firstParagraph: String? {
    for child in children(of: 0) where nodes[child].kind == .paragraph {
      let words = plainText(of: child)
      if !words.isEmpty { return words }
    }
    return nil
  }

  /// The children of `node`, in order.
  public func children(of node: Int) -> Children {
    Children(document: self, first: nodes.indices.contains(node) ? nodes[node].firstChild : -1)
  }

  /// The children of a node, as indices in `nodes`.
  public struct Children: Sequence, IteratorProtocol {
    let document: Document
    var first: Int32

    /// The next child.
    public mutating func next() -> Int? {
      guard first >= 0 else { return nil }
      defer { first = document.nodes[Int(first)].next }
      return Int(first)
    }
  }

  /// The heading record of `node`; nil where it has no anchor.
  public func heading(of node: Int) -> Heading? {
    guard nodes[node].kind == .heading, headings.indices.contains(Int(nodes[node].value)) else { return nil }
    return headings[Int(nodes[node].value)]
  }

  /// The image that is all of `paragraph`, if it has a title.
  func captionedImage(in paragraph: Node) -> Int32? {
    guard paragraph.firstChild >= 0 else { return nil }
    let child = nodes[Int(paragraph.firstChild)]
    return child.kind == .image && child.next < 0 && child.title.count > 0 ? paragraph.firstChild : nil
  }
}
