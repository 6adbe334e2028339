import HTTP

/// A page for who sent an answer without a script, when it was not counted.
struct FeedbackPage {
  private let status: Int
  private let message: String
  private let article: String?

  /// - Parameters:
  ///   - message: what is wrong, a sentence for the reader.
  ///   - article: the path of the page that the answer was about; nil where that is not known.
  init(_ status: Int, _ message: String, article: String? = nil) {
    (self.status, self.message, self.article) = (status, message, article)
  }

  /// The page, for the help centre whose pages are `pages`.
  func answer(in pages: PageTitles) -> HTTPAnswer {
    let way: HTML =
      if let article { "<p><a href=\"\(pages.help.address(ofPage: article))\">Back to the article</a></p>\n" } else {
        "<p>Go back in your browser to the article.</p>\n"
      }
    return ReaderPage(
      status: status, title: "Your answer was not counted", subject: article,
      content: "<p class=\"comment-problem\" role=\"alert\">\(message)</p>\n\(way)"
    ).answer(in: pages)
  }
}
