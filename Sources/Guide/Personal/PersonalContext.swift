import Markdown
import Templates

/// Answers what the Markdown writer asks while it writes an article for one reader, away from the site.
struct PersonalContext: HTMLContext {
  private let page: ArticleContext
  private let reader: PersonalReader
  private let folder: String
  private let words: LetterWords

  /// For a letter that says `words` of itself.
  init(site: Site, article number: Int, reader: PersonalReader, words: LetterWords) {
    page = ArticleContext(site: site, article: number)
    folder = site.folder(ofPageOf: number)
    (self.reader, self.words) = (reader, words)
  }

  /// The whole address, since a letter has no page that it could be seen from; empty where the site's is not known.
  func destination(of node: Int, in document: Document) -> [UInt8]? {
    let written = page.destination(of: node, in: document) ?? Array(document.bytes(document.nodes[node].text))
    guard !written.starts(with: [UInt8(ascii: "#")]), !Self.hasScheme(written) else { return written }
    let base = page.site.configuration.baseAddress
    guard !base.isEmpty else { return [] }
    let path = written.prefix { $0 != UInt8(ascii: "#") }
    guard let resolved = Address.resolve(String(decoding: path, as: UTF8.self), in: folder) else { return [] }
    return Array(base.utf8) + Array(resolved.utf8) + written[path.count...]
  }

  func title(of node: Int, in document: Document) -> [UInt8]? { page.title(of: node, in: document) }

  /// Pictures are for the page: a letter says the same in words.
  func writeImage(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool { true }

  func writeDirective(_ node: Int, in document: Document, with writer: inout HTMLWriter) -> Bool {
    let directive = Int(document.nodes[node].value)
    let blocks = page.article.blocks
    guard blocks.indices.contains(directive), var block = blocks[directive] else { return false }
    switch block {
    case .privateMode(let all): block = .privateMode(reader.selected(from: all))
    case .variants(let all): block = .variants(reader.selected(from: all))
    case .qr: break
    case .enrollmentCode:
      if reader.pass == nil { render("letter/code", LetterCodeView.view.record(words), with: &writer) }
      return true
    case .accessPass:
      if let pass = reader.pass {
        render("letter/pass", LetterPassView.view.record(LetterPassView(pass: pass, words: words)), with: &writer)
      }
      return true
    }
    page.write(block, with: &writer)
    return true
  }

  private func render(_ template: String, _ record: Value, with writer: inout HTMLWriter) {
    page.site.theme.templates.render(template, record, into: &writer.output)
  }

  /// Source: RFC 3986, 3.1.
  private static func hasScheme(_ address: [UInt8]) -> Bool {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
    return address[..<colon].allSatisfy { byte in
      isLetterOrDigit(byte) || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }
  }
}
