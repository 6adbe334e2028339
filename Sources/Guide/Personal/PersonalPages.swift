import Diagnostics
import Markdown
import Templates
import YAML

/// The pages that a site has for one person each: what they say, what surrounds it, and the files that they need.
///
/// A page's text is sealed by somebody else: Guide knows neither secrets nor codes.
package struct PersonalPages: Sendable {
  /// Where the pages stand in the site. No article's page can, since its folder's name begins with `_`.
  package static let folder = "_enroll"

  /// The article in the site's main language, then its translations.
  private let texts: [Text]

  /// The article in one language.
  private struct Text: Sendable {
    let site: Site
    /// Index in `Site.articles`.
    let article: Int
  }

  /// Reads the guide in `folder` and finds the article.
  ///
  /// - Parameter path: the article's file, as `content/mfa.md`; nil: the one that has `::enrollment-code`.
  /// - Returns: nil where anything is wrong with the guide.
  package static func load(
    _ folder: String, article path: String?, threads: Int
  ) -> (pages: PersonalPages?, diagnostics: [Diagnostic]) {
    let (source, unread) = Source.load(folder, threads: threads)
    let (guide, misread) = ParsedGuide.parse(
      source, includesDrafts: true, threads: threads, isForReuse: false, fields: PersonalField.variables)
    let (site, unresolved) = Site.resolve(guide, threads: threads)
    var diagnostics = unread.followed(by: misread + unresolved).unique().filter { $0.severity == .error }
    guard diagnostics.isEmpty else { return (nil, diagnostics) }
    let (number, finding) = site.personalArticle(path)
    if let finding { diagnostics.append(finding) }
    guard let number else { return (nil, diagnostics) }
    let texts = [Text(site: site, article: number)] + translations(of: number, in: site)
    // A page without the code would have nothing to check.
    for text in texts where !text.site.resolved[text.article].has(.code) {
      diagnostics.append(
        .error(
          "this article does not say where a person's code goes",
          at: Place(file: text.site.articles[text.article].path), hint: "write ::enrollment-code on a line of its own"))
    }
    return (diagnostics.isEmpty ? PersonalPages(texts: texts) : nil, diagnostics)
  }

  private static func translations(of article: Int, in site: Site) -> [Text] {
    site.editions.compactMap { edition in
      edition.articles.indices.first {
        edition.isOwn($0) && edition.articles[$0].pathInContent == site.articles[article].pathInContent
      }.map { Text(site: edition, article: $0) }
    }
  }

  /// That in the language of `reader`, else that in the main one.
  private func text(in language: String) -> Text {
    let own = texts.dropFirst().map { ($0.site.configuration.language.lowercased(), $0) }
    return LanguageTag.lookUp(language, in: Dictionary(own) { first, _ in first }) ?? texts[0]
  }

  /// Where the site will be reached, with a slash at its end; empty where the guide does not say.
  package var baseAddress: String { texts[0].site.configuration.baseAddress }

  /// What the page of `reader` says, as HTML with a mark for each field of a person (`PersonalField`).
  package func text(for reader: PersonalReader) -> [UInt8] {
    let text = text(in: reader.language)
    return HTMLWriter.html(
      text.site.articles[text.article].text.document,
      context: PageContext(site: text.site, article: text.article, reader: reader),
      words: text.site.words.ofArticles)
  }

  /// The file of the page called `name`, in the language of `reader` if the article is there in it.
  ///
  /// - Parameters:
  ///   - sealed: JSON, of ASCII without `<`.
  ///   - lastDay: on which the page opens.
  package func page(
    called name: String, for reader: PersonalReader, sealed: [UInt8], lastDay: CalendarDate
  ) -> (path: String, bytes: [UInt8]) {
    let text = text(in: reader.language)
    let (site, article) = (text.site, text.article)
    let path = "\(Self.folder)/\(name).html"
    let page = Page(
      kind: .enrollment, address: path, title: site.articles[article].frontMatter.title, description: "", article: nil,
      section: 0)
    let scripts = site.resolved[article].hasVariants ? site.assets.variantScripts : []
    let enrollment = EnrollmentView(
      sealed: sealed, expires: DateWords(lastDay, in: site.words),
      style: site.assets.enrollment?.style ?? [], scripts: Array(scripts.joined(separator: [UInt8(ascii: " ")])))
    let view = PageView(page, of: site, navigation: nil, body: [], enrollment: enrollment)
    var bytes: [UInt8] = []
    site.language.templates.render(page.kind.template, PageView.view.record(view), into: &bytes)
    return (path, bytes)
  }

  /// What the pages load: the theme's files and the article's pictures. They stand beside the pages, because a later
  /// build may take those of the site away.
  package var files: [(path: String, bytes: [UInt8])] {
    let site = texts[0].site
    let pages = texts.map { text in
      (
        address: Address.encoded(text.site.configuration.top + text.site.articles[text.article].address),
        pictures: Set(text.site.resolved[text.article].destinations.compactMap(\.self))
      )
    }
    let shown = site.files.filter { file in
      file.isPicture
        && pages.contains { $0.pictures.contains(Address.relative(from: $0.address, to: file.encodedAddress)) }
    }
    let assets = site.assets.files + site.assets.enrollmentFiles
    return assets.map { ("\(Self.folder)/\($0.address)", $0.bytes) }
      + shown.map { ("\(Self.folder)/\($0.address)", $0.bytes) }
  }
}
