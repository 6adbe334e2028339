import Diagnostics
import Markdown

/// Finds what links and images lead to.
struct LinkResolver: Sendable {
  private(set) var articles: [Article]
  private(set) var outline: Outline
  /// By path below `content/`; in a site of several languages also by that without what says the language.
  let pictures: [String: PublishedFile]
  /// Other files, by path below `content/` likewise.
  private let files: [String: [UInt8]]
  private let languages: ContentLanguages
  /// Where the site is on the web, for one that is read from a disk: what is linked there is linked away from the reader.
  /// Empty for all others.
  private let ownAddress: [UInt8]
  /// By article.
  private var anchors: @Sendable (Int) -> Set<String>

  private let pageOfPath: [String: Int]
  /// Empty where no article has a wiki link.
  private var pagesOfSlug: [String: [Int]]

  init(
    articles: [Article], outline: Outline, files: [PublishedFile], ownAddress: [UInt8], languages: ContentLanguages,
    of language: String,
    anchors: @escaping @Sendable (Int) -> Set<String>
  ) {
    (self.articles, self.outline, self.anchors, self.languages) = (articles, outline, anchors, languages)
    self.ownAddress = ownAddress
    var pictures: [String: PublishedFile] = [:]
    var others: [String: [UInt8]] = [:]
    for file in files {
      if file.isPicture { pictures[file.path] = file } else { others[file.path] = file.encodedAddress }
    }
    // Files in the reader's language stand in the places of those in the main one.
    for wanted in languages.areSeveral ? Set([languages.main, language]).sorted(by: { one, _ in one != language }) : []
    {
      for file in files {
        let (tag, common) = languages.split(file.path)
        guard tag == wanted else { continue }
        if file.isPicture { pictures[common] = file } else { others[common] = file.encodedAddress }
      }
    }
    (self.pictures, self.files) = (pictures, others)
    var pageOfPath: [String: Int] = [:]
    pageOfPath.reserveCapacity(articles.count + outline.sections.count)
    for (number, article) in articles.enumerated() {
      pageOfPath[article.pathInContent] = outline.pageOfArticle[number]
      if article.language != nil { pageOfPath[article.sourcePath] = outline.pageOfArticle[number] }
    }
    for section in outline.sections {
      pageOfPath[section.path] = section.page
    }
    self.pageOfPath = pageOfPath
    pagesOfSlug = articles.contains(where: \.hasWikiLinks) ? Self.pagesOfSlug(articles, outline) : [:]
  }

  /// This one for other texts of the same articles: all paths, and all files, are the same.
  func updated(articles: [Article], outline: Outline, anchors: [Set<String>]) -> LinkResolver {
    var resolver = self
    (resolver.articles, resolver.outline, resolver.anchors) = (articles, outline, { anchors[$0] })
    if pagesOfSlug.isEmpty, articles.contains(where: \.hasWikiLinks) {
      resolver.pagesOfSlug = Self.pagesOfSlug(articles, outline)
    }
    return resolver
  }

  /// By what a wiki link calls it: the name of its file or, of a section's own text, of its folder.
  private static func pagesOfSlug(_ articles: [Article], _ outline: Outline) -> [String: [Int]] {
    var pages: [String: [Int]] = [:]
    for (number, article) in articles.enumerated() {
      let name = article.isIndex ? article.folder.split(separator: "/").last.map(String.init) ?? "" : article.slug
      pages[name, default: []].append(outline.pageOfArticle[number])
    }
    return pages
  }

  /// Fills in where the references of article `number` lead.
  func resolve(_ number: Int, into resolved: inout ResolvedArticle) {
    let text = articles[number].text
    let page = outline.pages[outline.pageOfArticle[number]]
    let own = Array(articles[number].folder.utf8)
    resolved.destinations.reserveCapacity(text.references.count)
    resolved.targets.reserveCapacity(text.references.count)
    for reference in text.references {
      // A snippet's links are seen from the snippet.
      let folder = reference.file == 0 ? own : folder(of: text.files[Int(reference.file)])
      var link = Link(
        written: text.bytes(reference.written), document: text, reference: reference, folder: folder, page: page,
        article: number)
      switch reference.kind {
      case .image: resolveImage(&link)
      case .wikiLink: resolveWikiLink(&link)
      default: resolveLink(&link)
      }
      resolved.destinations.append(link.destination)
      resolved.targets.append(link.target)
      resolved.findings += link.diagnostics
      if let anchor = link.anchor { resolved.links.append(anchor) }
    }
  }

  private func folder(of file: String) -> [UInt8] {
    Array(Address.folder(of: languages.common(String(file.dropFirst("content/".count)))).utf8)
  }

