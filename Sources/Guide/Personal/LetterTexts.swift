import Diagnostics
import Markdown
import Templates
import YAML

/// What a guide's letters say, as HTML with a mark for each field of a person (`PersonalField`).
package struct LetterTexts: Sendable {
  private let site: Site
  private let article: Int
  /// Articles in other languages, by language tag in small letters.
  private let translations: [String: Translation]
  private let date: CalendarDate

  /// An article in another language, and the site that it is in.
  fileprivate struct Translation: Sendable {
    let tag: String
    let site: Site
    let article: Int
  }

  /// One letter's text.
  package struct Text: Sendable, Equatable {
    package var title: String
    /// The letter's language tag; what is in another says so itself.
    package var language: String
    /// Whether texts in the letter's language begin at the right.
    package var isRightToLeft: Bool
    /// The template `letter/letter`, the article in it.
    package var html: [UInt8]
  }

  /// Reads the guide in `folder` and finds the article.
  ///
  /// - Parameters:
  ///   - credential: what the letters bring.
  ///   - path: the article's file, as `content/mfa.md`; nil: the one that has the directive of `credential`.
  ///   - translations: files of articles for people who read another language, and its tag; those that the guide itself
  ///     has need not be named.
  ///   - date: the letters'.
  /// - Returns: nil where anything is wrong with the guide.
  package static func load(
    _ folder: String, for credential: PersonalCredential, article path: String?,
    translations: [(tag: String, path: String)] = [], date: CalendarDate, threads: Int
  ) -> (texts: LetterTexts?, diagnostics: [Diagnostic]) {
    let (source, unread) = Source.load(folder, threads: threads)
    let (guide, misread) = ParsedGuide.parse(
      source, includesDrafts: true, threads: threads, isForReuse: false, fields: PersonalField.variables)
    let (site, unresolved) = Site.resolve(guide, threads: threads)
    var diagnostics = (unread + misread + unresolved).unique()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    var (translated, missing) = site.translations(translations)
    diagnostics += missing
    let others = translated.values.filter { $0.site === site }.map(\.article)
    let (number, finding) = site.personalArticle(path, for: credential, besides: others)
    if let finding { diagnostics.append(finding) }
    guard let number, missing.isEmpty else { return (nil, diagnostics) }
    translated.merge(site.translations(of: number)) { named, _ in named }
    var incomplete = site.findings(in: translated, of: number, for: credential)
    // A letter without the pass that it is to bring has no use.
    if credential == .pass, !site.resolved[number].has(.pass) { incomplete.append(site.lacks(.pass, in: number)) }
    guard incomplete.isEmpty else { return (nil, diagnostics + incomplete) }
    return (LetterTexts(site: site, article: number, translations: translated, date: date), diagnostics)
  }

  /// Where the site will be reached, with a slash at its end; empty where the guide does not say.
  package var baseAddress: String { site.configuration.baseAddress }

  /// The style sheet of letters as HTML.
  package var style: [UInt8] { site.theme.letterStyle }

  /// `date` as the letter to `reader` writes it.
  package func words(for date: CalendarDate, to reader: PersonalReader) -> String {
    spoken(to: reader).words.words(for: date)
  }

  /// The letter's language, and what it says in it.
  private func spoken(to reader: PersonalReader) -> (tag: String, words: LetterWords) {
    site.theme.letterLanguages.words(for: [reader.language, site.configuration.language])
  }

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
    var (language, words) = spoken(to: reader)
    let chosen =
      LanguageTag.lookUp(reader.language, in: translations)
      ?? Translation(tag: site.configuration.language, site: site, article: article)
    let (articleLanguage, site, number) = (chosen.tag, chosen.site, chosen.article)
    let ofArticle = site.theme.letterLanguages.words(for: [articleLanguage]).words
    // A letter whose words and article are of one language is wholly of the article's.
    if ofArticle == words, LanguageTag.isSameLanguage(language, articleLanguage) { language = articleLanguage }
    let text = site.articles[number].text.document
    var writer = HTMLWriter(
      text, context: PersonalContext(site: site, article: number, reader: reader, words: words))
    writer.words = ofArticle.ofArticles
    writer.write(0)
    let view = LetterView(
      configuration: site.configuration, words: words, language: language, articleLanguage: articleLanguage,
      title: site.articles[number].frontMatter.title, body: writer.output, date: date, reader: reader)
    var html: [UInt8] = []
    site.theme.templates.render("letter/letter", LetterView.view.record(view), into: &html)
    return Text(
      title: view.title, language: language, isRightToLeft: LanguageTag.isRightToLeft(language), html: html)
  }
}

extension Site {
  /// The articles at the paths of `files`, by language tag in small letters.
  fileprivate func translations(
    _ files: [(tag: String, path: String)]
  ) -> (articles: [String: LetterTexts.Translation], diagnostics: [Diagnostic]) {
    var found: [String: LetterTexts.Translation] = [:]
    var diagnostics: [Diagnostic] = []
    for (tag, path) in files {
      let edition = editions.first { edition in edition.articles.contains { $0.path == path || $0.sourcePath == path } }
      let site = articles.contains { $0.path == path || $0.sourcePath == path } ? self : edition ?? self
      let (number, finding) = site.personalArticle(path)
      if let finding { diagnostics.append(finding) }
      if let number { found[tag.lowercased()] = LetterTexts.Translation(tag: tag, site: site, article: number) }
    }
    return (found, diagnostics)
  }

  /// The texts of `article` in the site's other languages, by tag in small letters.
  fileprivate func translations(of article: Int) -> [String: LetterTexts.Translation] {
    var found: [String: LetterTexts.Translation] = [:]
    for edition in editions {
      let tag = edition.configuration.language
      let number = edition.articles.firstIndex {
        $0.pathInContent == articles[article].pathInContent && $0.language == tag
      }
      if let number { found[tag.lowercased()] = LetterTexts.Translation(tag: tag, site: edition, article: number) }
    }
    return found
  }

  /// What is wrong with `translations` of `article`: where that has a code, they need one.
  fileprivate func findings(
    in translations: [String: LetterTexts.Translation], of article: Int, for credential: PersonalCredential
  ) -> [Diagnostic] {
    guard resolved[article].has(credential) else { return [] }
    return translations.values.filter { !$0.site.resolved[$0.article].has(credential) }
      .map { $0.site.lacks(credential, in: $0.article) }.sorted()
  }

  /// What to say of an article that has no place for `credential`.
  fileprivate func lacks(_ credential: PersonalCredential, in article: Int) -> Diagnostic {
    .error(
      "this article does not say where a person's \(credential.name) goes", at: Place(file: articles[article].path),
      hint: "write ::\(credential.directive) on a line of its own")
  }
}
