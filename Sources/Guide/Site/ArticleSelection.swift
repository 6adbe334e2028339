import YAML

/// Which articles become pages: drafts, and articles that are dated for a day to come, only if they are asked for.
public struct ArticleSelection: Sendable, Equatable {
  /// Drafts too.
  public var includesDrafts: Bool
  /// The day on which the site is built: articles with a later `date` wait. nil lets none wait.
  public var day: CalendarDate?

  /// All articles that are no drafts, unless something else is said.
  public init(includesDrafts: Bool = false, day: CalendarDate? = nil) {
    (self.includesDrafts, self.day) = (includesDrafts, day)
  }

  /// Whether an article with this front matter becomes a page.
  func includes(_ frontMatter: FrontMatter) -> Bool {
    (includesDrafts || !frontMatter.isDraft) && !waits(frontMatter)
  }

  /// Whether an article with this front matter is dated for a day to come.
  func waits(_ frontMatter: FrontMatter) -> Bool {
    guard let day, let date = frontMatter.date else { return false }
    return date.daysSince1970 > day.daysSince1970
  }
}
