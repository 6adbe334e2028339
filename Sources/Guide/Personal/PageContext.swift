import Markdown
import Templates

/// Answers what the Markdown writer asks while it writes an article into one person's own page.
struct PageContext: HTMLContext {
  private let page: ArticleContext
  private let reader: PersonalReader

  init(site: Site, article number: Int, reader: PersonalReader) {
    let folder = site.folder(ofPageOf: number)
    let pictures = Set(site.files.lazy.filter(\.isPicture).map { String(decoding: $0.encodedAddress, as: UTF8.self) })
    var article = site.resolved[number]
    article.destinations = article.destinations.map { destination in
      destination.map { Self.moved($0, from: folder, besides: pictures) }
    }
    page = ArticleContext(site: site, article: number, resolved: article, hasDarkPictures: false)
    self.reader = reader
  }

  func destination(of node: Int, in document: Document) -> [UInt8]? { page.destination(of: node, in: document) }

  func title(of node: Int, in document: Document) -> [UInt8]? { page.title(of: node, in: document) }

  func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    page.writeImage(node, in: document, with: &writer)
  }

  func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    let directive = Int(document.nodes[node].value)
    let blocks = page.article.blocks
    guard blocks.indices.contains(directive), var block = blocks[directive] else { return false }
    switch block {
    case .privateMode(let all): block = .privateMode(reader.selected(from: all))
    case .variants(let all): block = .variants(reader.selected(from: all))
    case .qr, .enrollmentCode, .accessPass: break
    }
    page.write(block, code: .onPage, with: &writer)
    return true
  }

  func formerIdentifiers(of node: Int, in document: Document) -> [String] {
    page.formerIdentifiers(of: node, in: document)
  }

  /// `address`, written in a page in `folder`, as a page in `PersonalPages.folder` writes it, where `pictures` are below
  /// that folder too.
  private static func moved(_ address: [UInt8], from folder: String, besides pictures: Set<String>) -> [UInt8] {
    guard address.first != UInt8(ascii: "#"), !hasScheme(address) else { return address }
    let path = address.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    guard let target = Address.resolve(path, in: Address.encoded(folder)[...]) else { return address }
    return Array(((pictures.contains(target) ? "" : "../") + target).utf8) + address[path.count...]
  }

  /// Source: RFC 3986, 3.1.
  private static func hasScheme(_ address: [UInt8]) -> Bool {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
    return address[..<colon].allSatisfy { isLetterOrDigit($0) || "+-.".utf8.contains($0) }
  }
}
