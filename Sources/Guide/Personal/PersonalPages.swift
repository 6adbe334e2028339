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

  private let site: Site
  private let article: Int

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
    if let number, !site.resolved[number].has(.code) {
      // A page without the code would have nothing to check.
      diagnostics.append(
        .error(
          "this article does not say where a person's code goes", at: Place(file: site.articles[number].path),
          hint: "write ::enrollment-code on a line of its own"))
      return (nil, diagnostics)
    }
    return (number.map { PersonalPages(site: site, article: $0) }, diagnostics)
  }

  /// Where the site will be reached, with a slash at its end; empty where the guide does not say.
  package var baseAddress: String { site.configuration.baseAddress }

  /// What the page of `reader` says, as HTML with a mark for each field of a person (`PersonalField`).
  package func text(for reader: PersonalReader) -> [UInt8] {
    HTMLWriter.html(
      site.articles[article].text.document, context: PageContext(site: site, article: article, reader: reader))
  }

  /// The file of the page called `name`.
  ///
  /// - Parameters:
  ///   - sealed: JSON, of ASCII without `<`.
  ///   - lastDay: on which the page opens.
  package func page(
    called name: String, sealed: [UInt8], lastDay: CalendarDate
  ) -> (path: String, bytes: [UInt8]) {
    let path = "\(Self.folder)/\(name).html"
    let page = Page(
      kind: .enrollment, address: path, title: site.articles[article].frontMatter.title, description: "", article: nil,
      section: 0)
    let scripts = site.resolved[article].hasVariants ? site.assets.variantScripts : []
    let enrollment = EnrollmentView(
      sealed: sealed, expires: DateWords(date: lastDay),
      style: site.assets.enrollment?.style ?? [], scripts: Array(scripts.joined(separator: [UInt8(ascii: " ")])))
    let view = PageView(page, of: site, navigation: nil, body: [], enrollment: enrollment)
    var bytes: [UInt8] = []
    site.theme.templates.render(page.kind.template, PageView.view.record(view), into: &bytes)
    return (path, bytes)
  }

  /// What the pages load: the theme's files and the article's pictures. They stand beside the pages, because a later
  /// build may take those of the site away.
  package var files: [(path: String, bytes: [UInt8])] {
    let pictures = Set(site.resolved[article].destinations.compactMap(\.self))
    let page = Address.encoded(site.articles[article].address)
    let shown = site.files.filter { file in
      file.isPicture && pictures.contains(Address.relative(from: page, to: file.encodedAddress))
    }
    let assets = site.assets.files + site.assets.enrollmentFiles
    return assets.map { ("\(Self.folder)/\($0.address)", $0.bytes) }
      + shown.map { ("\(Self.folder)/\($0.address)", $0.bytes) }
  }
}
