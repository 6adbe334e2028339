import CEvent
import Glibc

/// An HTTP server on 127.0.0.1 and the loop in which all of a preview happens; the only place that touches libevent's
/// pointers.
///
/// There is one thread: requests, changes on the disk and timers are handled one after another, so that an answer is
/// always made from one version of the site.
final class HTTPServer {
  /// Where it listens.
  let port: Int
  /// The headers of every answer.
  private let headers: [(name: String, value: String)]
  /// Says what is answered; called in `run`.
  var respond: (HTTPRequest) -> HTTPAnswer = { _ in HTTPAnswer(status: 503, type: "text/plain", body: []) }
  /// Told of each page that begins to listen.
  var onStream: (EventStream) -> Void = { _ in }
  private let base: OpaquePointer
  private let http: OpaquePointer
  private var sources: [EventSource] = []
  private(set) var streams: [EventStream] = []

  /// How large a request may be, in bytes.
  private static let largestHeaders = 32_768
  /// Nothing that comes with a body is granted; a small one is read so that the refusal arrives.
  private static let largestBody = 65_536

  /// A server on the first of `ports` that is free; 0 stands for any.
  ///
  /// - Throws: `PreviewError` where none is.
  init(ports: ClosedRange<Int>, headers: [(name: String, value: String)]) throws(PreviewError) {
    guard let base = event_base_new() else { throw PreviewError.noEventLoop }
    guard let http = evhttp_new(base) else {
      event_base_free(base)
      throw PreviewError.noEventLoop
    }
    var socket: OpaquePointer?
    var reason: Int32 = 0
    for port in ports {
      socket = evhttp_bind_socket_with_handle(http, "127.0.0.1", UInt16(port))
      if socket != nil { break }
      reason = errno
    }
    guard let socket, let port = Self.port(of: evhttp_bound_socket_get_fd(socket)) else {
      evhttp_free(http)
      event_base_free(base)
      throw PreviewError.cannotListen(port: ports.lowerBound, reason: reason)
    }
    (self.base, self.http, self.port, self.headers) = (base, http, port, headers)
    evhttp_set_max_headers_size(http, Self.largestHeaders)
    evhttp_set_max_body_size(http, Self.largestBody)
    evhttp_set_default_content_type(http, nil)
    evhttp_set_allowed_methods(http, .max)
    evhttp_set_gencb(http, { request, server in receive(request, server) }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    for stream in streams { stream.abandon() }
    sources = []
    evhttp_free(http)
    event_base_free(base)
  }

  /// Calls `handler` whenever there is something to read from `descriptor`.
  func onReadable(_ descriptor: Int32, _ handler: @escaping () -> Void) {
    sources.append(EventSource(base, descriptor, Int16(EV_READ | EV_PERSIST), handler))
  }

  /// Calls `handler` when the process gets `signal`, instead of what the signal does by itself.
  func onSignal(_ signal: Int32, _ handler: @escaping () -> Void) {
    sources.append(EventSource(base, signal, Int16(EV_SIGNAL | EV_PERSIST), handler))
  }

  /// Calls `handler` again and again, `milliseconds` apart.
  func every(milliseconds: Int, _ handler: @escaping () -> Void) {
    sources.append(EventSource(base, -1, Int16(EV_PERSIST), milliseconds: milliseconds, handler))
  }

  /// Answers until `stop`.
  func run() {
    // A browser that closes its window must not end the process.
    signal(SIGPIPE, SIG_IGN)
    event_base_dispatch(base)
  }

  /// Lets `run` return; to be called from a handler.
  func stop() {
    event_base_loopbreak(base)
  }

  /// Gives up all handlers, and what they hold.
  func forgetHandlers() {
    sources = []
    respond = { _ in HTTPAnswer(status: 503, type: "text/plain", body: []) }
    onStream = { _ in }
  }

  fileprivate func answer(_ pointer: OpaquePointer) {
    let request = HTTPRequest(pointer)
    let answer = respond(request)
    for (name, value) in headers + answer.headers {
      evhttp_add_header(evhttp_request_get_output_headers(pointer), name, value)
    }
    if let listener = answer.listener, request.method == .get {
      let stream = EventStream(pointer, listener, server: self)
      streams.append(stream)
      return onStream(stream)
    }
    if request.method == .head {
      evhttp_add_header(evhttp_request_get_output_headers(pointer), "Content-Length", "\(answer.body.count)")
      evhttp_send_reply(pointer, Int32(answer.status), nil, nil)
      return
    }
    let output = evhttp_request_get_output_buffer(pointer)
    answer.body.withUnsafeBytes { _ = evbuffer_add(output, $0.baseAddress, $0.count) }
    evhttp_send_reply(pointer, Int32(answer.status), nil, nil)
  }

  fileprivate func remove(_ stream: EventStream) {
    streams.removeAll { $0 === stream }
  }

  private static func port(of socket: Int32) -> Int? {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    return result == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}

/// An answer that stays open, by which a page is told what happens to it.
final class EventStream {
  /// What the page shows, as far as it was told.
  var listener: HTTPAnswer.Listener
  private var request: OpaquePointer?
  private unowned let server: HTTPServer

  /// How long a stream may be silent, in seconds: longer than anybody looks at one page.
  private static let patience: Int32 = 30 * 86_400

  fileprivate init(_ request: OpaquePointer, _ listener: HTTPAnswer.Listener, server: HTTPServer) {
    (self.request, self.listener, self.server) = (request, listener, server)
    let connection = evhttp_request_get_connection(request)
    evhttp_connection_set_timeout(connection, Self.patience)
    evhttp_connection_set_closecb(
      connection,
      { _, stream in
        guard let stream else { return }
        Unmanaged<EventStream>.fromOpaque(stream).takeUnretainedValue().connectionClosed()
      }, Unmanaged.passUnretained(self).toOpaque())
    evhttp_send_reply_start(request, 200, nil)
    // The browser counts the stream as open once something has come.
    send(":\n\n")
  }

  /// Tells the page of the event `name`.
  func send(event name: String, data: String) {
    let lines = data.split(separator: "\n", omittingEmptySubsequences: false).map { "data: \($0)\n" }.joined()
    // The page says with its next request what it was told last.
    send("id: \(listener.shown.description)/\(listener.findings)\nevent: \(name)\n\(lines)\n")
  }

  private func send(_ text: String) {
    guard let request, let buffer = evbuffer_new() else { return }
    var bytes = Array(text.utf8)
    evbuffer_add(buffer, &bytes, bytes.count)
    evhttp_send_reply_chunk(request, buffer)
    evbuffer_free(buffer)
  }

  private func connectionClosed() {
    // libevent leaves a request that is being answered to its owner, who gives it back by ending the answer.
    if let request { evhttp_send_reply_end(request) }
    request = nil
    server.remove(self)
  }

  /// Leaves the connection to the server, which is about to close them all.
  fileprivate func abandon() {
    if let request { evhttp_connection_set_closecb(evhttp_request_get_connection(request), nil, nil) }
    request = nil
  }
}

/// Something that the loop waits for.
private final class EventSource {
  private let handler: () -> Void
  private var event: OpaquePointer?

  init(
    _ base: OpaquePointer, _ descriptor: Int32, _ events: Int16, milliseconds: Int? = nil,
    _ handler: @escaping () -> Void
  ) {
    self.handler = handler
    event = event_new(
      base, descriptor, events,
      { _, _, source in
        guard let source else { return }
        Unmanaged<EventSource>.fromOpaque(source).takeUnretainedValue().handler()
      }, Unmanaged.passUnretained(self).toOpaque())
    if let milliseconds {
      var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
      event_add(event, &time)
    } else {
      event_add(event, nil)
    }
  }

  deinit {
    if let event { event_free(event) }
  }
}

extension HTTPRequest {
  fileprivate init(_ pointer: OpaquePointer) {
    method =
      switch evhttp_request_get_command(pointer) {
      case EVHTTP_REQ_GET: .get
      case EVHTTP_REQ_HEAD: .head
      default: .other
      }
    target = evhttp_request_get_uri(pointer).map { String(cString: $0) } ?? ""
    host = evhttp_find_header(evhttp_request_get_input_headers(pointer), "Host").map { String(cString: $0) }
  }
}

private func receive(_ request: OpaquePointer?, _ server: UnsafeMutableRawPointer?) {
  guard let request, let server else { return }
  Unmanaged<HTTPServer>.fromOpaque(server).takeUnretainedValue().answer(request)
}
