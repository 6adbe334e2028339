import Diagnostics
import Markdown

/// Finds what links and images lead to.
struct LinkResolver: Sendable {
  /// A picture that pages can show.
  struct Picture: Sendable {
    var address: String
    var size: ImageSize?
  }

  let articles: [Article]
  let outline: Outline
  let pictures: [String: Picture]
  /// Other files, by path below `content/`; the address is the path.
  let files: Set<String>
  /// By article.
  let anchors: [Set<String>]

  private let pageOfPath: [String: Int]
  private let pagesOfSlug: [String: [Int]]

  init(
    articles: [Article], outline: Outline, pictures: [String: Picture], files: Set<String>, anchors: [Set<String>]
  ) {
    (self.articles, self.outline, self.pictures, self.files, self.anchors) = (articles, outline, pictures, files, anchors)
    var pageOfPath: [String: Int] = [:]
    var pagesOfSlug: [String: [Int]] = [:]
    for (number, article) in articles.enumerated() {
      let page = outline.pageOfArticle[number]
      pageOfPath[article.pathInContent] = page
      let folderName = article.folder.split(separator: "/").last.map(String.init) ?? ""
      pagesOfSlug[article.isIndex ? folderName : article.slug, default: []].append(page)
    }
    for section in outline.sections {
      pageOfPath[section.path] = section.page
    }
    (self.pageOfPath, self.pagesOfSlug) = (pageOfPath, pagesOfSlug)
  }

  /// Fills in where the references of article `number` lead.
  func resolve(_ number: Int, into resolved: inout ResolvedArticle, diagnostics: inout [Diagnostic]) {
    let document = articles[number].document
    let page = outline.pages[outline.pageOfArticle[number]]
    for reference in document.references {
      let node = document.nodes[Int(reference)]
      let written = String(decoding: document.bytes(node.text), as: UTF8.self)
      var link = Link(
        written: written, place: { document.place(of: Int(reference)) },
        folder: Address.folder(of: String(document.files[Int(node.file)].dropFirst("content/".count))), page: page,
        article: number)
      switch node.kind {
      case .image:
        if document.plainText(of: Int(reference)).allSatisfy(\.isWhitespace) {
          link.report("this image has no text alternative", "say in the square brackets what it shows")
        }
        resolveImage(&link)
      case .wikiLink: resolveWikiLink(&link)
      default: resolveLink(&link)
      }
      resolved.destinations.append(link.destination)
      resolved.targets.append(link.target)
      diagnostics += link.diagnostics
    }
  }

  /// One link while it is resolved.
  private struct Link {
    let written: String
    let place: () -> Place
    /// The folder below `content/` of the file in which it was written.
    let folder: String
    /// The page on which it stands, and its article.
    let page: Page
    let article: Int
    var destination: [UInt8]?
    var target: Int?
    var diagnostics: [Diagnostic] = []

    mutating func report(_ message: String, _ hint: String) {
      diagnostics.append(.error(message, at: place(), hint: hint))
    }
  }