  /// One link while it is resolved.
  private struct Link {
    /// The address as the author wrote it.
    let written: ArraySlice<UInt8>
    let document: PackedDocument
    let reference: PackedDocument.Reference
    /// The folder below `content/` of the file in which it was written.
    let folder: [UInt8]
    /// The page on which it stands, and its article.
    let page: Page
    let article: Int
    var destination: [UInt8]?
    var target: Int?
    /// The anchor of another article to which it leads.
    var anchor: (article: Int, anchor: String)?
    var diagnostics: [Diagnostic] = []

    /// The address for a message.
    var text: String { String(decoding: written, as: UTF8.self) }

    mutating func report(_ message: String, _ hint: String) {
      diagnostics.append(.error(message, at: document.place(of: reference), hint: hint))
    }
  }

  private func resolveLink(_ link: inout Link) {
    if link.written.isEmpty { return link.report("this link leads nowhere", "write its address in the round brackets") }
    if Self.scheme(of: link.written) != nil { return checkSyntax(&link) }
    if link.written.starts(with: "//".utf8) {
      return link.report(#"the link "\#(link.text)" does not say how to get there"#, "write https: in front")
    }
    let (path, suffix, fragment) = Self.split(link.written)
    if path.isEmpty {
      guard let fragment else { return }
      return checkAnchor(fragment, of: link.article, &link)
    }
    guard let found = Address.resolve(Address.decodedBytes(path), in: link.folder[...]) else {
      let article = articles[link.article]
      return link.report(
        #"the link "\#(link.text)" leaves the help centre"#,
        article.sourcePath == article.pathInContent
          ? "link to a file below content/, or write a whole address"
          : "write links as in content/\(article.pathInContent), which this is a translation of")
    }
    if let page = pageOfPath[found] ?? pageOfPath[found + ".md"] ?? pageOfHTML(found) {
      go(to: page, suffix: suffix, fragment: fragment, &link)
    } else if let picture = pictures[found] {
      link.destination = Address.relative(from: link.page.encodedAddress, to: picture.encodedAddress) + suffix
    } else if let file = files[found] {
      link.destination = Address.relative(from: link.page.encodedAddress, to: file) + suffix
    } else {
      let words = String(decoding: path, as: UTF8.self)
      link.report(
        #"there is no article "\#(words)""#, hint(for: found, in: String(decoding: link.folder, as: UTF8.self)))
    }
  }

  private func resolveWikiLink(_ link: inout Link) {
    let (name, suffix, fragment) = Self.split(link.written)
    if name.isEmpty, let fragment { return checkAnchor(fragment, of: link.article, &link) }
    let slug = String(decoding: name, as: UTF8.self)
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

  private func go(to page: Int, suffix: ArraySlice<UInt8>, fragment: ArraySlice<UInt8>?, _ link: inout Link) {
    if let fragment, let article = outline.pages[page].article { checkAnchor(fragment, of: article, &link) }
    link.destination =
      Address.relative(from: link.page.encodedAddress, to: outline.pages[page].encodedAddress) + suffix
  }

  private func checkAnchor(_ fragment: ArraySlice<UInt8>, of article: Int, _ link: inout Link) {
    let wanted = String(decoding: Address.decodedBytes(fragment), as: UTF8.self)
    if wanted.isEmpty { return }
    if article != link.article { link.anchor = (article, wanted) }
    let anchors = anchors(article)
    if anchors.contains(wanted) { return }
    let near = nearestName(to: wanted, among: anchors.sorted())
    let path = article == link.article ? "this article" : articles[article].pathInContent
    link.report(
      ##"there is no heading "#\##(wanted)" in \##(path)"##,
      near.map { ##"did you mean "#\##($0)"?"## } ?? "give the heading an anchor: ## Words {#\(wanted)}")
  }

  private func resolveImage(_ link: inout Link) {
    if !link.reference.hasWords {
      link.report("this image has no text alternative", "say in the square brackets what it shows")
    }
    if link.written.isEmpty {
      return link.report("this image has no file", "write the file's name in the round brackets")
    }
    if let scheme = Self.scheme(of: link.written) {
      if scheme == "data" { return }
      return link.report(
        #"the image "\#(link.text)" is on another host"#,
        "save the picture beside the article: readers' browsers may not ask other hosts")
    }
    let (path, _, _) = Self.split(link.written)
    guard let found = Address.resolve(Address.decodedBytes(path), in: link.folder[...]) else {
      return link.report(#"the image "\#(link.text)" lies outside content/"#, "put the picture beside the article")
    }
    guard let picture = pictures[found] else {
      let near = nearestName(to: found, among: pictures.keys.sorted()).map { #"did you mean "\#($0)"?"# }
      return link.report(
        #"there is no image "\#(String(decoding: path, as: UTF8.self))""#,
        near ?? "the file would be content/\(found) (png, jpg, gif, webp or svg)")
    }
    link.destination = Address.relative(from: link.page.encodedAddress, to: picture.encodedAddress)
    if let flaw = picture.flaw {
      link.diagnostics.append(
        .warning(
          #"the picture "\#(String(decoding: path, as: UTF8.self))" \#(flaw.what)"#,
          at: link.document.place(of: link.reference), hint: flaw.hint))
    }
  }

  /// An address with a scheme is taken as it is, once it can be one.
  private func checkSyntax(_ link: inout Link) {
    let isWeb = link.written.starts(with: "http:".utf8) || link.written.starts(with: "https:".utf8)
    guard isWeb, let colon = link.written.firstIndex(of: UInt8(ascii: ":")) else { return }
    let rest = link.written[(colon + 1)...]
    let host = rest.dropFirst(2).prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let hasEmptyName = zip(host, host.dropFirst()).contains { $0 == (UInt8(ascii: "."), UInt8(ascii: ".")) }
    if !rest.starts(with: "//".utf8) || host.isEmpty || host.contains(UInt8(ascii: " ")) || hasEmptyName {
      return link.report(#"the address "\#(link.text)" has no host"#, "write it as https://example.com/…")
    }
    if !ownAddress.isEmpty, link.written.starts(with: ownAddress) { warnOfOwnAddress(&link) }
  }

  /// A link by way of the web to a page that the reader of a disk has at hand.
  private func warnOfOwnAddress(_ link: inout Link) {
    let path = Self.split(link.written.dropFirst(ownAddress.count)).path
    guard let found = Address.resolve(Address.decodedBytes(path), in: []),
      let page = pageOfPath[found] ?? pageOfHTML(found)
    else { return }
    let file = outline.pages[page].article.map { articles[$0].pathInContent } ?? found
    let here = Array((String(decoding: link.folder, as: UTF8.self) + "/x").utf8.drop { $0 == UInt8(ascii: "/") })
    let written = String(decoding: Address.relative(from: here, to: Array(file.utf8)), as: UTF8.self)
    link.diagnostics.append(
      .warning(
        #"the link "\#(link.text)" needs the internet, though its page is in the folder"#,
        at: link.document.place(of: link.reference), hint: #"link to its file: \#(written)"#))
  }

  private func pageOfHTML(_ path: String) -> Int? {
    guard path.hasSuffix(".html") else { return nil }
    let stem = String(path.dropLast(".html".count))
    if stem == "index" || stem.hasSuffix("/index") { return pageOfPath[Address.folder(of: path)] }
    return pageOfPath[stem + ".md"]
  }

  private func hint(for path: String, in folder: String) -> String {
    let common = languages.common(path)
    if common != path, pageOfPath[common] != nil {
      return #"write "\#(written(common, in: folder))": a link leads to the text in its reader's language"#
    }
    let near =
      nearestName(to: path, among: articles.map(\.pathInContent))
      ?? nearestName(to: path + ".md", among: articles.map(\.pathInContent)) ?? sameName(path)
    guard let near else { return "the file would be content/\(path)" }
    return #"did you mean "\#(written(near, in: folder))"?"#
  }

  /// The file at `path` as an article in `folder` would link to it.
  private func written(_ path: String, in folder: String) -> String {
    let here = Array((folder.isEmpty ? "x" : folder + "/x").utf8)
    return String(decoding: Address.relative(from: here, to: Array(path.utf8)), as: UTF8.self)
  }

  /// An article in another folder whose file has the same name.
  private func sameName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let slug = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    guard let pages = Self.pagesOfSlug(articles, outline)[slug], pages.count == 1,
      let article = outline.pages[pages[0]].article
    else { return nil }
    return articles[article].pathInContent
  }

  /// The path, all that follows it, and the fragment if there is one.
  private static func split(
    _ address: ArraySlice<UInt8>
  ) -> (path: ArraySlice<UInt8>, suffix: ArraySlice<UInt8>, fragment: ArraySlice<UInt8>?) {
    let end = address.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? address.endIndex
    let suffix = address[end...]
    return (address[..<end], suffix, suffix.firstIndex(of: UInt8(ascii: "#")).map { suffix[($0 + 1)...] })
  }

  /// RFC 3986, 3.1; in lower case.
  private static func scheme(of address: ArraySlice<UInt8>) -> String? {
    guard let first = address.first, isLetterOrDigit(first), first > UInt8(ascii: "9") else { return nil }
    for (index, byte) in zip(address.indices, address) {
      if byte == UInt8(ascii: ":") { return String(decoding: address[..<index], as: UTF8.self).lowercased() }
      guard isLetterOrDigit(byte) || "+-.".utf8.contains(byte) else { return nil }
    }
    return nil
  }
}
