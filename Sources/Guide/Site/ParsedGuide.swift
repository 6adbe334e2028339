import Diagnostics
import YAML

/// A guide after each of its files was read for itself: nothing is known yet of one from another.
///
/// What was made of each file is kept beside its bytes, so that a later parse takes again what did not change.
public struct ParsedGuide: Sendable {
  private let configurationReading: Reading<[UInt8]?, Configuration>
  private let browsersReading: Reading<[UInt8]?, BrowserData>
  private let addressesReading: Reading<[UInt8]?, AddressRecord>
  private let snippetsReading: Reading<SnippetsInput, Snippets>
  private let themeReading: Reading<[Source.File], ThemeFiles>
  /// Of every article, drafts too, by path.
  let articleReadings: [ArticleReading]

  /// By path; those that `ArticleSelection` leaves out are not among them.
  var articles: [Article]
  /// Pictures and other files that go to the site, in the order of their paths.
  var files: [PublishedFile]
  let history: GitHistory.Outcome
  /// What readers have written, to be shown in the pages.
  var comments = PublishedComments()

  var configuration: Configuration { configurationReading.value }
  var browsers: BrowserData { browsersReading.value }
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
    let files = ContentFiles(source.content)
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
    configurationReading = Reading(of: files.configuration, reusing: previous?.configurationReading) { bytes in
      guard let bytes else { return (Configuration(), [.missingConfiguration]) }
      return Configuration.parse(bytes, file: ContentFiles.configurationPath)
    }
    browsersReading = Reading(of: files.browsers, reusing: previous?.browsersReading) { bytes in
      guard let bytes else { return (BrowserData(), []) }
      return BrowserData.parse(bytes, file: ContentFiles.browsersPath)
    }
    addressesReading = Reading(of: files.addresses, reusing: previous?.addressesReading) { bytes in
      AddressRecord.parse(bytes ?? [], file: ContentFiles.addressesPath)
    }
    let variables = configurationReading.value.variables.merging(fields) { $1 }
    snippetsReading = Reading(
      of: SnippetsInput(files: files.snippets, variables: variables), reusing: previous?.snippetsReading
    ) { input in
      let snippets = Snippets(input.files, variables: input.variables)
      return (snippets, snippets.diagnostics)
    }
    let surroundings = snippetsReading.surroundings
    (themeReading, articleReadings) = together(threads: threads) {
      Reading(of: templates, reusing: previous?.themeReading) { ThemeFiles.load(overrides: $0, pages: pages) }
    } and: {
      ArticleReading.all(
        files.articles, in: surroundings,
        reusing: previous.map { ($0.articleReadings, $0.snippetsReading.surroundings) }, isForReuse: isForReuse,
        threads: threads)
    }
    articles = articleReadings.map(\.article).filter { selection.includes($0.frontMatter) }
    self.files = PublishedFile.all(files.others, reusing: previous?.files ?? [], threads: threads)
    self.history = history
  }

  /// Whether both have the same browser data.
  func hasSameBrowsers(as other: ParsedGuide) -> Bool {
    browsersReading.input == other.browsersReading.input
  }

  /// What is wrong with files that are no articles.
  var commonFindings: [Diagnostic] {
    configurationReading.diagnostics + browsersReading.diagnostics + addressesReading.diagnostics
      + snippetsReading.diagnostics + themeReading.diagnostics
  }
}

/// What the snippets' texts come from.
private struct SnippetsInput: Sendable, Equatable {
  var files: [Source.File]
  var variables: [String: String]
}

extension Reading<SnippetsInput, Snippets> {
  fileprivate var surroundings: ArticleReading.Surroundings {
    .init(variables: input.variables, snippetFiles: input.files, snippets: value)
  }
}

extension Diagnostic {
  fileprivate static let missingConfiguration = Diagnostic.error(
    "this file is missing", at: Place(file: ContentFiles.configurationPath), hint: "write it, with one line: title: …")
}

/// The files below `content/` by what they are for.
struct ContentFiles {
  static let configurationPath = "content/guide.yml"
  static let browsersPath = "content/_data/browsers.yml"
  static let addressesPath = AddressRecord.path
  /// How the vault of `guidegen enroll` begins, in any version.
  private static let vaultStart = Array("guidegen vault ".utf8)
  /// How every letter of `guidegen letters` begins.
  private static let letterStart =
    Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3] + Array(" guidegen letter".utf8)
  /// How every letter as HTML begins.
  private static let sheetStart = Array("<!DOCTYPE html>\n<!-- guidegen letter -->".utf8)
  /// How every list of the codes that open enrollment pages begins.
  private static let codesStart = Array("enrollmentPage,code,".utf8)

  var configuration: [UInt8]?
  var browsers: [UInt8]?
  var addresses: [UInt8]?
  var snippets: [Source.File] = []
  var articles: [Source.File] = []
  var others: [Source.File] = []
  var diagnostics: [Diagnostic] = []

  init(_ files: [Source.File]) {
    for file in files {
      let path = file.path.utf8.dropFirst("content/".utf8.count)
      switch file.path {
      case Self.configurationPath: configuration = file.bytes
      case Self.browsersPath: browsers = file.bytes
      case Self.addressesPath: addresses = file.bytes
      case _ where path.starts(with: "_snippets/".utf8): snippets.append(file)
      case _ where path.starts(with: "_data/".utf8):
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: file.path),
            hint: "_data holds browsers.yml; put words of your own under variables in guide.yml"))
      case _ where Self.isReserved(path):
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: file.path),
            hint: "names that begin with _ are kept for guidegen: choose another name"))
      case _ where file.bytes.starts(with: Self.vaultStart):
        diagnostics.append(
          .error(
            "this is a vault of secrets, and what is in content/ is published", at: Place(file: file.path),
            hint: "move it elsewhere, and if a site was published with it, give everybody a new secret"))
      case _ where file.bytes.starts(with: Self.letterStart) || file.bytes.starts(with: Self.sheetStart):
        diagnostics.append(
          .error(
            "this is a letter with somebody's secret, and what is in content/ is published",
            at: Place(file: file.path),
            hint: "move it elsewhere, and if a site was published with it, give its people new secrets"))
      case _ where file.bytes.starts(with: Self.codesStart):
        diagnostics.append(
          .error(
            "these are the codes of enrollment pages, and what is in content/ is published", at: Place(file: file.path),
            hint: "move them elsewhere, and if a site was published with them: guidegen enroll pages --all --renew"))
      case _ where Self.isPassList(file):
        diagnostics.append(
          .error(
            "this is a list of access passes, and what is in content/ is published", at: Place(file: file.path),
            hint: "move it elsewhere, and if a site was published with it, have Entra delete the passes"))
      case _ where path.suffix(3).elementsEqual(".md".utf8): articles.append(file)
      default: others.append(file)
      }
    }
  }

  /// Whether the first line has the heading that Microsoft Graph and PowerShell give to passes.
  private static func isPassList(_ file: Source.File) -> Bool {
    guard file.path.utf8.suffix(4).elementsEqual(".csv".utf8) else { return false }
    let head = file.bytes.prefix(4096).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: head, as: UTF8.self).lowercased().contains("temporaryaccesspass")
  }

  /// Whether any of the names begins with `_`.
  private static func isReserved(_ path: Substring.UTF8View) -> Bool {
    var previous = UInt8(ascii: "/")
    for byte in path {
      if byte == UInt8(ascii: "_"), previous == UInt8(ascii: "/") { return true }
      previous = byte
    }
    return false
  }
}
