import Diagnostics

/// What the reading of inlines needs between two calls.
struct InlineState {
  /// A list of siblings that is being added.
  struct Frame {
    /// The next of libcmark's nodes, where the list needed no look into its texts.
    var next: Int32
    /// The items to add, from `start`; empty where `next` is used.
    var item = 0
    var start = 0
    var end = 0
    var usesItems = false
    /// The node that gets them.
    var parent: Int32
    /// Whether a link is around: no address in it is a link of its own.
    var isInLink: Bool
  }

  var frames: [Frame] = []
  var items: [InlineItem] = []
  var directives: [InlineDirective] = []
  /// What is searched for: kept, so that a link costs no allocation.
  var needle: [UInt8] = []
  /// How far the source was searched for the places of links, as offset.
  var cursor = 0
  /// The line of the file for all nodes (cells stand elsewhere for libcmark); 0: as libcmark says.
  var fixedLine: Int32 = 0
  /// Cells that no row wrote.
  var filledCells = 0
}

/// One step of adding siblings.
struct InlineItem {
  enum Role {
    /// A node of libcmark's, with its children.
    case raw(Int32)
    /// `node`, without children.
    case leaf
    /// `node`, which holds the items up to the next `close` of the same depth.
    case open
    case close
  }

  var role: Role
  var node = Node(kind: .text)
  /// Of a text directive: its index in `InlineState.directives`; else -1.
  var directive = -1
}

/// A text directive before it is a node.
struct InlineDirective {
  var name: String
  /// `{…}` as the author wrote it; empty where there is none.
  var attributes: [UInt8] = []
}

extension TreeBuilder {
  /// Adds `first` and its siblings, the inlines of the block `parent`.
  mutating func addInlines(_ first: Int32, under parent: Int32) {
    let block = document.nodes[Int(parent)]
    inlines.cursor = source.range(ofLine: Int(block.line) - source.firstLine).lowerBound + max(0, Int(block.column) - 1)
    addInlineNodes(first, under: parent)
  }

  mutating func addInlineNodes(_ first: Int32, under parent: Int32) {
    pushInlines(first, under: parent, isInLink: false)
    while let frame = inlines.frames.last {
      let top = inlines.frames.count - 1
      if frame.usesItems {
        guard frame.item < frame.end else {
          inlines.items.removeLast(inlines.items.count - frame.start)
          popInlines(frame)
          continue
        }
        inlines.frames[top].item += 1
        add(inlines.items[frame.item], frame, top)
      } else {
        // Siblings without children need no frame: most have none.
        var next = frame.next
        while next >= 0 {
          let index = next
          next = raw[Int(index)].next
          if raw[Int(index)].firstChild >= 0 {
            inlines.frames[top].next = next
            addRaw(index, frame)
            break
          }
          addRaw(index, frame)
          if next < 0 { popInlines(frame) }
        }
        if frame.next < 0 { popInlines(frame) }
      }
    }
  }

  private mutating func popInlines(_ frame: InlineState.Frame) {
    closeTags(under: frame.parent)
    inlines.frames.removeLast()
  }

  private mutating func pushInlines(_ first: Int32, under parent: Int32, isInLink: Bool) {
    var frame = InlineState.Frame(next: first, parent: parent, isInLink: isInLink)
    if needsScan(first) {
      frame.start = inlines.items.count
      frame.item = frame.start
      var scan = InlineScan(isInLink: isInLink)
      scan.run(first, &self)
      frame.end = inlines.items.count
      frame.usesItems = true
    }
    inlines.frames.append(frame)
  }

  /// Whether one of the texts among `first` and its siblings holds a byte at which something of ours can begin.
  private func needsScan(_ first: Int32) -> Bool {
    guard !substitutions.specials.isEmpty else { return false }
    var index = first
    while index >= 0 {
      if raw[Int(index)].flags.contains(.special) { return true }
      index = raw[Int(index)].next
    }
    return false
  }

  private mutating func add(_ item: InlineItem, _ frame: InlineState.Frame, _ top: Int) {
    switch item.role {
    case .raw(let index): addRaw(index, frame)
    case .leaf: _ = emitInline(item.node, under: frame.parent)
    case .open:
      let index = emitInline(item.node, under: frame.parent)
      if item.directive >= 0 { addDirective(inlines.directives[item.directive], index) }
      inlines.frames[top].parent = index
    case .close:
      closeTags(under: frame.parent)
      finish(frame.parent)
      inlines.frames[top].parent = document.nodes[Int(frame.parent)].parent
    }
  }

  /// Adds a node of libcmark's; its children come next.
  private mutating func addRaw(_ index: Int32, _ frame: InlineState.Frame) {
    let node = raw[Int(index)]
    if node.kind == .html, !options.isPlain {
      return addCheckedTag(node, under: frame.parent)
    }
    let added = emitInline(node, under: frame.parent)
    if node.kind == .link || node.kind == .image { check(Int(added)) }
    guard node.firstChild >= 0 else { return }
    if node.flags.contains(.autolink) {
      addWords(ofAutolink: node, under: added)
    } else {
      pushInlines(node.firstChild, under: added, isInLink: frame.isInLink || node.kind == .link)
    }
  }

