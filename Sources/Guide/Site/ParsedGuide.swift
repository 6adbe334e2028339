import Diagnostics
import YAML

/// A guide after each of its files was read for itself: nothing is known yet of one from another.
///
/// What was made of each file is kept beside its bytes, so that a later parse takes again what did not change.
public struct ParsedGuide: Sendable {
  private let configurationReading: Reading<[UInt8]?, Configuration>
  private let browsersReading: Reading<[UInt8]?, BrowserData>
  /// By language tag, where a language has its own.
  private let translatedBrowsers: [String: Reading<TranslatedBrowsers, BrowserData>]
  private let addressesReading: Reading<[UInt8]?, AddressRecord>
  private let themeReading: Reading<ThemeInput, ThemeFiles>
  /// One of a site of one language, else one for each, the main one first.
  private let readings: [LanguageReading]
  /// What the site is called in another language than its main one, if this is the guide in that language.
  private var edition: Configuration?
  /// Which articles say the same in several languages; nil in a site of one.
  private(set) var translations: Translations?

  /// By path; those that `ArticleSelection` leaves out are not among them.
  var articles: [Article]
  /// Pictures and other files that go to the site, in the order of their paths.
  var files: [PublishedFile]
  let history: GitHistory.Outcome
  /// What readers have written, to be shown in the pages.
  var comments = PublishedComments()
  /// Whether the site is to be read from a disk.
  var isOffline = false

  /// The site's address on the web where links to it would lead the reader away: see `LinkResolver`.
  var ownAddress: [UInt8] { isOffline ? Array(configuration.baseAddress.utf8) : [] }

  var configuration: Configuration { edition ?? configurationReading.value }
  var browsers: BrowserData { browsersReading.value }
  /// What tells the language of a file.
  let languages: ContentLanguages
  /// Of every article, drafts too; in a site of one language by path.
  var articleReadings: [ArticleReading] { readings.count == 1 ? readings[0].articles : readings.flatMap(\.articles) }
  var addresses: AddressRecord { addressesReading.value }
  var theme: ThemeFiles { themeReading.value }

  /// Reads every file of `source`; what is wrong with one does not hold up the others.
  ///
  /// - Parameters:
  ///   - day: articles that are dated later are left out; nil leaves out none.
  ///   - previous: an earlier parse. The result is the same without it, but takes longer.
  ///   - pages: the kinds of pages that will be rendered, by the names of their templates; nil for all.
  ///   - isForReuse: whether articles can be taken again from this parse, which then keeps their files' bytes.
  ///   - fields: more variables for articles; the configuration's of the same names do not count.
  public static func parse(
    _ source: Source, includesDrafts: Bool, day: CalendarDate? = nil, threads: Int, pages: Set<String>? = nil,
    reusing previous: ParsedGuide? = nil, isForReuse: Bool = true, fields: [String: String] = [:]
  ) -> (guide: ParsedGuide, diagnostics: [Diagnostic]) {
    let files = ContentFiles(source.content, reusing: previous?.configurationReading)
    let selection = ArticleSelection(includesDrafts: includesDrafts, day: day)
    let guide = ParsedGuide(
      files, templates: source.templates, history: source.history, selection: selection, threads: threads,
      pages: pages, reusing: previous, isForReuse: isForReuse, fields: fields)
    // What is wrong in an article is nobody's business until it is built, and without content/ that is the mistake.
    let built = guide.articleReadings.filter { selection.includes($0.article.frontMatter) }
    let findings = guide.commonFindings + built.flatMap(\.diagnostics)
    return (guide, files.diagnostics + findings.filter { source.hasContent || $0 != .missingConfiguration })
  }

  private init(
    _ files: ContentFiles, templates: [Source.File], history: GitHistory.Outcome, selection: ArticleSelection,
    threads: Int, pages: Set<String>?, reusing previous: ParsedGuide?, isForReuse: Bool,
    fields: [String: String]
  ) {
    configurationReading = files.configuration
    languages = files.languages
    let configuration = files.configuration.value
    browsersReading = Reading(of: files.browsers, reusing: previous?.browsersReading) { bytes in
      guard let bytes else { return (BrowserData(), []) }
      return BrowserData.parse(bytes, file: ContentFiles.browsersPath)
    }
    addressesReading = Reading(of: files.addresses, reusing: previous?.addressesReading) { bytes in
      AddressRecord.parse(bytes ?? [], file: ContentFiles.addressesPath)
    }
    translatedBrowsers = Dictionary(
      uniqueKeysWithValues: files.translatedBrowsers.map { tag, file in
        let input = TranslatedBrowsers(main: files.browsers ?? [], own: file)
        return (tag, Reading(of: input, reusing: previous?.translatedBrowsers[tag]) { $0.parse() })
      })
    let surroundings = ([configuration] + configuration.editions).map { configuration in
      let known = previous?.readings.first { $0.language == configuration.language }
      return LanguageReading.Surroundings(
        files, configuration, variables: configuration.variables.merging(fields) { $1 }, reusing: known)
    }
    let themeInput = ThemeInput(
      files: templates, language: configuration.language, others: configuration.editions.map(\.language))
    (themeReading, readings) = together(threads: threads) {
      Reading(of: themeInput, reusing: previous?.themeReading) { input in
        ThemeFiles.load(overrides: input.files, pages: pages, language: input.language, others: input.others)
      }
    } and: {
      surroundings.map { LanguageReading($0, of: files, isForReuse: isForReuse, threads: threads) }
    }
    articles = []
    self.files = PublishedFile.all(files.others, reusing: previous?.files ?? [], threads: threads)
    self.history = history
    publish(readings.flatMap(\.articles).map(\.article).filter { selection.includes($0.frontMatter) })
  }

  /// Makes `included`, in all languages, the articles that become pages; in a site of one language they come by path.
  mutating func publish(_ included: [Article]) {
    translations = languages.areSeveral ? Translations(included, languages: languages) : nil
    articles = translations?.articles(in: languages.main) ?? included
  }

  /// The guide in each language but its main one.
  var editions: [ParsedGuide] {
    configuration.editions.map { configuration in
      var guide = self
      guide.edition = configuration
      guide.articles = translations?.articles(in: configuration.language) ?? []
      return guide
    }
  }

  /// What the article says of browsers: in its language, as far as somebody has written it.
  func browsers(for article: Article) -> BrowserData {
    article.language.flatMap { translatedBrowsers[$0]?.value } ?? browsersReading.value
  }

  /// What each language has of its own, by tag.
  var browsersByLanguage: [String: BrowserData] { translatedBrowsers.mapValues(\.value) }

  /// Whether both have the same browser data.
  func hasSameBrowsers(as other: ParsedGuide) -> Bool {
    browsersReading.input == other.browsersReading.input
      && translatedBrowsers.mapValues(\.input) == other.translatedBrowsers.mapValues(\.input)
  }

  /// What is wrong with files that are no articles.
  var commonFindings: [Diagnostic] {
    configurationReading.diagnostics + browsersReading.diagnostics + addressesReading.diagnostics
      + translatedBrowsers.values.flatMap(\.diagnostics) + readings.flatMap(\.commonFindings)
      + themeReading.diagnostics
  }
}

/// What the theme is made from besides the built-in files.
private struct ThemeInput: Sendable, Equatable {
  var files: [Source.File]
  var language: String
  var others: [String]
}

extension Diagnostic {
  static let missingConfiguration = Diagnostic.error(
    "this file is missing", at: Place(file: ContentFiles.configurationPath), hint: "write it, with one line: title: …")
}
