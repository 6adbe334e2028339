import HTTP

/// A page for who sent an answer without a script, when it was not counted.
struct FeedbackPage {
  private let status: Int
  private let message: (ReaderWords) -> String
  private let article: String?

  /// - Parameters:
  ///   - article: the path of the page that the answer was about; nil where that is not known.
  ///   - message: what is wrong, a sentence for the reader.
  init(_ status: Int, article: String? = nil, _ message: @escaping (ReaderWords) -> String) {
    (self.status, self.message, self.article) = (status, message, article)
  }

  /// What no form of the help centre sends; said to who made the client.
  init(_ status: Int, _ text: String) {
    self.init(status) { _ in text }
  }

  /// The page, for the help centre whose pages are `pages`, to be sent to who sent `request`.
  func answer(in pages: PageTitles, to request: HTTPRequest) -> HTTPAnswer {
    let words = pages.words(about: article, for: request)
    let way: HTML =
      if let article { "<p><a href=\"\(pages.help.address(ofPage: article))\">\(words[.article])</a></p>\n" } else {
        "<p>\(words[.articleBack])</p>\n"
      }
    return ReaderPage(
      status: status, title: words[.notCounted], subject: article,
      content: "<p class=\"comment-problem\" role=\"alert\">\(message(words))</p>\n\(way)"
    ).answer(in: pages, words)
  }
}
