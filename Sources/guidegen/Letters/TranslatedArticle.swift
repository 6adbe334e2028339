#if Letters
import ArgumentParser

/// An article for people who read another language: `de=content/mfa-de.md`.
struct TranslatedArticle: ExpressibleByArgument, Sendable {
  /// A language tag.
  let tag: String
  /// The article's file.
  let path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      return nil
    }
    (tag, path) = (parts[0], parts[1])
  }
}
#endif
