import Diagnostics
import Markdown

/// What was read from one article's file, and what it was read with.
struct ArticleReading: Sendable {
  /// The file's; nil where nothing is to be taken from this reading again.
  private let bytes: [UInt8]?
  private let hasIncludes: Bool
  let article: Article
  let diagnostics: [Diagnostic]

  /// What an article's text depends on besides its file.
  struct Surroundings: Sendable {
    var variables: [String: String]
    /// The files of the snippets, and what they hold.
    var snippetFiles: [Source.File]
    var snippets: Snippets
    /// In a site of several languages: the tag of the articles' language, and what tells it.
    var language: (tag: String, all: ContentLanguages)?
  }

  /// Reads `file`; the snippets take the place of its `::include`s.
  init(of file: Source.File, in surroundings: Surroundings, keepsBytes: Bool) {
    var options = ParseOptions()
    options.variables = surroundings.variables
    let front = FrontMatter.parse(file.bytes, path: file.path)
    let body = Document.parse(front.body, file: file.path, firstLine: front.bodyLine, options: options)
    let included = surroundings.snippets.including(body.document)
    bytes = keepsBytes ? file.bytes : nil
    hasIncludes = body.document.directives.contains { $0.name == "include" }
    let translation = surroundings.language.map { tag, all in
      (tag: tag, path: all.common(String(file.path.dropFirst("content/".count))))
    }
    article = Article(
      path: file.path, frontMatter: front.frontMatter, text: PackedDocument(included.document),
      translation: translation)
    diagnostics = front.diagnostics + body.diagnostics + included.diagnostics
  }

  /// All `files` read, in their order, which is that of their paths.
  ///
  /// - Parameters:
  ///   - previous: an earlier reading and what it was made with; what cannot have changed is taken from it.
  ///   - isForReuse: whether this reading can be the `previous` of another.
  static func all(
    _ files: [Source.File], in surroundings: Surroundings,
    reusing previous: (readings: [ArticleReading], surroundings: Surroundings)?, isForReuse: Bool, threads: Int
  ) -> [ArticleReading] {
    var known = [ArticleReading?](repeating: nil, count: files.count)
    if let previous, previous.surroundings.variables == surroundings.variables,
      previous.surroundings.language?.tag == surroundings.language?.tag,
      previous.surroundings.language?.all == surroundings.language?.all
    {
      let sameSnippets = previous.surroundings.snippetFiles == surroundings.snippetFiles
      let matches = samePaths(files, previous.readings, { $0.path }, { $0.article.path })
      for (index, match) in matches {
        let reading = previous.readings[match]
        if sameSnippets || !reading.hasIncludes, reading.bytes == files[index].bytes { known[index] = reading }
      }
    }
    return concurrently(filling: known, threads: threads) {
      ArticleReading(of: files[$0], in: surroundings, keepsBytes: isForReuse)
    }
  }
}

/// The indices at which two lists have the same path; both are in the order of their paths' bytes.
@inline(__always)
func samePaths<Left, Right>(
  _ left: [Left], _ right: [Right], _ leftPath: (Left) -> String, _ rightPath: (Right) -> String
) -> [(Int, Int)] {
  var matches: [(Int, Int)] = []
  matches.reserveCapacity(left.count)
  var (first, second) = (0, 0)
  while first < left.count, second < right.count {
    let (here, there) = (leftPath(left[first]), rightPath(right[second]))
    if here == there {
      matches.append((first, second))
      (first, second) = (first + 1, second + 1)
    } else if here.precedesByBytes(there) {
      first += 1
    } else {
      second += 1
    }
  }
  return matches
}
