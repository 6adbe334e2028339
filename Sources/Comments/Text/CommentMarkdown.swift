import Markdown

/// The text of a comment: Markdown that anybody may have written, and the harmless HTML that it becomes.
///
/// Paragraphs, line breaks, emphasis, code, lists, quotes and links have a meaning. All else is shown as it was written.
package struct CommentMarkdown: Sendable, Hashable {
  /// The Markdown, without invisible characters and spaces at its ends; the same source gives the same HTML.
  package let source: String
  /// HTML of `p`, `br`, `em`, `strong`, `code`, `pre`, `ul`, `ol start`, `li`, `blockquote` and `a href rel`, and nothing else.
  package let html: String
  /// The addresses of all links, in order.
  package let links: [LinkAddress]
  /// The words, without markup.
  package let words: String

  /// - Throws: all that is wrong with `text`, for its author.
  package init(_ text: String, limits: CommentLimits = CommentLimits()) throws(CommentProblems) {
    // Before anything looks at it: no character has more than four bytes.
    guard text.utf8.count / 4 <= limits.characters else {
      throw CommentProblems(all: [.textTooLong(maximum: limits.characters)])
    }
    let source = Self.trimmed(VisibleText.cleaned(text))
    guard source.unicodeScalars.count <= limits.characters else {
      throw CommentProblems(all: [.textTooLong(maximum: limits.characters)])
    }
    var options = ParseOptions()
    (options.isPlain, options.isCommonMark, options.linksBareAddresses) = (true, true, true)
    let document = Document.parse(Array(source.utf8)[...], file: "", options: options).document
    let writer = CommentWriter(document)
    let words = VisibleText.line(document.plainText(of: 0))
    var problems: [CommentProblem] = []
    if writer.isEmpty { problems.append(.textEmpty) }
    if writer.depth > limits.depth { problems.append(.textTooDeep(maximum: limits.depth)) }
    if writer.links.count > limits.links { problems.append(.tooManyLinks(maximum: limits.links)) }
    guard problems.isEmpty else { throw CommentProblems(all: problems) }
    (self.source, html, links, self.words) = (source, writer.html, writer.links, words)
  }

  /// `text` without empty lines before and spaces behind it. Spaces before it can make it code, so they stay.
  private static func trimmed(_ text: String) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.drop { $0.allSatisfy(VisibleText.isSpace) }
    guard let first = kept.first else { return "" }
    var scalars = text.unicodeScalars[first.startIndex...]
    while let last = scalars.last, VisibleText.isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }
}
