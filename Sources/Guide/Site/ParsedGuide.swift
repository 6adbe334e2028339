import Diagnostics
import Markdown
import Templates
import YAML

/// A guide after each of its files was read for itself: nothing is known yet of one from another.
public struct ParsedGuide: Sendable {
  var configuration: Configuration
  var browsers: BrowserData
  /// By path; drafts are left out unless they were asked for.
  var articles: [Article]
  /// Pictures and other files that go to the site, by their path below `content/`.
  var files: [String: [UInt8]]
  var theme: ThemeFiles
  var addresses: AddressRecord
  var history: GitHistory.Outcome

  /// Reads every file of `source`; what is wrong with one does not hold up the others.
  public static func parse(
    _ source: Source, includesDrafts: Bool, threads: Int
  ) -> (guide: ParsedGuide, diagnostics: [Diagnostic]) {
    var files = ContentFiles(source.content)
    var diagnostics = files.diagnostics
    let configuration = Configuration.parse(files.configuration ?? [], file: ContentFiles.configurationPath)
    if files.configuration == nil, !source.hasContent {
      // Then that is the mistake.
    } else if files.configuration == nil {
      diagnostics.append(
        .error(
          "this file is missing", at: Place(file: ContentFiles.configurationPath),
          hint: "write it, with one line: title: …"))
    } else {
      diagnostics += configuration.diagnostics
    }
    let browsers = files.browsers.map { BrowserData.parse($0, file: ContentFiles.browsersPath) }
    diagnostics += browsers?.diagnostics ?? []
    let addresses = AddressRecord.parse(files.addresses ?? [], file: ContentFiles.addressesPath)
    diagnostics += addresses.diagnostics

    var options = ParseOptions()
    options.variables = configuration.configuration.variables
    let snippets = Snippets(files.snippets, options: options)
    diagnostics += snippets.diagnostics
    let markdown = files.articles
    // What is wrong in a draft is nobody's business until it is built.
    let parsed = concurrently(markdown.count, threads: threads) { [options] index in
      Article.parse(markdown[index], snippets: snippets, options: options)
    }.filter { includesDrafts || !$0.article.frontMatter.isDraft }
    files.articles = []
    let theme = ThemeFiles.load(overrides: source.templates)
    let guide = ParsedGuide(
      configuration: configuration.configuration, browsers: browsers?.data ?? BrowserData(),
      articles: parsed.map(\.article),
      files: files.others, theme: theme.files, addresses: addresses.record, history: source.history)
    return (guide, diagnostics + theme.diagnostics + parsed.flatMap(\.diagnostics))
  }
}

/// The files below `content/` by what they are for.
private struct ContentFiles {
  static let configurationPath = "content/guide.yml"
  static let browsersPath = "content/_data/browsers.yml"
  static let addressesPath = AddressRecord.path

  var configuration: [UInt8]?
  var browsers: [UInt8]?
  var addresses: [UInt8]?
  var snippets: [Source.File] = []
  var articles: [Source.File] = []
  var others: [String: [UInt8]] = [:]
  var diagnostics: [Diagnostic] = []

  init(_ files: [Source.File]) {
    for file in files {
      let path = file.path.dropFirst("content/".count)
      switch file.path {
      case Self.configurationPath: configuration = file.bytes
      case Self.browsersPath: browsers = file.bytes
      case Self.addressesPath: addresses = file.bytes
      case _ where path.hasPrefix("_snippets/"): snippets.append(file)
      case _ where path.hasPrefix("_data/"):
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: file.path),
            hint: "_data holds browsers.yml; put words of your own under variables in guide.yml"))
      case _ where path.hasPrefix("_") || path.contains("/_"):
        diagnostics.append(
          .error(
            "nothing reads this file", at: Place(file: file.path),
            hint: "names that begin with _ are kept for guidegen: choose another name"))
      case _ where path.hasSuffix(".md"): articles.append(file)
      default: others[String(path)] = file.bytes
      }
    }
  }
}

extension Article {
  /// Reads one file; `snippets` take the place of its `::include`s.
  fileprivate static func parse(
    _ file: Source.File, snippets: Snippets, options: ParseOptions
  ) -> (article: Article, diagnostics: [Diagnostic]) {
    let front = FrontMatter.parse(file.bytes, path: file.path)
    let body = Document.parse(front.body, file: file.path, firstLine: front.bodyLine, options: options)
    let included = snippets.including(body.document)
    let article = Article(path: file.path, frontMatter: front.frontMatter, document: included.document)
    return (article, front.diagnostics + body.diagnostics + included.diagnostics)
  }
}
