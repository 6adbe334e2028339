import Markdown
import Templates

extension Site {
  /// All files of the site, in the order of their paths. Pure: the same site gives the same bytes, on any number of
  /// threads.
  public func render(threads: Int) -> [OutputFile] {
    let assets = ThemeAssets(theme, accent: configuration.accent)
    let made = concurrently(pages.count, threads: threads) { number in
      OutputFile(path: self.pages[number].address, bytes: self.html(of: self.pages[number], assets: assets))
    }
    let redirects = redirects.map { redirect in
      OutputFile(path: redirect.from, bytes: html(of: redirect))
    }
    let copied = (copies + assets.files).map { OutputFile(path: $0.address, bytes: $0.bytes) }
    let all = made + redirects + copied + SiteFiles.all(of: self)
    return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func html(of page: Page, assets: ThemeAssets) -> [UInt8] {
    var view = PageView(site: self, assets: assets, page: page)
    if let article = page.article {
      view.body = HTMLWriter.html(
        articles[article].document, context: ArticleContext(site: self, article: resolved[article]))
    }
    var output: [UInt8] = []
    output.reserveCapacity(view.body.count + 16_384)
    theme.templates.render(page.kind.template, PageView.view.record(view), into: &output)
    return output
  }

  private func html(of redirect: Redirect) -> [UInt8] {
    let target = pages[redirect.page]
    let base = configuration.baseAddress
    let view = RedirectView(
      title: target.title, address: Address.relative(from: redirect.from, to: target.address),
      canonical: base.isEmpty ? "" : base + String(decoding: Address.encoded(target.publicAddress), as: UTF8.self),
      language: configuration.language)
    var output: [UInt8] = []
    theme.templates.render("redirect", RedirectView.view.record(view), into: &output)
    return output
  }
}
