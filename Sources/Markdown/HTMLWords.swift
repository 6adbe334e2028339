/// The words that the writer adds of itself, so that a site in another language can have its own.
public struct HTMLWords: Sendable {
  /// The titles of callouts, by kind.
  public var callouts = [
    "note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
    "notice": "Notice",
  ]
  /// The heading of the footnotes, for assistive technology.
  public var footnotes = "Footnotes"
  /// The name of the link from a footnote back to where it is referred to; the number follows.
  public var backToReference = "Back to reference"
  /// The name of a ticked task.
  public var done = "Done"
  /// The name of a task that is not ticked.
  public var toDo = "To do"

  /// The English words.
  public init() {}
}
