import Comments
import HTTP

/// A page for who sent a form without a script, when the comment was not taken: what is wrong, and all that was written,
/// to be mended and sent again.
struct AnswerPage {
  private let status: Int
  private let message: String
  private let fields: PostedFields?

  /// What is to be mended in `fields`.
  init(_ problem: PostingProblem, _ fields: PostedFields) {
    status = problem.status
    message = problem.message
    // What could not be read is not shown, and what has no page has nowhere to go.
    switch problem {
    case .malformed, .noPage: self.fields = nil
    case .fields, .proof, .refused: self.fields = fields
    }
  }

  /// What the store does not do, to be tried again.
  init(_ error: SQLError, _ fields: PostedFields) {
    (status, message, self.fields) = (error.passes ? 503 : 500, SQLError.apology, fields)
  }

  private init(status: Int, message: String) {
    (self.status, self.message, fields) = (status, message, nil)
  }

  /// A page that only says no.
  static func refusal(_ status: Int, _ message: String) -> AnswerPage {
    AnswerPage(status: status, message: message)
  }

  var answer: HTTPAnswer {
    HTTPAnswer(
      status: status, type: "text/html; charset=utf-8", headers: [("Cache-Control", "no-store")],
      body: Array(html.utf8))
  }

  /// The style of all such pages.
  static let style = """
    :root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}\
    body{max-width:40rem;margin:2rem auto;padding:0 1rem}\
    label{display:block;margin-top:1rem}\
    input,textarea{box-sizing:border-box;width:100%;font:inherit;padding:.4rem}\
    textarea{min-height:10rem}\
    button{font:inherit;margin-top:1rem;padding:.4rem 1rem}\
    [hidden]{display:none}
    """

  private var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Your comment was not sent</title>
    <link rel="stylesheet" href="style.css">
    </head>
    <body>
    <main>
    <h1>Your comment was not sent</h1>
    <p role="alert">\(Self.escaped(message))</p>
    \(form)</main>
    </body>
    </html>

    """
  }

  private var form: String {
    guard let fields else { return "<p>Go back in your browser to find what you wrote.</p>\n" }
    return """
      <form method="post" action="comments">
      <input type="hidden" name="page" value="\(Self.escaped(fields.page))">
      <input type="hidden" name="parent" value="\(Self.escaped(fields.parent))">
      <label>Name <input name="name" required autocomplete="nickname" value="\(Self.escaped(fields.name))"></label>
      <label>Website (optional) <input name="website" type="url" value="\(Self.escaped(fields.website))"></label>
      <label>Comment <textarea name="text" required>
      \(Self.escaped(fields.text))</textarea></label>
      <p hidden><label>Leave this empty <input name="email" autocomplete="off" value="\(Self.escaped(fields.trap))"></label></p>
      <button>Send again</button>
      </form>

      """
  }

  /// `text` as it may stand between tags and in attributes in double quotes.
  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
