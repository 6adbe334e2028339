import Testing

@testable import HTTP

@Suite struct RequestParserTests {
  /// What comes of `text`, given as many bytes at a time.
  private func parse(_ text: String, limits: HTTPLimits = HTTPLimits(), pieces: Int = .max) -> [String] {
    var parser = RequestParser(limits: limits)
    var (input, results): ([UInt8], [String]) = ([], [])
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      input += bytes.prefix(pieces)
      bytes = bytes.dropFirst(pieces)
      steps: while true {
        switch parser.next(from: &input) {
        case .needsMore(let wantsContinue):
          if wantsContinue { results.append("continue") }
          break steps
        case .request(let head, let body):
          let alive = head.keepsAlive ? "" : " close"
          results.append("\(head.method) \(head.target)\(alive) \(String(decoding: body, as: UTF8.self))")
        case .refused(let answer):
          return results + ["\(answer.status)"]
        }
      }
    }
    return parser.isUnderWay(input) ? results + ["under way"] : results
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["get / "]),
    ("\r\nGET /a?b=c HTTP/1.1\r\nHost:\r\n\r\n", ["get /a?b=c "]),
    ("HEAD / HTTP/1.1\r\nHOST: a\r\nConnection: Close\r\n\r\n", ["head / close "]),
    ("GET / HTTP/1.0\r\n\r\n", ["get / close "]),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", ["get / "]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", ["post / abc"]),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
      ["post / ", "get /b "]
    ),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0A ; x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
      ["post / abc0123456789", "get /b "]
    ),
    ("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", ["other /pot "]),
    ("GET / HTTP/1.1\r\nHost: a\r\n", ["under way"]),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab", ["under way"]),
  ])
  func `requests are read one after another, however they are cut`(text: String, requests: [String]) {
    #expect(parse(text) == requests)
    for pieces in [1, 2, 3, 7] { #expect(parse(text, pieces: pieces) == requests) }
  }

  @Test func `a client that asks first is told to go on, once`() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    #expect(parse(head + "ab", pieces: head.utf8.count) == ["continue", "post / ab"])
    #expect(parse(head + "ab") == ["post / ab"])
  }

  @Test(arguments: [
    "GET /\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / http/1.1\r\nHost: a\r\n\r\n",
    "GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n: none\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\u{0}\r\n\r\n", "nonsense\r\n\r\n",
    "\u{0}\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\na",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000\r\n",
  ])
  func `what could be understood in two ways is refused`(text: String) {
    #expect(parse(text) == ["400"])
    #expect(parse(text, pieces: 1) == ["400"])
  }

  @Test(arguments: [
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "501"),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", "413"),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", "413"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n6\r\n", "413"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 200))\r\n\r\n", "431"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 400))", "431"),
    ("GET /\(String(repeating: "x", count: 400))", "431"),
    ("GET / HTTP/1.1\r\nHost: a\r\na: 1\r\nb: 2\r\nc: 3\r\n\r\n", "431"),
  ])
  func `what is larger than the limits is refused before it is read`(text: String, status: String) {
    var limits = HTTPLimits()
    (limits.headBytes, limits.bodyBytes, limits.fields) = (200, 10, 3)
    #expect(parse(text, limits: limits) == [status])
    #expect(parse(text, limits: limits, pieces: 1) == [status])
  }

  @Test func `trailers without an end are refused`() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    #expect(parse(head + String(repeating: "a: b\r\n", count: 20_000)) == ["413"])
  }

  @Test func `fields are found by name, whatever its case, and those of several lines are joined`() throws {
    let text = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For:  192.0.2.1 \r\nx-forwarded-for: 192.0.2.2\r\n\r\n"
    let head = try RequestHead(Array(text.utf8), limits: HTTPLimits())
    #expect(head.fields["x-forwarded-for"] == "192.0.2.1, 192.0.2.2")
    #expect(head.fields["host"] == "a")
    #expect(head.fields["x-forwarded"] == nil)
  }

  @Test func `no bytes at all end the process`() {
    var random = SystemRandomNumberGenerator()
    let words = [
      "GET ", "/ ", "HTTP/1.1", "\r\n", "\r", "\n", "Host: a", "Content-Length: ", "5", "Transfer-Encoding: chunked",
      ";",
      "0", "ff", ":", " ", "\u{0}", "é",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...20, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
      _ = parse(text.joined(), pieces: Int.random(in: 1...9, using: &random))
    }
  }
}
