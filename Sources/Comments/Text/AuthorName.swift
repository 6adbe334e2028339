/// The name that an author gives, as it is shown: on one line, nothing invisible in it.
///
/// It can be anybody's, and its letters can run from right to left: a page shows it escaped, in an element of its own.
package struct AuthorName: Sendable, Hashable {
  /// At least one letter, digit or sign.
  package let text: String

  /// Characters of a name, as Unicode counts scalars.
  package static let maximumCount = 60

  /// The name in `text`.
  package init(_ text: String) throws(CommentProblem) {
    // Four bytes for each, and as many again for what will be taken out.
    guard text.utf8.count <= 8 * Self.maximumCount else { throw .nameTooLong(maximum: Self.maximumCount) }
    let line = VisibleText.line(text)
    let isSeen = line.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spacingMark, .spaceSeparator: false
      default: true
      }
    }
    guard isSeen else { throw .nameEmpty }
    guard line.unicodeScalars.count <= Self.maximumCount else { throw .nameTooLong(maximum: Self.maximumCount) }
    self.text = line
  }
}
