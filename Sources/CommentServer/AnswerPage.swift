import Comments
import HTTP

/// A page for who has no script: a form to reply with, or, when a comment was not taken, what is wrong, and all that was
/// written, to be mended and sent again.
struct AnswerPage {
  private let status: Int
  private let title: String
  private let message: Message
  private let fields: PostedFields?

  private enum Message {
    /// What is wrong.
    case problem(String)
    /// Where the comment is that is replied to.
    case origin(String)
  }

  /// The form to reply to the comment `parent` on `page`, which is at `address`.
  init(replyTo parent: UUIDv7, on page: String, at address: String) {
    (status, title, message) = (200, "Your reply", .origin(address))
    var fields = PostedFields()
    (fields.page, fields.parent) = (page, parent.description)
    self.fields = fields
  }

  /// What is to be mended in `fields`.
  init(_ problem: PostingProblem, _ fields: PostedFields) {
    (status, title) = (problem.status, Self.refused)
    switch problem {
    // What could not be read is not shown, and what has no page has nowhere to go.
    case .malformed, .noPage: (message, self.fields) = (.problem(problem.message), nil)
    // The same again would be refused again.
    case .refused(.noParent):
      var fields = fields
      fields.parent = ""
      self.fields = fields
      message = .problem(problem.message + " Send yours once more, and it stands by itself.")
    case .fields, .proof, .refused: (message, self.fields) = (.problem(problem.message), fields)
    }
  }

  /// What the store does not do, to be tried again.
  init(_ error: SQLError, _ fields: PostedFields) {
    (status, title, message) = (error.passes ? 503 : 500, Self.refused, .problem(SQLError.apology))
    self.fields = fields
  }

  private init(status: Int, message: String) {
    (self.status, title, self.message, fields) = (status, Self.refused, .problem(message), nil)
  }

  private static let refused = "Your comment was not sent"

  /// A page that only says no.
  static func refusal(_ status: Int, _ message: String) -> AnswerPage {
    AnswerPage(status: status, message: message)
  }

  /// The page, for the help centre whose pages are `pages`.
  func answer(in pages: PageTitles) -> HTTPAnswer {
    ReaderPage(
      status: status, title: title, subject: fields?.page, content: "\(introduction)\n\(form)\(wayBack(pages))"
    ).answer(in: pages)
  }

  private var introduction: HTML {
    switch message {
    case .problem(let text): "<p class=\"comment-problem\" role=\"alert\">\(text)</p>"
    case .origin(let address): "<p><a href=\"\(address)\">The comment that you reply to</a></p>"
    }
  }

  /// As that of the help centre's pages.
  private var form: HTML {
    guard let fields else { return "<p>Go back in your browser to find what you wrote.</p>\n" }
    return """
      <form class="comment-form" method="post" action="comments">
      <input type="hidden" name="page" value="\(fields.page)">
      <input type="hidden" name="parent" value="\(fields.parent)">
      <div class="comment-names">
      <p><label for="comment-name">Name</label>
      <input id="comment-name" name="name" required autocomplete="nickname" value="\(Self.visible(fields.name))"></p>
      <p><label for="comment-website">Website <small>(optional)</small></label>
      <input id="comment-website" name="website" inputmode="url" autocomplete="url" autocapitalize="none" \
      spellcheck="false" value="\(Self.visible(fields.website))"></p>
      </div>
      <p><label for="comment-text">Comment</label>
      <textarea id="comment-text" name="text" rows="8" required dir="auto">
      \(Self.visible(fields.text))</textarea></p>
      <p hidden><label>Leave this empty <input name="email" autocomplete="off" value="\(fields.trap)"></label></p>
      <p class="comment-buttons"><button>Send</button></p>
      </form>

      """
  }

  private func wayBack(_ pages: PageTitles) -> HTML? {
    guard let page = fields?.page, pages.contains(page) else { return nil }
    let address = pages.help.address(ofPage: page) + "#comments"
    let language = pages.site?.edition(of: page).language ?? ""
    return "<p>Back to <a href=\"\(address)\"><bdi lang=\"\(language)\">\(pages[page])</bdi></a></p>\n"
  }

  /// `text` without what turns the direction of the text around it, or hides: nothing of that is kept of a comment, and a
  /// page would show it by its number.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !HTML.isHidden($0) }))
  }
}
