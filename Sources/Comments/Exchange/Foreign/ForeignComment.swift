import Diagnostics

/// A comment as another program kept it. Mail addresses and network addresses are not among what is read.
struct ForeignComment {
  /// What the other program knows it by.
  var record: String
  /// The record that it replies to.
  var parent: String?
  /// The page's link, as the other program has it.
  var link: String
  /// Empty where nobody gave a name.
  var author = ""
  var website = ""
  var body: Body
  var created: Timestamp
  var edited: Timestamp?
  var state: CommentState
  var upvotes = 0
  var downvotes = 0
  /// Where it is in the file.
  var place: Place

  /// Is given how each comment is made, so that one that is wrong does not hide the others.
  typealias Taker = (() throws(ImportError) -> ForeignComment) throws(ImportError) -> Void

  /// What was written.
  enum Body {
    case markdown(String)
    /// Where `keepsLines`, line ends count as in WordPress: one ends a line, two a paragraph.
    case html(String, keepsLines: Bool)

    /// The Markdown of a comment.
    var markdown: String {
      switch self {
      case .markdown(let text): text
      case .html(let text, let keepsLines): MarkdownFromHTML.converted(text, keepsLines: keepsLines)
      }
    }
  }
}

/// What another program wrote, as a file that can be read again and again.
protocol ForeignFile {
  /// Gives `take` each comment, in the order of the file; throws where the file cannot be read on.
  ///
  /// - Returns: how many records there are that are no comments of readers, such as pings.
  func read(_ take: @escaping ForeignComment.Taker) throws(ImportError) -> Int
}
