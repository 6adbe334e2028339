import Diagnostics
import Markdown
import Templates
import YAML

/// What a guide's letters say, as HTML with a mark for each field of a person (`PersonalField`).
package struct LetterTexts: Sendable {
  private let site: Site
  private let article: Int
  private let date: CalendarDate

  /// One letter's text.
  package struct Text: Sendable {
    package var title: String
    /// A language tag.
    package var language: String
    /// The template `letter/letter`, the article in it.
    package var html: [UInt8]
  }

  /// Reads the guide in `folder` and finds the article.
  ///
  /// - Parameters:
  ///   - path: the article's file, as `content/mfa.md`; nil: the one that has `::enrollment-code`.
  ///   - date: the letters'.
  /// - Returns: nil where anything is wrong with the guide.
  package static func load(
    _ folder: String, article path: String?, date: CalendarDate, threads: Int
  ) -> (texts: LetterTexts?, diagnostics: [Diagnostic]) {
    let (source, unread) = Source.load(folder, threads: threads)
    let (guide, misread) = ParsedGuide.parse(
      source, includesDrafts: true, threads: threads, isForReuse: false, fields: PersonalField.variables)
    let (site, unresolved) = Site.resolve(guide, threads: threads)
    var diagnostics = (unread + misread + unresolved).unique()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    let (number, finding) = site.personalArticle(path)
    if let finding { diagnostics.append(finding) }
    return (number.map { LetterTexts(site: site, article: $0, date: date) }, diagnostics)
  }

  /// Where the site will be reached, with a slash at its end; empty where the guide does not say.
  package var baseAddress: String { site.configuration.baseAddress }

  /// `date` as letters write it.
  package func words(for date: CalendarDate) -> String { DateWords(date: date).words }

  /// What to say where the letters of `texts` have to say where people's pages are, and the guide does not.
  package func findings(in texts: [Text]) -> [Diagnostic] {
    let mark = Array(PersonalField.pageAddress.mark.utf8)
    guard baseAddress.isEmpty, texts.contains(where: { $0.html.firstRange(of: mark) != nil }) else { return [] }
    return [
      .error(
        #"letters cannot say where people's pages are: there is no "base-url""#,
        at: Place(file: ContentFiles.configurationPath),
        hint: "add the site's address: base-url: https://help.example.com/")
    ]
  }

  /// What the letters to `reader` say.
  package func text(for reader: PersonalReader) -> Text {
    let article = site.articles[article]
    let context = PersonalContext(site: site, article: self.article, reader: reader)
    let view = LetterView(
      configuration: site.configuration, title: article.frontMatter.title,
      body: HTMLWriter.html(article.text.document, context: context), date: date,
      reader: reader)
    var html: [UInt8] = []
    site.theme.templates.render("letter/letter", LetterView.view.record(view), into: &html)
    return Text(title: view.title, language: site.configuration.language, html: html)
  }
}
