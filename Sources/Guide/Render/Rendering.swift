import Markdown
import Templates

extension Site {
  /// All files of the site, in the order of their paths. Pure: the same site gives the same bytes, on any number of
  /// threads.
  ///
  /// - Parameter isPrecompressed: compressed files will stand beside the texts: what is said to hosts says so.
  public func render(isPrecompressed: Bool = false, threads: Int) -> [OutputFile] {
    let batches = batches(isPrecompressed: isPrecompressed, threads: threads)
    let made = concurrently(batches.count, threads: threads) { batches[$0].files() }.joined()
    return made.sorted { $0.path.precedesByBytes($1.path) }
  }

  /// All files of the site, to be rendered batch by batch.
  func batches(isPrecompressed: Bool = false, threads: Int) -> [OutputBatch] {
    let rendered = PageBatch.all(of: self).map { batch in
      OutputBatch(paths: batch.pages.map { pages[$0].address }) { self.render(batch) }
    }
    let redirects = redirects.map { redirect in
      OutputFile(path: redirect.from, bytes: html(of: redirect))
    }
    // What all languages share stands in the main one's site.
    let copied =
      !configuration.top.isEmpty
      ? []
      : files.map { OutputFile(path: $0.address, bytes: $0.bytes) }
        + sentAssets.map { OutputFile(path: $0.address, bytes: $0.bytes) }
    let others = OutputBatch.batches(of: redirects + copied)
    return rendered + others + OutputBatch.batches(of: searchFiles(threads: threads))
      + (isOffline
        ? OutputBatch.batches(of: configuration.top.isEmpty ? [start] : [])
        : SiteFiles.batches(of: self, isPrecompressed: isPrecompressed))
      + editions.flatMap { $0.batches(threads: threads) }
  }

  /// The file at `path`, rendered by itself: the same bytes that `render` has for it. nil where the site has none.
  public func file(at path: String) -> [UInt8]? {
    if let edition = editions.first(where: { path.hasPrefix($0.configuration.top) }),
      let file = edition.file(at: path)
    {
      return file
    }
    if let page = pages.lastIndex(where: { $0.address == path }) { return self.page(page)?.bytes }
    if let redirect = redirects.last(where: { $0.from == path }) { return html(of: redirect) }
    if let file = files.first(where: { $0.address == path }) { return file.bytes }
    if let asset = sentAssets.first(where: { $0.address == path }) { return asset.bytes }
    if let file = searchFile(at: path) { return file }
    return SiteFiles.batches(of: self).first { $0.paths == [path] }?.files().first?.bytes
  }

  /// What has its contents in its name, so that pages that were sent out before may still ask for it: pictures, style
  /// sheets and scripts.
  public var fingerprinted: [OutputFile] {
    files.filter(\.isPicture).map { OutputFile(path: $0.address, bytes: $0.bytes) }
      + sentAssets.map { OutputFile(path: $0.address, bytes: $0.bytes) }
  }

  /// The theme's files that the site's pages load.
  var sentAssets: [(address: String, bytes: [UInt8])] {
    assets.files + assets.files(for: configuration.comments) + (hasSearch ? assets.searchFiles : [])
      + (isOffline ? assets.offlineFiles : []) + (languages.areSeveral ? assets.languageFiles : [])
  }

  /// What one clicks in the folder of a site that is read from a disk. It stands first there, and looks like nothing else.
  static let startFile = "0-START-HERE.html"

  private var start: OutputFile {
    let view = RedirectView(
      title: configuration.title, address: pages[0].encodedAddress, canonical: "", language: configuration.language)
    var output: [UInt8] = []
    language.templates.render("start", RedirectView.view.record(view), into: &output)
    return OutputFile(path: Self.startFile, bytes: output)
  }

  /// The file of the page at `number` in `pages`, rendered by itself.
  func page(_ number: Int) -> OutputFile? {
    render(PageBatch(pages: [number])).first
  }

  /// The pages of `batch`, in its order.
  private func render(_ batch: PageBatch) -> [OutputFile] {
    // Pages of one section stand in one folder (a section's own page too), so one address serves them all.
    guard let first = batch.pages.first.map({ pages[$0] }) else { return [] }
    let linker = Linker(page: first, site: self)
    let positions = batch.pages.compactMap { pages[$0].article.flatMap { positionInSection[$0] } }
    let navigation = NavigationBranch(
      to: first.section, of: self, positions: positions.min().map { $0...(positions.max() ?? $0) }
    ) { linker.address(of: $0.encodedAddress) }
    return batch.pages.map { number in
      OutputFile(path: pages[number].address, bytes: html(of: pages[number], navigation: navigation))
    }
  }

  private func html(of page: Page, navigation: NavigationBranch) -> [UInt8] {
    let body = page.article.map { number in
      HTMLWriter.html(
        articles[number].text.document, context: ArticleContext(site: self, article: number),
        words: isOwn(number) ? wordsOfArticles : theme.languages[articles[number].language ?? ""].words.ofArticles)
    }
    let view = PageView(page, of: self, navigation: navigation, body: body ?? [])
    var output: [UInt8] = []
    output.reserveCapacity(view.body.count + 16_384)
    language.templates.render(page.kind.template, PageView.view.record(view), into: &output)
    return output
  }

  /// Whether the article is in the site's language.
  func isOwn(_ article: Int) -> Bool { articles[article].language.map { $0 == configuration.language } ?? true }

  private func html(of redirect: Redirect) -> [UInt8] {
    let target = pages[redirect.page]
    let view = RedirectView(
      title: target.title, address: Address.relative(from: Address.encoded(redirect.from), to: target.encodedAddress),
      canonical: target.publicAddress(below: configuration.baseAddress),
      language: configuration.language)
    var output: [UInt8] = []
    language.templates.render("redirect", RedirectView.view.record(view), into: &output)
    return output
  }
}

/// Pages of one section and one folder that one thread renders, so that they can share what the section's pages share.
private struct PageBatch {
  /// Indices in `Site.pages`.
  var pages: [Int]

  /// As many as share the work out evenly, few enough that making what they share costs nothing.
  private static let largest = 64

  /// All pages of `site`.
  static func all(of site: Site) -> [PageBatch] {
    var batches: [PageBatch] = []
    for section in site.sections {
      var rest = ([section.page] + section.parts + section.articles)[...]
      while !rest.isEmpty {
        batches.append(PageBatch(pages: Array(rest.prefix(largest))))
        rest = rest.dropFirst(largest)
      }
    }
    for (number, page) in site.pages.enumerated() {
      switch page.kind {
      case .tag, .tags, .alphabet, .notFound: batches.append(PageBatch(pages: [number]))
      case .home, .section, .article, .enrollment: break
      }
    }
    return batches
  }
}
