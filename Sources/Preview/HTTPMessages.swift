/// What a browser asks for.
struct HTTPRequest: Sendable {
  enum Method: Sendable {
    case get
    case head
    case other
  }

  var method: Method
  /// As it was sent: `/faq/mfa.html?browser=edge`.
  var target: String
  /// The `Host` header; nil where there was none.
  var host: String?
}

/// What a browser gets.
struct HTTPAnswer: Sendable {
  var status: Int
  /// Those that depend on the answer: `Content-Type`, `Location`.
  var headers: [(name: String, value: String)]
  var body: [UInt8]
  /// For an answer that stays open and tells of events: what the page says of itself.
  var listener: Listener?

  /// A page that waits for events.
  struct Listener: Sendable {
    /// The page's path, as it was asked for.
    var page: String
    /// What the browser shows of it.
    var shown: PageFingerprint
    /// The findings that the browser shows.
    var findings: String
  }

  init(status: Int = 200, type: String, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.status = status
    self.headers = [("Content-Type", type)] + headers
    self.body = body
  }

  /// A stream of server-sent events (HTML, 9.2).
  init(listener: Listener) {
    self.init(type: "text/event-stream", body: [])
    self.listener = listener
  }
}
