import HTTP

/// A page for who sent an answer without a script, when it was not counted.
struct FeedbackPage {
  private let status: Int
  private let message: (ReaderWords) -> HTML
  private let article: String?

  /// - Parameters:
  ///   - article: the path of the page that the answer was about; nil where that is not known.
  ///   - message: what is wrong, a sentence for the reader.
  init(_ status: Int, article: String? = nil, _ message: @escaping (ReaderWords) -> HTML) {
    (self.status, self.message, self.article) = (status, message, article)
  }

  /// The page, for the help centre whose pages are `pages`, to be sent to who sent `request`.
  func answer(in pages: PageTitles, to request: HTTPRequest) -> HTTPAnswer {
    let edition = pages.edition(about: article, for: request)
    let words = edition?.words ?? .english
    let way: HTML =
      if let article { "<p><a href=\"\(pages.help.address(ofPage: article))\">\(words[.article])</a></p>\n" } else {
        "<p>\(words[.articleBack])</p>\n"
      }
    return ReaderPage(
      status: status, title: words[.notCounted], edition: edition,
      content: "<p class=\"comment-problem\" role=\"alert\">\(message(words))</p>\n\(way)"
    ).answer(in: pages)
  }
}