  /// Adds the destination as the words, in which nothing has a meaning.
  private mutating func addWords(ofAutolink link: Node, under parent: Int32) {
    var words = raw[Int(link.firstChild)]
    let isMail = document.bytes(link.text).starts(with: "mailto:".utf8)
    let isWritten = document.bytes(words.text).starts(with: "mailto:".utf8)
    words.text = link.text
    if isMail, !isWritten {
      words.text.start += 7
      words.text.count -= 7
    }
    _ = emitInline(words, under: parent)
  }

  /// Adds `node`, whose line is libcmark's, and finds its place where one is wanted.
  private mutating func emitInline(_ node: Node, under parent: Int32) -> Int32 {
    var node = node
    node.line = inlines.fixedLine > 0 ? inlines.fixedLine : fileLine(node.line)
    switch node.kind {
    case .link, .image, .wikiLink:
      document.references.append(Int32(truncatingIfNeeded: document.nodes.count))
      locate(&node)
    case .textDirective, .footnoteReference: locate(&node)
    case .text:
      if node.text.count == 0 || extendsText(node, under: parent) { return -1 }
    default: break
    }
    node.flags.remove(.special)
    return emit(node, under: parent)
  }

  /// Appends `node` to the text before it if its bytes follow on that's.
  private mutating func extendsText(_ node: Node, under parent: Int32) -> Bool {
    let last = Int(lastChild[Int(parent)])
    guard last >= 0, document.nodes[last].kind == .text else { return false }
    let span = document.nodes[last].text
    guard span.start + span.count == node.text.start else { return false }
    document.nodes[last].text.count += node.text.count
    return true
  }

  /// Refuses destinations that run a script or read the reader's disk.
  private mutating func check(_ index: Int) {
    let node = document.nodes[index]
    guard !options.isPlain,
      let scheme = Destination.dangerousScheme(document.bytes(node.text), isImage: node.kind == .image)
    else { return }
    document.nodes[index].text = .empty
    diagnostics.append(
      .error(
        "a link to \"\(scheme):\" is not allowed", at: document.place(of: index),
        hint: "link to a page of the site, or to an https: address"))
  }

  private mutating func addDirective(_ directive: InlineDirective, _ index: Int32) {
    let place = document.place(of: Int(index))
    document.nodes[Int(index)].value = Int32(truncatingIfNeeded: document.directives.count)
    var attributes: [Directive.Attribute] = []
    if !directive.attributes.isEmpty {
      do throws(DirectiveSyntax.Flaw) {
        let bytes = directive.attributes
        let parsed = try DirectiveSyntax.attributes(bytes, from: 0, to: bytes.count).attributes
        attributes = parsed.map { attribute(bytes[$0.name], bytes[$0.value], at: place, valuePlace: place) }
      } catch {
        diagnostics.append(
          .error(
            "the attributes of directive \":\(directive.name)\" are not understood", at: place,
            hint: "write {key=\"value\" key=value key}"))
      }
    }
    document.directives.append(
      Directive(node: Int(index), name: directive.name, label: nil, attributes: attributes, place: place))
  }

  /// Notes the label of a text directive when all of it is there.
  private mutating func finish(_ index: Int32) {
    let node = document.nodes[Int(index)]
    guard node.kind == .textDirective else { return }
    document.directives[Int(node.value)].label = document.plainText(of: Int(index))
  }
}

/// Destinations of links and images.
enum Destination {
  /// The scheme of `destination` if it runs a script or reads a file; spaces and control bytes, which browsers pass over,
  /// are passed over. An image may be `data:image/…`.
  static func dangerousScheme(_ destination: ArraySlice<UInt8>, isImage: Bool) -> String? {
    // Most begin with a letter or period that no such scheme has: no need to look further.
    guard let first = destination.first(where: { $0 > 0x20 && $0 != 0x7F }), beginnings.contains(first) else {
      return nil
    }
    var letters: [UInt8] = []
    for byte in destination where byte > 0x20 && byte != 0x7F {
      letters.append(byte | (ASCII.isLetter(byte) ? 0x20 : 0))
      if letters.count == 20 { break }
    }
    guard let colon = letters.firstIndex(of: ASCII.colon) else { return nil }
    let scheme = String(decoding: letters[..<colon], as: UTF8.self)
    guard ["javascript", "vbscript", "data", "file"].contains(scheme) else { return nil }
    if isImage, scheme == "data", letters.starts(with: "data:image/".utf8) { return nil }
    return scheme
  }

  private static let beginnings = ByteSet("jJvVdDfF")
}
