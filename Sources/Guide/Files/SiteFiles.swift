import YAML

/// The files of a site that are for machines: they say where the pages are.
enum SiteFiles {
  /// Those that `site` has, each by itself, so that they are made beside the pages: without `base-url` there is no
  /// address to put into a site map.
  static func batches(of site: Site, isPrecompressed: Bool = false) -> [OutputBatch] {
    var files: [(path: String, text: @Sendable (Site) -> String)] = [
      ("robots.txt", robots), ("llms.txt", llms),
      ("_headers", { ServerSnippets($0, isPrecompressed: isPrecompressed).headersFile }),
      ("_server/nginx.conf", { ServerSnippets($0, isPrecompressed: isPrecompressed).nginx }),
      ("_server/Caddyfile", { ServerSnippets($0, isPrecompressed: isPrecompressed).caddy }),
      ("feed.xml", feed),
    ]
    if !site.configuration.top.isEmpty { files = [(site.configuration.top + "feed.xml", feed)] }
    if site.configuration.top.isEmpty, site.configuration.comments.isOn {
      files.append(("_server/comments.jsonl", commentedPages))
    }
    if site.configuration.top.isEmpty, !site.configuration.baseAddress.isEmpty {
      files.append(("sitemap.xml", siteMap))
    }
    return files.map { path, text in
      OutputBatch(paths: [path]) { [OutputFile(path: path, bytes: Array(text(site).utf8))] }
    }
  }

  /// RFC 9309. Everything may be read; what may not be found is not on the site.
  @Sendable private static func robots(_ site: Site) -> String {
    let map = site.configuration.baseAddress.isEmpty ? "" : "Sitemap: \(site.configuration.baseAddress)sitemap.xml\n"
    return "User-agent: *\nAllow: /\n" + map
  }

  /// The protocol of sitemaps.org, 0.9.
  @Sendable private static func siteMap(_ site: Site) -> String {
    var text = #"<?xml version="1.0" encoding="UTF-8"?>\#n"#
    let links = site.editions.isEmpty ? "" : #" xmlns:xhtml="http://www.w3.org/1999/xhtml""#
    text += #"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"\#(links)>\#n"#
    for site in [site] + site.editions {
      for page in site.pages where site.isListed(page) {
        text += "<url><loc>\(XMLText.escaped(site.publicAddress(of: page)))</loc>"
        if let date = page.article.flatMap({ site.changed($0) }) { text += "<lastmod>\(date)</lastmod>" }
        for other in AlternateView.all(of: page, in: site) {
          let address = XMLText.escaped(other.address)
          text += #"<xhtml:link rel="alternate" hreflang="\#(other.tag)" href="\#(address)"/>"#
        }
        text += "</url>\n"
      }
    }
    return text + "</urlset>\n"
  }

  /// What llmstxt.org proposes: the site's name, what it is, and its pages by section.
  @Sendable private static func llms(_ site: Site) -> String {
    var text = "# \(site.configuration.title)\n"
    if !site.configuration.description.isEmpty { text += "\n> \(site.configuration.description)\n" }
    for section in site.sections where !section.articles.isEmpty {
      text += "\n## \(section.title)\n\n"
      for number in section.articles {
        let page = site.pages[number]
        text += "- [\(page.title)](\(site.publicAddress(of: page)))"
        text += page.description.isEmpty ? "\n" : ": \(page.description)\n"
      }
    }
    return text
  }

  /// For the comment server: the pages that have comments or ask whether they helped, a line of JSON each. What it says is public anyway; it stands
  /// with the snippets for web servers, which hide all of them, so that it gets to a server in the same way as the pages.
  @Sendable private static func commentedPages(_ site: Site) -> String {
    var lines: [UInt8] = []
    for site in [site] + site.editions {
      for page in site.pages where site.hasComments(page) || site.hasFeedback(page) {
        lines += #"{"path":"#.utf8
        lines.appendJSONString(page.address)
        lines += #","title":"#.utf8
        lines.appendJSONString(page.title)
        lines += (site.hasComments(page) ? "}\n" : ",\"comments\":false}\n").utf8
      }
    }
    return look(of: site) + String(decoding: lines, as: UTF8.self)
  }

