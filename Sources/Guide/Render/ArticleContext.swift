import Markdown
import Templates

/// Answers what the Markdown writer asks while it writes one article.
struct ArticleContext: HTMLContext {
  let site: Site
  let article: ResolvedArticle

  func destination(of node: Int, in document: Document) -> [UInt8]? {
    index(of: node, in: document).flatMap { article.destinations[$0] }
  }

  func title(of node: Int, in document: Document) -> [UInt8]? {
    guard let index = index(of: node, in: document), let page = article.targets[index] else { return nil }
    return Array(site.pages[page].title.utf8)
  }

  func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    guard let address = destination(of: node, in: document) else { return false }
    writer.output += Array(#"<img src=""#.utf8)
    writer.escape(address)
    writer.output += Array(#"" alt=""#.utf8)
    writer.escape(document.plainText(of: node).utf8)
    writer.output.append(UInt8(ascii: "\""))
    let title = document.nodes[node].title
    if title.count > 0, !isCaption(node, in: document) {
      writer.output += Array(#" title=""#.utf8)
      writer.escape(document.bytes(title))
      writer.output.append(UInt8(ascii: "\""))
    }
    if let size = size(of: node, in: document) {
      writer.output += Array(#" width="\#(size.width)" height="\#(size.height)""#.utf8)
    }
    writer.output += Array(#" loading="lazy" decoding="async">"#.utf8)
    return true
  }

  func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    let directive = Int(document.nodes[node].value)
    guard article.blocks.indices.contains(directive), let block = article.blocks[directive] else { return false }
    write(block, code: .example, with: &writer)
    return true
  }

  /// Writes `block`; `code` is what stands for an enrollment code.
  func write(_ block: ResolvedArticle.Block, code: EnrollmentCodeView, with writer: inout HTMLWriter) {
    let templates = site.theme.templates
    switch block {
    case .privateMode(let block):
      let record = PrivateModeView(block: block, site: site) { nodes in
        html(of: nodes, with: &writer)
      }
      templates.render("private-mode", PrivateModeView.view.record(record), into: &writer.output)
    case .variants(let block):
      let record = VariantsView(
        block: block, bodies: block.sections.map { html(of: $0.nodes, with: &writer) })
      templates.render("variants", VariantsView.view.record(record), into: &writer.output)
    case .qr(let link):
      templates.render("qr", LinkCodeView.view.record(link), into: &writer.output)
    case .enrollmentCode:
      templates.render("enrollment-code", EnrollmentCodeView.view.record(code), into: &writer.output)
    case .accessPass:
      templates.render("access-pass", AccessPassView.view.record(.example), into: &writer.output)
    }
  }

  func formerIdentifiers(of node: Int, in document: Document) -> [String] {
    guard !article.formerAnchors.isEmpty else { return [] }
    let heading = Int(document.nodes[node].value)
    guard document.headings.indices.contains(heading) else { return [] }
    return article.formerAnchors[document.headings[heading].identifier] ?? []
  }

  /// What the writer makes of `nodes`, which is not added to the page.
  private func html(of nodes: [Int], with writer: inout HTMLWriter) -> [UInt8] {
    var page: [UInt8] = []
    swap(&page, &writer.output)
    for node in nodes { writer.write(node) }
    swap(&page, &writer.output)
    return page
  }

  /// Where the link or image at `node` stands among the document's references, which are in the nodes' order.
  private func index(of node: Int, in document: Document) -> Int? {
    var low = 0
    var high = document.references.count
    while low < high {
      let middle = (low + high) / 2
      if document.references[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low < document.references.count && document.references[low] == node ? low : nil
  }

  /// A picture that is alone in its paragraph shows its title below it.
  private func isCaption(_ node: Int, in document: Document) -> Bool {
    let parent = document.nodes[Int(document.nodes[node].parent)]
    return parent.kind == .paragraph && parent.firstChild == node && document.nodes[node].next == -1
  }

  private func size(of node: Int, in document: Document) -> ImageSize? {
    let written = String(decoding: document.bytes(document.nodes[node].text), as: UTF8.self)
    let path = written.prefix { $0 != "?" && $0 != "#" }
    let folder = Address.folder(of: String(document.files[Int(document.nodes[node].file)].dropFirst("content/".count)))
    guard let decoded = Address.decoded(path.utf8), let found = Address.resolve(decoded, in: folder) else { return nil }
    return site.pictures[found]?.size
  }
}
