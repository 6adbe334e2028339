/// Checks the fields of a comment, and notes all that its author can mend.
struct FieldCheck {
  let limits: CommentLimits
  private(set) var problems: [CommentProblem] = []

  init(limits: CommentLimits) {
    self.limits = limits
  }

  mutating func name(_ text: String) -> AuthorName? {
    do throws(CommentProblem) {
      return try AuthorName(text)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// The website that `text` names; nil also where it is empty, which is no problem.
  mutating func website(_ text: String) -> AuthorWebsite? {
    guard !text.isEmpty else { return nil }
    do throws(CommentProblem) {
      return try AuthorWebsite(text)
    } catch {
      problems.append(error)
      return nil
    }
  }

  mutating func text(_ text: String) -> CommentMarkdown? {
    do throws(CommentProblems) {
      return try CommentMarkdown(text, limits: limits)
    } catch {
      problems += error.all
      return nil
    }
  }
}
