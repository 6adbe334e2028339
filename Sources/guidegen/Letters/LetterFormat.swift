#if Letters
import ArgumentParser

/// What kind of file letters are.
enum LetterFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case pdf, html

  /// At the end of a file's name.
  var suffix: String { "." + rawValue }
}
#endif
