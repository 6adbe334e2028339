import Markdown

/// An article as search sees it: its sections, and the words of each.
///
/// A section is what stands below a heading, or one browser's part of `:::private-mode` or `:::variants`. The first is what
/// stands before all headings.
struct SearchedArticle {
  /// A section that a reader can be led to.
  struct Section: Sendable, Equatable {
    var title: String
    /// What a link to it ends in.
    var id: String
  }

  private let site: Site
  private let number: Int
  private let document: Document
  /// The document's, borrowed: it is walked through without counting references.
  private let (nodes, text): (UnsafeBufferPointer<Node>, UnsafeBufferPointer<UInt8>)
  private let blocks: [ResolvedArticle.Block?]
  /// Without the first, which has neither title nor id.
  private var sections: [Section] = []
  /// The section that what comes next belongs to.
  private var section = 0

  /// Reads the article `number` of `site`, and notes its words in `table`.
  ///
  /// - Returns: its sections but the first.
  static func read(_ number: Int, of site: Site, into table: inout WordTable) -> [Section] {
    let page = site.pages[site.outline.pageOfArticle[number]]
    table.add(title: page.title, article: number)
    table.add(page.description, article: number, section: 0, place: .body)
    for tag in site.articles[number].frontMatter.tags {
      table.add(tag.text, article: number, section: 0, place: .heading)
    }
    let document = site.articles[number].text.document
    return document.nodes.withUnsafeBufferPointer { nodes in
      document.text.withUnsafeBufferPointer { text in
        var article = SearchedArticle(number, of: site, document, nodes, text)
        article.add(0, to: &table)
        return article.sections
      }
    }
  }

  private init(
    _ number: Int, of site: Site, _ document: Document, _ nodes: UnsafeBufferPointer<Node>,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    (self.site, self.number, self.document, self.nodes, self.text) = (site, number, document, nodes, text)
    blocks = site.resolved[number].blocks
  }

  /// Notes what `node` and the nodes below it say.
  private mutating func add(_ node: Int, to table: inout WordTable) {
    var current = node
    while true {
      let here = nodes[current]
      var isDone = here.firstChild < 0
      switch here.kind {
      case .text, .code, .codeBlock: add(here.text, to: &table)
      case .htmlBlock: addText(ofHTML: here.text, to: &table)
      case .heading:
        if let heading = document.heading(of: current) {
          begin(Section(title: heading.title, id: heading.identifier), to: &table)
          isDone = true
        }
      case .containerDirective, .leafDirective:
        if let block = block(of: here) {
          add(block, to: &table)
          isDone = true
        }
      default: break
      }
      if !isDone {
        current = Int(here.firstChild)
        continue
      }
      while current != node, nodes[current].next < 0 { current = Int(nodes[current].parent) }
      if current == node { return }
      current = Int(nodes[current].next)
    }
  }

  /// That of the text, which may be another one than the site's.
  private var language: String { site.articles[number].language ?? "" }

  private func block(of node: Node) -> ResolvedArticle.Block? {
    let index = Int(node.value)
    return blocks.indices.contains(index) ? blocks[index] : nil
  }

  private mutating func add(_ span: Node.Span, to table: inout WordTable) {
    let bytes = UnsafeBufferPointer(rebasing: text[Int(span.start)..<Int(span.start + span.count)])
    table.add(bytes, article: number, section: section, place: .body)
  }

  /// Notes what stands between the tags of `span`.
  private func addText(ofHTML span: Node.Span, to table: inout WordTable) {
    let bytes = UnsafeBufferPointer(rebasing: text[Int(span.start)..<Int(span.start + span.count)])
    for piece in bytes.split(separator: UInt8(ascii: "<")) {
      // What stands before the first tag has none.
      let end = piece.startIndex == 0 ? nil : piece.firstIndex(of: UInt8(ascii: ">"))
      let words = end.map { piece[($0 + 1)...] } ?? piece
      table.add(UnsafeBufferPointer(rebasing: words), article: number, section: section, place: .body)
    }
  }

  private func add(_ text: String, to table: inout WordTable) {
    if !text.isEmpty { table.add(text, article: number, section: section, place: .body) }
  }

  /// From here on everything belongs to a new section.
  private mutating func begin(_ new: Section, to table: inout WordTable) {
    sections.append(new)
    section = sections.count
    table.add(new.title, article: number, section: section, place: .heading)
  }

  private mutating func add(_ block: ResolvedArticle.Block, to table: inout WordTable) {
    switch block {
    case .privateMode(let block): add(block, to: &table)
    case .variants(let block):
      let outer = section
      for variant in block.sections {
        begin(Section(title: variant.name, id: variant.id), within: outer, to: &table)
        for node in variant.nodes { add(node, to: &table) }
      }
      section = outer
    case .qr(let link):
      add(link.caption, to: &table)
      add(link.address, to: &table)
    case .enrollmentCode, .accessPass: break
    }
  }

  private mutating func add(_ block: PrivateMode, to table: inout WordTable) {
    let outer = section
    for variant in block.sections {
      let browser = variant.browser
      let title = browser.mode.isEmpty ? browser.name : "\(browser.name): \(browser.mode)"
      begin(Section(title: title, id: variant.id), within: outer, to: &table)
      if !variant.isReplaced {
        // All blocks have the same platforms of a browser that are about the same kind of device.
        let name = WordTable.CommonTexts(name: browser.key, variant: block.on?.rawValue ?? "", language: language)
        table.add(name, article: number, section: section) { browser.words(for: variant.platforms, on: block.on) }
      }
      for synonym in browser.synonyms { add(synonym, to: &table) }
      for node in variant.nodes { add(node, to: &table) }
    }
    section = outer
    let name = WordTable.CommonTexts(name: "", variant: block.on?.rawValue ?? "", language: language)
    table.add(name, article: number, section: section) {
      let fallback = site.browsers(for: number).fallback.filter { $0.on.isEmpty || $0.on == block.on?.rawValue }
      return fallback.flatMap { [$0.when, $0.say] }
    }
  }

  /// Begins a variant's section, to which what its block is about counts too: who asks for "clear cache safari" wants
  /// Safari's part.
  private mutating func begin(_ new: Section, within outer: Int, to table: inout WordTable) {
    begin(new, to: &table)
    if outer > 0 { add(sections[outer - 1].title, to: &table) }
  }
}

extension BrowserData.Browser {
  /// What `:::private-mode` says of it.
  fileprivate func words(for platforms: [BrowserData.Platform], on: StepsOn?) -> [String] {
    var words = [instead, on == .phone ? sign.phone : sign.computer, on == .phone ? ends.phone : ends.computer]
    for platform in platforms { words += platform.menu + [platform.keys, platform.note] }
    words += on == .phone ? switchedOff.phone : switchedOff.computer
    return words + [signedInAnyway]
  }
}
