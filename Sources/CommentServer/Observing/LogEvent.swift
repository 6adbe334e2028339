import Comments
import HTTP
import JSON

/// Something that who runs the server may want to know.
///
/// There is no event that holds what anybody sent: no name, text, address, token, page or query.
package enum LogEvent: Sendable, Equatable {
  /// The server listens.
  case start(at: ListenAddress, version: String)
  /// The server has finished what it had begun.
  case stop
  /// A request was answered.
  ///
  /// - route: which of the server's addresses, or `other`.
  /// - duration: in microseconds.
  /// - bytes: of the answer's body.
  case request(method: String, route: String, status: Int, duration: Int, bytes: Int)
  /// The database did not do what it should; its own words, which name no values.
  case storeError(kind: SQLError.Kind, words: String)
  /// The list of pages cannot be read again; the one of before counts.
  case pageList(words: String)
  /// A mail was sent, or not: why.
  case mail(isSent: Bool, words: String)

  /// How much it matters.
  package enum Level: String, Sendable, CaseIterable, Comparable {
    case debug
    case info
    case warning
    case error

    package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .debug: 0
      case .info: 1
      case .warning: 2
      case .error: 3
      }
    }
  }

  package var level: Level {
    switch self {
    case .start, .stop: .info
    case .request(let method, _, let status, _, _):
      // What only reads comes ten thousand times a second.
      status >= 500 ? .error : method == "GET" || method == "HEAD" ? .debug : .info
    case .storeError: .error
    case .pageList: .warning
    case .mail(let isSent, _): isSent ? .info : .warning
    }
  }

  /// The event of the time `now` as a line of JSON, with its line end.
  ///
  ///     {"time":"2026-11-01T09:30:00Z","level":"info","event":"request","method":"POST","route":"/api/comments",…}
  package func line(at now: Timestamp) -> [UInt8] {
    var text = JSONText()
    text.add("time", now.text)
    text.add("level", level.rawValue)
    switch self {
    case .start(let address, let version):
      text.add("event", "start")
      text.add("listen", address.description)
      text.add("version", version)
    case .stop: text.add("event", "stop")
    case .request(let method, let route, let status, let duration, let bytes):
      text.add("event", "request")
      text.add("method", method)
      text.add("route", route)
      text.add("status", status)
      text.add("microseconds", duration)
      text.add("bytes", bytes)
    case .storeError(let kind, let words):
      text.add("event", "database error")
      text.add("kind", "\(kind)")
      text.add("message", words)
    case .pageList(let words):
      text.add("event", "page list")
      text.add("message", words)
    case .mail(let isSent, let words):
      text.add("event", "mail")
      text.add("sent", isSent)
      text.add("message", words)
    }
    return text.bytes + [0x0A]
  }
}
