import HTTP

/// A page in a browser that waits to be told what happens to it, by server-sent events (HTML, 9.2).
final class ListeningPage {
  /// The page's path, as it was asked for.
  let path: String
  /// What the browser shows of it, as far as it was told.
  var shown: PageFingerprint
  /// The findings that the browser shows.
  var findings: String
  private let stream: HTTPStream

  /// The page that `request` says; `stream` leads to it.
  init(_ request: Request, _ stream: HTTPStream) {
    (path, shown, findings) = (request.path, request.shown, request.findings)
    self.stream = stream
    // The browser counts the stream as open once something has come.
    stream.send(":\n\n")
  }

  /// What a page says of itself when it begins to listen.
  struct Request: Equatable {
    var path: String
    var shown: PageFingerprint
    var findings: String
  }

  /// Tells the page of the event `name`.
  func send(event name: String, data: String) {
    let lines = data.split(separator: "\n", omittingEmptySubsequences: false).map { "data: \($0)\n" }.joined()
    // The page says with its next request what it was told last.
    stream.send("id: \(shown.description)/\(findings)\nevent: \(name)\n\(lines)\n")
  }

  /// Calls `handler` when the page has gone.
  func onClose(_ handler: @escaping () -> Void) {
    stream.onClose = handler
  }
}
