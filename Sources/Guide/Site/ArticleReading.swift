import Diagnostics
import Markdown

/// What was read from one article's file, and what it was read with.
struct ArticleReading: Sendable {
  private let bytes: [UInt8]
  private let hasIncludes: Bool
  let article: Article
  let diagnostics: [Diagnostic]

  /// What an article's text depends on besides its file.
  struct Surroundings: Sendable {
    var variables: [String: String]
    /// The files of the snippets, and what they hold.
    var snippetFiles: [Source.File]
    var snippets: Snippets
  }

  /// Reads `file`; the snippets take the place of its `::include`s.
  init(of file: Source.File, in surroundings: Surroundings) {
    var options = ParseOptions()
    options.variables = surroundings.variables
    let front = FrontMatter.parse(file.bytes, path: file.path)
    let body = Document.parse(front.body, file: file.path, firstLine: front.bodyLine, options: options)
    let included = surroundings.snippets.including(body.document)
    bytes = file.bytes
    hasIncludes = body.document.directives.contains { $0.name == "include" }
    article = Article(path: file.path, frontMatter: front.frontMatter, document: included.document)
    diagnostics = front.diagnostics + body.diagnostics + included.diagnostics
  }

  /// All `files` read, in their order.
  ///
  /// - Parameter previous: an earlier reading and what it was made with; what cannot have changed is taken from it.
  static func all(
    _ files: [Source.File], in surroundings: Surroundings,
    reusing previous: (readings: [ArticleReading], surroundings: Surroundings)?, threads: Int
  ) -> [ArticleReading] {
    let known = previous.map { Known($0.readings, then: $0.surroundings, now: surroundings) }
    var readings = files.map { known?.reading(of: $0) }
    let changed = readings.indices.filter { readings[$0] == nil }
    let new = concurrently(changed.count, threads: threads) { index in
      ArticleReading(of: files[changed[index]], in: surroundings)
    }
    for (index, reading) in zip(changed, new) { readings[index] = reading }
    return readings.compactMap(\.self)
  }

  /// Earlier readings that may still hold.
  private struct Known {
    private var readings: [String: ArticleReading] = [:]

    init(_ all: [ArticleReading], then: Surroundings, now: Surroundings) {
      guard then.variables == now.variables else { return }
      let sameSnippets = then.snippetFiles == now.snippetFiles
      for reading in all where sameSnippets || !reading.hasIncludes { readings[reading.article.path] = reading }
    }

    func reading(of file: Source.File) -> ArticleReading? {
      guard let known = readings[file.path], known.bytes == file.bytes else { return nil }
      return known
    }
  }
}
