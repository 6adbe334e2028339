/// What a client gets.
package struct HTTPAnswer: Sendable {
  package var status: Int
  /// Those that depend on the answer: `Content-Type`, `Location`.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  package init(status: Int = 200, type: String, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.init(status: status, headers: [("Content-Type", type)] + headers, body: body)
  }

  /// A line of text.
  package static func text(
    _ status: Int, _ text: String, headers: [(name: String, value: String)] = []
  ) -> HTTPAnswer {
    HTTPAnswer(status: status, type: "text/plain; charset=utf-8", headers: headers, body: Array(text.utf8))
  }
}

/// What a handler makes of a request.
package enum HTTPReply {
  case answer(HTTPAnswer)
  /// The answer is still being made: `HTTPServer.answer` gets it, with the request's ticket.
  case later
  /// An answer of the given type that stays open; the closure gets what writes to it.
  case stream(type: String, opened: (HTTPStream) -> Void)
}

extension HTTPAnswer {
  /// Whether an answer of this status has a body at all (RFC 9110, 6.4.1).
  var mayHaveBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// Its words are for people: clients read the number (RFC 9112, 4).
  var reason: String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 303: "See Other"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
