/// Reads requests from bytes as they come. Source: RFC 9112.
///
/// It is strict where two programs in a row could understand a request differently (RFC 9112, 11.2): line ends are CRLF,
/// no field is folded over lines, and a body's length is said once and in one way.
struct RequestParser {
  private let limits: HTTPLimits
  private var state = State.head(searched: 0)

  private enum State {
    /// The bytes before `searched` hold no end of the head.
    case head(searched: Int)
    case body(RequestHead, length: Int)
    case chunks(RequestHead, ChunkedBody)
  }

  /// What the bytes so far amount to.
  enum Step {
    /// The request is not yet all there. `wantsContinue` is true once for a client that waits to be told that its body is
    /// welcome (RFC 9110, 10.1.1).
    case needsMore(wantsContinue: Bool)
    /// A whole request, and whether the connection may stay open after it.
    case request(RequestHead, body: [UInt8])
    /// No request: the connection is to be closed after this answer.
    case refused(HTTPAnswer)
  }

  init(limits: HTTPLimits) {
    self.limits = limits
  }

  /// Takes from the front of `input` what belongs to the next request.
  mutating func next(from input: inout [UInt8]) -> Step {
    do throws(RequestFlaw) {
      var wantsContinue = false
      if case .head(let searched) = state {
        guard let head = try takeHead(from: &input, searched: searched) else { return .needsMore(wantsContinue: false) }
        wantsContinue = head.wantsContinue
        switch head.framing {
        case .none: return finish(head, [])
        case .length(let length):
          guard length <= limits.bodyBytes else { throw .bodyTooLarge(limits.bodyBytes) }
          state = .body(head, length: length)
        case .chunked: state = .chunks(head, ChunkedBody(limit: limits.bodyBytes))
        }
      }
      switch state {
      case .head: return .needsMore(wantsContinue: false)
      case .body(let head, let length):
        guard input.count >= length else { return .needsMore(wantsContinue: wantsContinue && input.isEmpty) }
        let body = Array(input.prefix(length))
        input.removeFirst(length)
        return finish(head, body)
      case .chunks(let head, var chunks):
        // What is changed must be held here alone, or each piece would cost a copy of all before it.
        state = .head(searched: 0)
        let isWhole = try chunks.take(from: &input)
        state = .chunks(head, chunks)
        return isWhole ? finish(head, chunks.body) : .needsMore(wantsContinue: wantsContinue && input.isEmpty)
      }
    } catch {
      return .refused(error.answer)
    }
  }

  /// Whether the client has begun a request that is not yet all there, of which `input` are the bytes not taken yet.
  func isUnderWay(_ input: [UInt8]) -> Bool {
    if case .head = state { return !input.isEmpty }
    return true
  }

  private mutating func finish(_ head: RequestHead, _ body: [UInt8]) -> Step {
    state = .head(searched: 0)
    return .request(head, body: body)
  }

  private mutating func takeHead(from input: inout [UInt8], searched: Int) throws(RequestFlaw) -> RequestHead? {
    // A client may send a line end too many after a body (RFC 9112, 2.2).
    var extra = 0
    while input[extra...].starts(with: [0x0D, 0x0A]) { extra += 2 }
    if extra > 0 { input.removeFirst(extra) }
    guard let end = Self.headEnd(in: input, from: max(0, min(searched, input.count) - 3)) else {
      guard input.count <= limits.headBytes else { throw .headTooLarge }
      state = .head(searched: input.count)
      return nil
    }
    guard end <= limits.headBytes else { throw .headTooLarge }
    let head = try RequestHead(Array(input[..<end]), limits: limits)
    if input.count == end { input.removeAll(keepingCapacity: true) } else { input.removeFirst(end) }
    return head
  }

  /// The index after the first empty line at or after `start`.
  private static func headEnd(in input: [UInt8], from start: Int) -> Int? {
    input.withUnsafeBufferPointer { bytes in
      var index = start
      while index + 3 < bytes.count {
        // The last byte of the pattern says how far the next place can be.
        switch bytes[index + 3] {
        case 0x0A:
          if bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x0D { return index + 4 }
          index += 2
        case 0x0D: index += 1
        default: index += 4
        }
      }
      return nil
    }
  }
}

/// Why bytes are no request that is answered.
enum RequestFlaw: Error {
  case malformed(String)
  case headTooLarge
  case bodyTooLarge(Int)
  case unknownCoding
  case unknownVersion
  case tooSlow

  var answer: HTTPAnswer {
    switch self {
    case .malformed(let what): .text(400, "This is no request: \(what).\n")
    case .headTooLarge: .text(431, "The header fields are too large.\n")
    case .bodyTooLarge(let limit): .text(413, "What was sent is too large: more than \(limit) bytes.\n")
    case .unknownCoding: .text(501, "The body is sent in a way that is not understood here.\n")
    case .unknownVersion: .text(505, "Only HTTP/1.0 and HTTP/1.1 are understood here.\n")
    case .tooSlow: .text(408, "The request took too long to arrive.\n")
    }
  }
}
