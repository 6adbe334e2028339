import Markdown
import Templates

/// Answers what the Markdown writer asks while it writes one article.
struct ArticleContext: HTMLContext {
  let site: Site
  let article: ResolvedArticle
  /// Whether pictures for dark pages are shown: a page that brings its own pictures brings one of each.
  private let hasDarkPictures: Bool

  var marksAddresses: Bool { true }
  /// The folder below `content/` from which its links are seen.
  private let folder: String
  /// What is said in the article by others than its author.
  private let language: ThemeLanguages.Language
  private let browsers: BrowserData

  /// For the article `number` of `site`, `resolved` in another way than there if that is given.
  init(site: Site, article number: Int, resolved: ResolvedArticle? = nil, hasDarkPictures: Bool = true) {
    self.hasDarkPictures = hasDarkPictures
    (self.site, article) = (site, resolved ?? site.resolved[number])
    let article = site.articles[number]
    folder = article.folder
    language = article.language.map { site.theme.languages[$0] } ?? site.language
    browsers = article.language.flatMap { site.browsersByLanguage[$0] } ?? site.browsers
  }

  func destination(of node: Int, in document: Document) -> [UInt8]? {
    index(of: node, in: document).flatMap { article.destinations[$0] }
  }

  func title(of node: Int, in document: Document) -> [UInt8]? {
    guard let index = index(of: node, in: document), let page = article.targets[index] else { return nil }
    return Array(site.pages[page].title.utf8)
  }

  func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    guard let address = destination(of: node, in: document) else { return false }
    let path = picturePath(of: node, in: document)
    let dark = hasDarkPictures ? path.flatMap { site.darkPictures[$0] } : nil
    if let dark { writeSource(dark, beside: address, with: &writer) }
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
    writeSize(path.flatMap { site.pictures[$0]?.size }, with: &writer)
    writer.output += Array(#" loading="lazy" decoding="async">"#.utf8)
    if dark != nil { writer.output += Array("</picture>".utf8) }
    return true
  }

  /// Begins a picture that is `dark` on dark screens. On paper it is the other: so the media say `screen`.
  private func writeSource(_ dark: PublishedFile, beside light: [UInt8], with writer: inout HTMLWriter) {
    let slash = UInt8(ascii: "/")
    let folder = light[...(light.lastIndex(of: slash) ?? -1)]
    let name = dark.encodedAddress[((dark.encodedAddress.lastIndex(of: slash) ?? -1) + 1)...]
    writer.output += Array(#"<picture><source media="screen and (prefers-color-scheme: dark)" srcset=""#.utf8)
    // A comma or a space would end the address here.
    writer.escape((folder + name).flatMap { $0 == UInt8(ascii: ",") ? Array("%2C".utf8) : [$0] })
    writer.output.append(UInt8(ascii: "\""))
    writeSize(dark.size, with: &writer)
    writer.output.append(UInt8(ascii: ">"))
  }

  private func writeSize(_ size: ImageSize?, with writer: inout HTMLWriter) {
    guard let size else { return }
    writer.output += Array(#" width="\#(size.width)" height="\#(size.height)""#.utf8)
  }

  func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    let directive = Int(document.nodes[node].value)
    guard article.blocks.indices.contains(directive), let block = article.blocks[directive] else { return false }
    write(block, with: &writer)
    return true
  }

  /// Writes `block`; `code` is what stands for an enrollment code, nil for an example.
  func write(_ block: ResolvedArticle.Block, code: EnrollmentCodeView? = nil, with writer: inout HTMLWriter) {
    let (words, templates) = (language.words, language.templates)
    switch block {
    case .privateMode(let block):
      let record = PrivateModeView(block: block, browsers: browsers, words: words) { nodes in
        html(of: nodes, with: &writer)
      }
      templates.render("private-mode", PrivateModeView.view.record(record), into: &writer.output)
    case .variants(let block):
      let record = VariantsView(
        block: block, bodies: block.sections.map { html(of: $0.nodes, with: &writer) })
      templates.render("variants", VariantsView.view.record(record), into: &writer.output)
    case .qr(let link):
      templates.render("qr", LinkCodeView.view.record(LinkCodeView(link: link, words: words)), into: &writer.output)
    case .enrollmentCode:
      let code = code ?? .example(in: words)
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

  /// The path below `content/` of the picture that the image at `node` shows.
  private func picturePath(of node: Int, in document: Document) -> String? {
    let written = String(decoding: document.bytes(document.nodes[node].text), as: UTF8.self)
    let path = written.prefix { $0 != "?" && $0 != "#" }
    let file = document.nodes[node].file
    let folder =
      file == 0
      ? folder
      : Address.folder(of: site.languages.common(String(document.files[Int(file)].dropFirst("content/".count))))
    return Address.decoded(path.utf8).flatMap { Address.resolve($0, in: folder) }
  }
}
