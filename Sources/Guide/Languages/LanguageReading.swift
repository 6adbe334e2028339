import Diagnostics

/// What was read of a guide's articles in one language; in a site of one language, of all.
struct LanguageReading: Sendable {
  /// Of the language that the articles are in.
  let language: String
  private let snippets: Reading<SnippetsInput, Snippets>
  private let surroundings: ArticleReading.Surroundings
  /// By path.
  let articles: [ArticleReading]

  /// What the articles' texts depend on besides their files.
  struct Surroundings {
    fileprivate let language: String
    fileprivate let snippets: Reading<SnippetsInput, Snippets>
    fileprivate let ofArticles: ArticleReading.Surroundings
    fileprivate let previous: LanguageReading?

    /// Those of the language of `configuration`.
    ///
    /// - Parameter previous: an earlier reading of the same language.
    init(
      _ files: ContentFiles, _ configuration: Configuration, variables: [String: String],
      reusing previous: LanguageReading?
    ) {
      language = configuration.language
      self.previous = previous
      let chosen = files.snippets(for: language)
      let input = SnippetsInput(files: chosen.map(\.file), names: chosen.map(\.name), variables: variables)
      snippets = Reading(of: input, reusing: previous?.snippets) { input in
        let snippets = Snippets(zip(input.names, input.files).map { ($0, $1) }, variables: input.variables)
        return (snippets, snippets.diagnostics)
      }
      ofArticles = ArticleReading.Surroundings(
        variables: variables, snippetFiles: input.files, snippets: snippets.value,
        language: files.languages.areSeveral ? (language, files.languages) : nil)
    }
  }

  /// Reads the articles of the language.
  init(_ surroundings: Surroundings, of files: ContentFiles, isForReuse: Bool, threads: Int) {
    (language, snippets) = (surroundings.language, surroundings.snippets)
    self.surroundings = surroundings.ofArticles
    articles = ArticleReading.all(
      files.articles(in: language), in: surroundings.ofArticles,
      reusing: surroundings.previous.map { ($0.articles, $0.surroundings) }, isForReuse: isForReuse, threads: threads)
  }

  /// What is wrong with files that are no articles.
  var commonFindings: [Diagnostic] { snippets.diagnostics }
}

/// What the snippets' texts come from.
private struct SnippetsInput: Sendable, Equatable {
  var files: [Source.File]
  /// What articles call them.
  var names: [String]
  var variables: [String: String]
}