  /// The first line of that list: what the pages with comments look like, and what those of the comment server say.
  private static func look(of site: Site) -> String {
    let assets = site.assets
    let styles = [assets.style, assets.accent, assets.comments.style].compactMap { $0 }.filter { !$0.isEmpty }
    var line = Array(#"{"site":{"#.utf8)
    addSpeech(of: site, to: &line)
    line += #","icon":"#.utf8
    line.appendJSONString(String(decoding: assets.icon, as: UTF8.self))
    line += #","styles":["#.utf8
    for (index, style) in styles.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.appendJSONString(String(decoding: style, as: UTF8.self))
    }
    line.append(UInt8(ascii: "]"))
    for (index, edition) in site.editions.enumerated() {
      line += (index == 0 ? #","languages":[{"# : ",{").utf8
      addSpeech(of: edition, to: &line)
      line.append(UInt8(ascii: "}"))
    }
    return String(decoding: line, as: UTF8.self) + (site.editions.isEmpty ? "}}\n" : "]}}\n")
  }

  /// What the site is called in its language, and what the comment server says to its readers.
  private static func addSpeech(of site: Site, to line: inout [UInt8]) {
    line += #""title":"#.utf8
    line.appendJSONString(site.configuration.title)
    line += #","language":"#.utf8
    line.appendJSONString(site.configuration.language)
    line += #","direction":"\#(LanguageTag.direction(of: site.configuration.language))","words":{"#.utf8
    for (index, text) in site.words.ofCommentServer.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.appendJSONString(text.key)
      line.append(UInt8(ascii: ":"))
      line.appendJSONString(text.value)
    }
    line.append(UInt8(ascii: "}"))
  }

  /// How many articles the feed holds.
  private static let feedLength = 30

  /// RFC 4287: the articles that changed last.
  @Sendable private static func feed(_ site: Site) -> String {
    let dated = site.outline.readingOrder.compactMap { number -> (page: Page, date: CalendarDate)? in
      guard let article = site.pages[number].article, site.isOwn(article), let date = site.changed(article) else {
        return nil
      }
      return (site.pages[number], date)
    }
    let newest = dated.sorted { ($1.date.daysSince1970, $0.page.address) < ($0.date.daysSince1970, $1.page.address) }
      .prefix(feedLength)
    let base = site.configuration.baseAddress
    let home = base.isEmpty ? "index.html" : base + site.configuration.top
    let language = XMLText.escaped(site.configuration.language)
    var text = #"<?xml version="1.0" encoding="UTF-8"?>\#n"#
    text += #"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\#(language)">\#n"#
    text += "<title>\(XMLText.escaped(site.configuration.title))</title>\n"
    text += "<id>\(XMLText.escaped(base.isEmpty ? "urn:guidegen:\(site.configuration.top)feed" : home))</id>\n"
    text += #"<link href="\#(XMLText.escaped(home))"/>\#n"#
    if !base.isEmpty { text += #"<link rel="self" href="\#(XMLText.escaped(home))feed.xml"/>\#n"# }
    let author = site.configuration.organisation.name
    text += "<author><name>\(XMLText.escaped(author.isEmpty ? site.configuration.title : author))</name></author>\n"
    text += "<updated>\(newest.first.map { "\($0.date)" } ?? "1970-01-01")T00:00:00Z</updated>\n"
    for (page, date) in newest {
      let address = XMLText.escaped(site.publicAddress(of: page))
      text += "<entry><title>\(XMLText.escaped(page.title))</title>"
      text += base.isEmpty ? "<id>urn:guidegen:\(address)</id>" : "<id>\(address)</id>"
      text += #"<link href="\#(address)"/><updated>\#(date)T00:00:00Z</updated>"#
      if !page.description.isEmpty { text += "<summary>\(XMLText.escaped(page.description))</summary>" }
      text += "</entry>\n"
    }
    return text + "</feed>\n"
  }
}

extension Site {
  /// Whether search engines should know the page.
  fileprivate func isListed(_ page: Page) -> Bool {
    guard page.kind != .notFound, page.part == 0 else { return false }
    return page.article.map { isOwn($0) && !articles[$0].frontMatter.isDraft } ?? true
  }

  /// Whether readers can comment on the page.
  func hasComments(_ page: Page) -> Bool {
    page.kind == .article
      && page.article.map { isOwn($0) && configuration.comments.include(articles[$0].frontMatter.comments) } ?? false
  }

  /// Whether the page asks if it helped.
  func hasFeedback(_ page: Page) -> Bool {
    page.kind == .article && configuration.comments.isOn && configuration.comments.hasFeedback
      && page.article.map(isOwn) ?? true
  }

  /// The page's whole address where the site's is known, else its address from the top.
  fileprivate func publicAddress(of page: Page) -> String {
    configuration.baseAddress + String(decoding: page.encodedPublicAddress, as: UTF8.self)
  }

  /// When an article was last changed, as far as that is known.
  fileprivate func changed(_ article: Int) -> CalendarDate? {
    dates[article].updated ?? articles[article].frontMatter.reviewed ?? dates[article].published
  }
}
