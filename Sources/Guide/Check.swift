import Diagnostics
import YAML

/// `guidegen check`: what a build would say, and what only time makes wrong.
public struct Check: Sendable {
  /// The folder that holds `content/`.
  public var folder: String
  /// Drafts are checked too.
  public var includesDrafts = true
  /// How many threads work at once, 1 or more.
  public var threads: Int
  /// The day for which reviews are due.
  public var today: CalendarDate

  /// How many days a fact about a browser is good for.
  private static let browserFactsLast = 180

  /// A check of the guide in `folder` on the day `today`.
  public init(folder: String, threads: Int, today: CalendarDate) {
    self.folder = folder
    self.threads = max(1, threads)
    self.today = today
  }

  /// All findings, in the order of their places.
  public func run() -> [Diagnostic] {
    let (source, unread) = Source.load(folder, threads: threads)
    let (guide, misread) = ParsedGuide.parse(source, includesDrafts: includesDrafts, threads: threads)
    let (_, unresolved) = Site.resolve(guide, threads: threads)
    let articles = guide.articleReadings.map(\.article)
      .filter { ArticleSelection(includesDrafts: includesDrafts).includes($0.frontMatter) }
    let aged = overdueReviews(articles) + oldBrowserFacts(guide)
    let unlisted = UnlistedTranslations(of: articles, in: guide.languages, templates: source.templates).findings
    let translations = TranslationCheck(of: guide, today: today).findings(besides: Set(unlisted.keys))
    let lacking = missingWords(guide.theme.languages) + translations + unlisted.values
    return unread.followed(by: misread + unresolved + aged + lacking).unique()
  }

  private func missingWords(_ languages: ThemeLanguages) -> [Diagnostic] {
    languages.all.map(\.words).filter { !$0.missing.isEmpty }.map { words in
      guard let file = words.file else {
        return .warning(
          #"there are no words for "\#(words.language)": pages say in English what is not the author's"#, at: nil,
          hint: "write templates/words/\(words.language).yml, with the keys of the theme's words/en.yml")
      }
      let few = words.missing.prefix(8).joined(separator: ", ") + (words.missing.count > 8 ? " …" : "")
      return .warning(
        #"pages in "\#(words.language)" say \#(words.missing.count) of their words in English"#, at: Place(file: file),
        hint: "add \(few)")
    }
  }

  private func overdueReviews(_ articles: [Article]) -> [Diagnostic] {
    articles.compactMap { article in
      let front = article.frontMatter
      guard let every = front.reviewEvery else { return nil }
      guard let reviewed = front.reviewed ?? front.date else {
        return .warning(
          "this article is to be reviewed every \(every) days, but was never", at: front.place,
          hint: "go through it, then write the day: reviewed: \(today)")
      }
      guard let due = reviewed.adding(days: every), due.daysSince1970 < today.daysSince1970 else { return nil }
      let owner = front.owner.isEmpty ? "" : " (owner: \(front.owner))"
      return .warning(
        "the review of this article was due on \(due)\(owner)", at: front.place,
        hint: "go through it, then write the day: reviewed: \(today)")
    }
  }

  private func oldBrowserFacts(_ guide: ParsedGuide) -> [Diagnostic] {
    let translated = guide.browsersByLanguage.sorted { $0.key < $1.key }.map(\.value)
    return oldBrowserFacts(guide.browsers) + translated.flatMap { oldBrowserFacts($0, besides: guide.browsers) }
  }

  /// - Parameter main: data of which `data` says the same where it says nothing else.
  private func oldBrowserFacts(_ data: BrowserData, besides main: BrowserData? = nil) -> [Diagnostic] {
    data.browsers.flatMap { browser in
      browser.platforms.compactMap { platform -> Diagnostic? in
        let original = main?.browser(browser.key)?.platforms.first { $0.key == platform.key }
        if let original, original.evidence.checked == platform.evidence.checked { return nil }
        let what = "\(browser.name) on \(data.platforms.first { $0.key == platform.key }?.name ?? platform.key)"
        guard let checked = platform.evidence.checked else {
          return .warning(
            "nobody has checked the steps for \(what)", at: platform.evidence.place,
            hint: "try them, then write the day: checked: \(today)")
        }
        guard today.daysSince1970 - checked.daysSince1970 > Self.browserFactsLast else { return nil }
        return .warning(
          "the steps for \(what) were last checked on \(checked)", at: platform.evidence.place,
          hint: "try them, then write the day: checked: \(today)")
      }
    }
  }
}
