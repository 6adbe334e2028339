/// Checks the fields of a comment, and notes all that its author can mend.
struct FieldCheck {
  let limits: CommentLimits
  private(set) var problems: [PostingProblem.FieldProblem] = []

  init(limits: CommentLimits) {
    self.limits = limits
  }

  mutating func name(_ text: String) -> AuthorName? {
    do throws(CommentProblem) {
      return try AuthorName(text)
    } catch {
      note(error)
      return nil
    }
  }

  /// The website that `text` names; nil also where it is empty, which is no problem.
  mutating func website(_ text: String) -> AuthorWebsite? {
    guard !text.isEmpty else { return nil }
    do throws(CommentProblem) {
      return try AuthorWebsite(text)
    } catch {
      note(error)
      return nil
    }
  }

  mutating func text(_ text: String) -> CommentMarkdown? {
    do throws(CommentProblems) {
      return try CommentMarkdown(text, limits: limits)
    } catch {
      for problem in error.all { note(problem) }
      return nil
    }
  }

  private mutating func note(_ problem: CommentProblem) {
    problems.append(PostingProblem.FieldProblem(field: problem.field.rawValue, message: "\(problem)"))
  }
}
