import Diagnostics
import Theme

/// Texts that look like translations into a language that the site does not have, and so are articles of their own.
struct UnlistedTranslations {
  private let articles: [Article]
  private let languages: ContentLanguages
  /// In small letters.
  private let known: Set<String>

  /// - Parameter templates: the files of the guide's `templates/`.
  init(of articles: [Article], in languages: ContentLanguages, templates: [Source.File]) {
    (self.articles, self.languages) = (articles, languages)
    let names = Theme.files.keys + templates.map { String($0.path.dropFirst("templates/".count)) }
    // Of a language for which there are no words a file may be called for something else.
    let tags = names.filter(ThemeLanguages.isFile).map {
      $0.dropFirst("words/".count).dropLast(".yml".count).lowercased()
    }
    known = Set(tags).subtracting(languages.tags.map { $0.lowercased() })
  }

  /// By the path of the file: a warning for each.
  var findings: [String: Diagnostic] {
    let paths = Set(articles.map(\.sourcePath))
    let found = articles.compactMap { article -> (String, Diagnostic)? in
      guard let (tag, original) = Self.translation(article.sourcePath), paths.contains(original),
        let finding = finding(on: article, tag, of: original)
      else { return nil }
      return (article.path, finding)
    }
    return Dictionary(found) { first, _ in first }
  }

  /// What there is to say of `article` if it was meant as the text of `original` in the language `tag`.
  private func finding(on article: Article, _ tag: String, of original: String) -> Diagnostic? {
    let small = tag.lowercased()
    if let listed = languages.tags.first(where: { $0.lowercased() == small }) {
      guard languages.areSeveral, listed != tag else { return nil }
      return .warning(
        #"the language in this file's name is written "\#(tag)", so it is no text of "\#(original)", but an article of its own"#,
        at: article.frontMatter.place, hint: "write \(listed) as in languages")
    }
    guard known.contains(small) else { return nil }
    return .warning(
      #"this looks like the "\#(tag)" text of "\#(original)", but is an article of its own"#,
      at: article.frontMatter.place,
      hint: "add \(small) to languages in \(ContentFiles.configurationPath), or give the file another name")
  }

  /// What the name of the file at `path` below `content/` would say if it were that of a translation.
  private static func translation(_ path: String) -> (tag: String, original: String)? {
    let names = path.split(separator: "/")
    if names.count > 1, LanguageTag.isValid(String(names[0])) {
      return (String(names[0]), names.dropFirst().joined(separator: "/"))
    }
    let parts = (names.last ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, LanguageTag.isValid(String(parts[parts.count - 2])) else { return nil }
    let name = (parts.dropLast(2) + parts.suffix(1)).joined(separator: ".")
    return (String(parts[parts.count - 2]), (names.dropLast().map(String.init) + [name]).joined(separator: "/"))
  }
}