  private func resolveLink(_ link: inout Link) {
    let written = link.written
    if written.isEmpty { return link.report("this link leads nowhere", "write its address in the round brackets") }
    if scheme(of: written) != nil { return checkSyntax(&link) }
    if written.hasPrefix("//") {
      return link.report(#"the link "\#(written)" does not say how to get there"#, "write https: in front")
    }
    let (path, suffix, fragment) = split(written)
    if path.isEmpty {
      guard let fragment else { return }
      return checkAnchor(fragment, of: link.article, &link)
    }
    guard let decoded = Address.decoded(path.utf8), let found = Address.resolve(decoded, in: link.folder) else {
      return link.report(
        #"the link "\#(written)" leaves the help centre"#, "link to a file below content/, or write a whole address")
    }
    if let page = pageOfPath[found] ?? pageOfPath[found + ".md"] ?? pageOfHTML(found) {
      go(to: page, suffix: suffix, fragment: fragment, &link)
    } else if files.contains(found) || pictures[found] != nil {
      let address = pictures[found]?.address ?? found
      link.destination = Address.relative(from: link.page.address, to: address) + Array(suffix.utf8)
    } else {
      link.report(#"there is no article "\#(path)""#, hint(for: found, in: link.folder))
    }
  }

  private func resolveWikiLink(_ link: inout Link) {
    let (slug, suffix, fragment) = split(link.written)
    if slug.isEmpty, let fragment { return checkAnchor(fragment, of: link.article, &link) }
    let candidates = pagesOfSlug[slug] ?? []
    if candidates.count > 1 {
      let paths = candidates.compactMap { outline.pages[$0].article }.map { articles[$0].pathInContent }
      return link.report(
        #"more than one article is called "\#(slug)""#, "link to one by its path: \(paths.joined(separator: ", "))")
    }
    guard let page = candidates.first else {
      let near = nearestName(to: slug, among: pagesOfSlug.keys.sorted()).map { "did you mean [[\($0)]]?" }
      return link.report(#"there is no article "\#(slug)""#, near ?? "write the name of its file without .md")
    }
    link.target = page
    go(to: page, suffix: suffix, fragment: fragment, &link)
  }

  private func go(to page: Int, suffix: String, fragment: String?, _ link: inout Link) {
    if let fragment, let article = outline.pages[page].article { checkAnchor(fragment, of: article, &link) }
    link.destination = Address.relative(from: link.page.address, to: outline.pages[page].address) + Array(suffix.utf8)
  }

  private func checkAnchor(_ fragment: String, of article: Int, _ link: inout Link) {
    let wanted = Address.decoded(fragment.utf8) ?? fragment
    guard !wanted.isEmpty, !anchors[article].contains(wanted) else { return }
    let near = nearestName(to: wanted, among: anchors[article].sorted())
    let path = article == link.article ? "this article" : articles[article].pathInContent
    link.report(
      ##"there is no heading "#\##(wanted)" in \##(path)"##,
      near.map { ##"did you mean "#\##($0)"?"## } ?? "give the heading an anchor: ## Words {#\(wanted)}")
  }

  private func resolveImage(_ link: inout Link) {
    let written = link.written
    if written.isEmpty { return link.report("this image has no file", "write the file's name in the round brackets") }
    if let scheme = scheme(of: written) {
      if scheme == "data" { return }
      return link.report(
        #"the image "\#(written)" is on another host"#,
        "save the picture beside the article: readers' browsers may not ask other hosts")
    }
    let (path, _, _) = split(written)
    guard let decoded = Address.decoded(path.utf8), let found = Address.resolve(decoded, in: link.folder) else {
      return link.report(#"the image "\#(written)" lies outside content/"#, "put the picture beside the article")
    }
    guard let picture = pictures[found] else {
      let near = nearestName(to: found, among: pictures.keys.sorted()).map { #"did you mean "\#($0)"?"# }
      return link.report(
        #"there is no image "\#(path)""#, near ?? "the file would be content/\(found) (png, jpg, gif, webp or svg)")
    }
    link.destination = Address.relative(from: link.page.address, to: picture.address)
  }

  /// An address with a scheme is taken as it is, once it can be one.
  private func checkSyntax(_ link: inout Link) {
    let written = link.written
    let isWeb = written.hasPrefix("http:") || written.hasPrefix("https:")
    guard isWeb else { return }
    let rest = written.drop { $0 != ":" }.dropFirst()
    let host = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if !rest.hasPrefix("//") || host.isEmpty || host.contains(" ") || host.contains("..") {
      link.report(#"the address "\#(written)" has no host"#, "write it as https://example.com/…")
    }
  }

  private func pageOfHTML(_ path: String) -> Int? {
    guard path.hasSuffix(".html") else { return nil }
    let stem = String(path.dropLast(".html".count))
    if stem == "index" || stem.hasSuffix("/index") { return pageOfPath[Address.folder(of: path)] }
    return pageOfPath[stem + ".md"]
  }

  private func hint(for path: String, in folder: String) -> String {
    let near =
      nearestName(to: path, among: articles.map(\.pathInContent))
      ?? nearestName(to: path + ".md", among: articles.map(\.pathInContent)) ?? sameName(path)
    guard let near else { return "the file would be content/\(path)" }
    let target = Address.relative(from: folder.isEmpty ? "x" : folder + "/x", to: near)
    return #"did you mean "\#(String(decoding: target, as: UTF8.self))"?"#
  }

  /// An article in another folder whose file has the same name.
  private func sameName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let slug = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    guard let pages = pagesOfSlug[slug], pages.count == 1, let article = outline.pages[pages[0]].article else {
      return nil
    }
    return articles[article].pathInContent
  }

  /// The path, all that follows it, and the fragment if there is one.
  private func split(_ address: String) -> (path: String, suffix: String, fragment: String?) {
    let path = address.prefix { $0 != "#" && $0 != "?" }
    let suffix = address.dropFirst(path.count)
    let fragment = suffix.firstIndex(of: "#").map { String(suffix[suffix.index(after: $0)...]) }
    return (String(path), String(suffix), fragment)
  }

  /// RFC 3986, 3.1.
  private func scheme(of address: String) -> String? {
    guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = address.utf8[..<colon]
    guard let first = name.first, isLetterOrDigit(first), first > UInt8(ascii: "9"),
      name.allSatisfy({ isLetterOrDigit($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return String(address[..<colon]).lowercased()
  }
}
