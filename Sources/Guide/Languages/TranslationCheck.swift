import Diagnostics
import YAML

/// What is not translated, and what was changed since it was.
///
/// A translation is outdated if its original was committed later than itself. Whoever finds that nothing had to change
/// writes the day into the translation's front matter (`translated`), which then counts in the place of its commit.
struct TranslationCheck {
  private let translations: Translations?
  private let history: GitHistory.Outcome
  private let today: CalendarDate

  /// A check of the articles of `guide` on the day `today`.
  init(of guide: ParsedGuide, today: CalendarDate) {
    (translations, history, self.today) = (guide.translations, guide.history, today)
  }

  /// A warning for each article without a translation, and for each translation that is outdated.
  ///
  /// - Parameter mistaken: files that were meant as translations, and need none.
  func findings(besides mistaken: Set<String> = []) -> [Diagnostic] {
    guard let translations else { return [] }
    let missing = translations.missing.filter { !mistaken.contains($0.original.path) }.map { original, tags in
      let names = tags.map { ContentLanguages.translated(original.pathInContent, into: $0) }
      return Diagnostic.warning(
        "this article has no text in \(tags.joined(separator: ", "))", at: original.frontMatter.place,
        hint: "write content/\(names.joined(separator: ", content/"))")
    }
    return missing + translations.pairs.compactMap { outdated($0.original, translationOf: $0.translation) }
  }

  private func outdated(_ original: Article, translationOf translation: Article) -> Diagnostic? {
    guard case .known(let known) = history, let changed = known.dates(of: original.sourcePath)?.changed else {
      return nil
    }
    let own = known.dates(of: translation.sourcePath)?.changed
    if let translated = translation.frontMatter.translated {
      guard changed.daysSince1970 > translated.daysSince1970 else { return nil }
      return warning(translation, original, changed, since: translated)
    }
    guard let own, known.wasCommitted(original.sourcePath, after: translation.sourcePath) else { return nil }
    return warning(translation, original, changed, since: own)
  }

  private func warning(
    _ translation: Article, _ original: Article, _ changed: CalendarDate, since day: CalendarDate
  ) -> Diagnostic {
    .warning(
      "\(original.path) was changed on \(changed), after this translation of it (\(day))",
      at: translation.frontMatter.place,
      hint: "bring it up to date; if there is nothing to change, write the day: translated: \(today)")
  }
}
