import Comments
import HTTP

/// A page for who has no script: a form to reply with, or, when a comment was not taken, what is wrong, and all that was
/// written, to be mended and sent again.
struct AnswerPage {
  private let status: Int
  private let title: ReaderWords.Key
  private let message: Message
  /// The page of the help centre that it is about, by its path; nil where that is not known.
  private let page: String?
  /// What the form holds; nil where there is none.
  private let fields: PostedFields?

  private enum Message {
    /// What is wrong, and what else there is to say of it.
    case problem(PostingProblem, ReaderWords.Key?)
    case words(ReaderWords.Key)
    /// The pages are to be opened at this address.
    case elsewhere(String)
    /// For who made the client.
    case english(String)
    /// Where the comment is that is replied to.
    case origin(String)
  }

  /// The form to reply to the comment `parent` on `page`, which is at `address`.
  init(replyTo parent: UUIDv7, on page: String, at address: String) {
    (status, title, message, self.page) = (200, .reply, .origin(address), page)
    var fields = PostedFields()
    (fields.page, fields.parent) = (page, parent.description)
    self.fields = fields
  }

  /// What is to be mended in `fields`.
  init(_ problem: PostingProblem, _ fields: PostedFields) {
    (status, title, page) = (problem.status, .notSent, fields.page)
    switch problem {
    // What could not be read is not shown, and what has no page has nowhere to go.
    case .malformed, .noPage: (message, self.fields) = (.problem(problem, nil), nil)
    // The same again would be refused again.
    case .refused(.noParent):
      var fields = fields
      fields.parent = ""
      self.fields = fields
      message = .problem(problem, .onceMore)
    case .fields, .proof, .refused: (message, self.fields) = (.problem(problem, nil), fields)
    }
  }

  /// What the store does not do, to be tried again.
  init(_ error: SQLError, _ fields: PostedFields) {
    (status, title, message) = (error.passes ? 503 : 500, .notSent, .words(.unreachable))
    (page, self.fields) = (fields.page, fields)
  }

  private init(_ status: Int, _ title: ReaderWords.Key, _ message: Message, page: String? = nil) {
    (self.status, self.title, self.message, self.page, fields) = (status, title, message, page, nil)
  }

  /// There can be no reply on `page`, which there is not, or has not that comment.
  static func noReply(on page: String, isPage: Bool) -> AnswerPage {
    AnswerPage(404, .reply, .words(isPage ? .noParent : .noPage), page: page)
  }

  /// The form was on a page that is not at `origin`, where the help centre is.
  static func elsewhere(than origin: String) -> AnswerPage { AnswerPage(403, .notSent, .elsewhere(origin)) }

  /// No form sends that.
  static let noForm = AnswerPage(415, .notSent, .english("This is not what a form sends."))

  /// The page, for the help centre whose pages are `pages`, to be sent to who sent `request`.
  func answer(in pages: PageTitles, to request: HTTPRequest) -> HTTPAnswer {
    let edition = pages.edition(about: page, for: request)
    let words = edition?.words ?? .english
    return ReaderPage(
      status: status, title: words[title], edition: edition,
      content: "\(introduction(words))\n\(form(words))\(wayBack(pages, words))"
    ).answer(in: pages)
  }

  private func introduction(_ words: ReaderWords) -> HTML {
    let text: HTML
    switch message {
    case .problem(.malformed(let what), _): text = ReaderPage.english(PostingProblem.malformed(what).message(in: words))
    case .problem(let problem, let more?): text = "\(problem.message(in: words)) \(words[more])"
    case .problem(let problem, nil): text = "\(problem.message(in: words))"
    case .words(let key): text = "\(words[key])"
    case .elsewhere(let origin): text = words.say(.elsewhere, ["address": "<bdi>\(origin)</bdi>"])
    case .english(let sentence): text = ReaderPage.english(sentence)
    case .origin(let address): return "<p><a href=\"\(address)\">\(words[.repliedTo])</a></p>"
    }
    return "<p class=\"comment-problem\" role=\"alert\">\(text)</p>"
  }

  /// As that of the help centre's pages.
  private func form(_ words: ReaderWords) -> HTML? {
    guard let fields else { return title == .notSent ? "<p>\(words[.goBack])</p>\n" : nil }
    return """
      <form class="comment-form" method="post" action="comments">
      <input type="hidden" name="page" value="\(fields.page)">
      <input type="hidden" name="parent" value="\(fields.parent)">
      <div class="comment-names">
      <p><label for="comment-name">\(words[.name])</label>
      <input id="comment-name" name="name" required autocomplete="nickname" value="\(Self.visible(fields.name))"></p>
      <p><label for="comment-website">\(words[.websiteField]) <small>\(words[.optional])</small></label>
      <input id="comment-website" name="website" dir="ltr" inputmode="url" autocomplete="url" autocapitalize="none" \
      spellcheck="false" value="\(Self.visible(fields.website))"></p>
      </div>
      <p><label for="comment-text">\(words[.text])</label>
      <textarea id="comment-text" name="text" rows="8" required dir="auto">
      \(Self.visible(fields.text))</textarea></p>
      <p hidden><label>\(words[.leaveEmpty]) <input name="email" autocomplete="off" value="\(fields.trap)"></label></p>
      <p class="comment-buttons"><button>\(words[.send])</button></p>
      </form>

      """
  }

  private func wayBack(_ pages: PageTitles, _ words: ReaderWords) -> HTML? {
    guard let page, pages.contains(page) else { return nil }
    let address = pages.help.address(ofPage: page) + "#comments"
    let language = pages.site?.edition(of: page).language ?? ""
    let link: HTML = "<a href=\"\(address)\"><bdi lang=\"\(language)\">\(pages[page])</bdi></a>"
    return "<p>\(words.say(.back, ["page": link]))</p>\n"
  }

  /// `text` without what turns the direction of the text around it, or hides: nothing of that is kept of a comment, and a
  /// page would show it by its number.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !HTML.isHidden($0) }))
  }
}
