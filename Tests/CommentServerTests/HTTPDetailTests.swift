import CommentServer
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

/// What clients and what stands between them and the server may expect of HTTP itself.
@Suite struct HTTPDetailTests {
  private static let reading = [
    "/api/thread?page=faq/mfa.html", "/api/counts?page=faq/mfa.html", "/api/challenge?page=faq/mfa.html", "/api/export",
    "/feed", "/feed?page=faq/mfa.html", "/health", "/ready", "/metrics", "/style.css",
  ]

  @Test(arguments: reading)
  func `what can be read has a head of its own, and says what it answers to`(path: String) throws {
    let server = try RunningCommentServer()
    let (whole, head) = (try server.ask("GET \(path)"), try server.ask("HEAD \(path)"))
    #expect(head.status == 200)
    #expect(head.bytes.isEmpty)
    for name in ["Content-Type", "ETag", "Cache-Control", "Vary"] { #expect(head.field(name) == whole.field(name)) }
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "PROPFIND"] {
      let answer = try server.ask("\(method) \(path)")
      #expect(answer.status == 405)
      #expect(answer.field("Allow") == "GET, HEAD")
    }
    #expect(try server.ask("OPTIONS \(path)").field("Allow") == "GET, HEAD")
  }

  @Test(arguments: ["/api/comments", "/api/preview", "/comments"])
  func `what can be sent says what it takes`(path: String) throws {
    let server = try RunningCommentServer()
    for method in ["GET", "HEAD", "PUT"] {
      let answer = try server.ask("\(method) \(path)")
      #expect(answer.status == 405)
      #expect(answer.field("Allow") == "POST")
    }
    for type in ["", "text/plain", "application/x-www-form-urlencoded;x", "multipart/form-data", "application/jsonx"] {
      let answer = try server.ask("POST \(path)", type.isEmpty ? [:] : ["Content-Type": type], body: "{}")
      #expect(answer.status == (path == "/comments" && type.hasPrefix("application/x") ? 404 : 415))
    }
  }

  @Test func `a large thread is compressed for who can read that, and is the same`() throws {
    let server = try RunningCommentServer()
    for number in 0..<20 {
      let id = try server.post(["text": "Comment \(number) says the same as all the others."]).text("id")
      _ = try server.store().set(.approved, of: #require(UUIDv7(id)), at: server.now)
    }
    server.pass(seconds: 1)
    for path in ["/api/thread?page=faq/mfa.html", "/feed", "/feed?page=faq/mfa.html"] {
      let plain = try server.ask("GET \(path)")
      #expect(plain.field("Content-Encoding") == nil)
      #expect(plain.field("Vary") == "Origin, Accept-Encoding")
      for field in ["gzip", "br, gzip;q=0.5", "deflate , GZIP", "gzip; q=1.0"] {
        let small = try server.ask("GET \(path)", ["Accept-Encoding": field])
        #expect(small.field("Content-Encoding") == "gzip")
        #expect(small.bytes.count * 3 < plain.bytes.count)
        #expect(small.field("Vary") == "Origin, Accept-Encoding")
        // Two bodies that differ are two things to a cache.
        #expect(small.field("ETag") != plain.field("ETag"))
        let script = "import sys, gzip; sys.stdout.write(gzip.decompress(bytes.fromhex(sys.stdin.read())).decode())"
        #expect(try PythonPeer.run(script, small.bytes.map { String(format: "%02x", $0) }.joined()) == plain.body)
        let tag = try #require(small.field("ETag"))
        #expect(try server.ask("GET \(path)", ["Accept-Encoding": field, "If-None-Match": tag]).status == 304)
      }
      for field in ["", "br", "gzip;q=0", "gzip; q=0.000", "identity", "xgzip", "*"] {
        #expect(try server.ask("GET \(path)", ["Accept-Encoding": field]).field("Content-Encoding") == nil)
      }
    }
    #expect(try server.ask("GET /api/thread?page=%C3%BCber%20uns.html", ["Accept-Encoding": "gzip"]).bytes.count < 100)
  }

  @Test(arguments: [
    ("*", 304), ("W/*", 200), ("\"\"", 200), ("\"a\",,\"b\"", 200), ("", 200), (",", 200), ("\"\u{fc}\"", 200),
  ])
  func `what a client says that it has is taken as HTTP says`(field: String, status: Int) throws {
    let server = try RunningCommentServer()
    for path in ["/api/thread?page=faq/mfa.html", "/feed", "/api/export"] {
      #expect(try server.ask("GET \(path)", ["If-None-Match": field]).status == status)
    }
  }

  @Test(arguments: [
    "..%2fetc%2fpasswd", "../faq/mfa.html", "faq/../faq/mfa.html", "faq/%2e%2e/faq/mfa.html", "%2e/faq/mfa.html",
    "faq/mfa.html%00", "%00", "/faq/mfa.html", "//faq/mfa.html", "https://help.example.com/faq/mfa.html",
    "https:%2f%2fhelp.example.com%2ffaq%2fmfa.html", "faq%5cmfa.html", "faq/mfa.html%23", "faq/mfa.html%3f",
    "FAQ/mfa.html",
    "faq%252fmfa.html", "faq/mfa.html%0d%0aX-A:b", "%ff", "%", "faq/mfa.html/", "help.example.com/faq/mfa.html",
  ])
  func `what is not exactly a page's path is no page`(page: String) throws {
    let server = try RunningCommentServer()
    for path in ["/api/thread", "/api/challenge"] {
      let answer = try server.ask("GET \(path)?page=\(page)")
      #expect(answer.status == 404)
      #expect(answer.field("X-A") == nil)
    }
    // What is not even text names no page at all.
    let counts = try server.ask("GET /api/counts?page=\(page)")
    #expect(["%", "%ff"].contains(page) ? counts.status == 400 : counts.body == "{}")
  }

  @Test func `what else stands in a query is passed over`() throws {
    let server = try RunningCommentServer()
    for query in [
      "x=1&page=faq/mfa.html", "page=faq/mfa.html&page=none.html", "&&page=faq%2Fmfa.html&", "page=faq/mfa.html#x",
    ] {
      #expect(try server.ask("GET /api/thread?\(query)").status == 200)
    }
    for query in [
      "Page=faq/mfa.html", "page", "page[]=faq/mfa.html", "page%3dfaq/mfa.html", "page=none.html&page=faq/mfa.html",
    ] {
      #expect(try server.ask("GET /api/thread?\(query)").status == 404)
    }
  }

  @Test func `a page's name in letters that only look the same is another page's`() throws {
    let server = try RunningCommentServer()
    // The list has ü as one letter; here it is u and two dots.
    #expect(try server.ask("GET /api/thread?page=u%CC%88ber%20uns.html").status == 404)
    let proof = try server.proof(for: "über uns.html")
    #expect(try server.post(["page": "über uns.html", "proof": proof]).status == 201)
    let thread = try server.ask("GET /api/thread?page=%C3%BCber%20uns.html")
    #expect(thread.status == 200)
    #expect(thread.body.contains(#""count":1"#))
  }

  @Test func `whoever a proxy passes on does not make the server write`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies)
    #expect(try server.ask("GET /ready", ["X-Forwarded-For": "203.0.113.7"]).status == 404)
    #expect(try server.ask("GET /health", ["X-Forwarded-For": "203.0.113.7"]).status == 200)
  }

  @Test func `a folder is no list of pages`() throws {
    let server = try RunningCommentServer()
    let settings = ServerSettings(help: PublicAddress(origin: "https://a.example"), listen: ListenAddress(port: 0))
    let opener = StoreOpener { () throws(StoreError) in throw StoreError.laterVersion(9) }
    let error = #expect(throws: (any Error).self) {
      try CommentServer(settings, store: opener, pageList: server.folder) { .now() }
    }
    #expect("\(try #require(error))".contains("directory"))
  }

  @Test func `what a client says of hosts changes nothing that is answered`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies)
    _ = try server.post(["proof": server.proof()])
    let lies = [
      "X-Forwarded-Host": "evil.example.com", "X-Forwarded-Proto": "gopher",
      "X-Forwarded-Prefix": "//evil.example.com/",
      "X-Original-URL": "/metrics", "X-Rewrite-URL": "/metrics", "Forwarded": "host=evil.example.com;proto=gopher",
      "X-HTTP-Method-Override": "DELETE", "Referer": "https://evil.example.com/",
    ]
    func ask(_ line: String, host: String, _ headers: [String: String], _ body: String) throws -> RawClient.Answer {
      let client = try RawClient(port: server.port)
      var text = "\(line) HTTP/1.1\r\nHost: \(host)\r\nContent-Length: \(body.utf8.count)\r\n"
      for (name, value) in headers { text += "\(name): \(value)\r\n" }
      client.send(text + "\r\n" + body)
      return try client.answer()
    }
    let form = ["Content-Type": "application/x-www-form-urlencoded"]
    for (line, headers, body) in [
      ("GET /feed", [:], ""), ("GET /api/export", [:], ""), ("GET /api/thread?page=faq/mfa.html", [:], ""),
      ("POST /comments", form, "page=faq/mfa.html&name=Ada&text=Words"), ("POST /comments", form, "page=faq/mfa.html"),
      ("GET http://evil.example.com/feed", [:], ""),
    ] as [(String, [String: String], String)] {
      let plain = try ask(line, host: "help.example.com", headers, body)
      let other = try ask(line, host: "evil.example.com", headers.merging(lies) { $1 }, body)
      #expect(other.status == plain.status)
      #expect(other.bytes == plain.bytes)
      #expect(other.field("Location") == plain.field("Location"))
      #expect(!(other.head + other.body).contains("evil"))
    }
  }

  @Test(arguments: [
    "Ada\r\nX-Injected: yes", "Ada\nSet-Cookie: a=b", "Ada%0d%0aX-Injected:%20yes", "Ada\u{0}\u{8}",
    "Ada\u{2028}X-Injected: yes",
  ])
  func `nothing that is posted becomes a header field`(text: String) throws {
    let server = try RunningCommentServer()
    for name in ["name", "website", "text", "page", "parent", "nonce", "proof", "email"] {
      let answer = try server.post([name: text])
      #expect(answer.field("X-Injected") == nil)
      #expect(answer.field("Set-Cookie") == nil)
      let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let form = "page=faq/mfa.html&name=a&text=b&\(name)=\(encoded)"
      let sent = try server.ask("POST /comments", ["Content-Type": "application/x-www-form-urlencoded"], body: form)
      #expect(sent.field("X-Injected") == nil)
      #expect(sent.field("Set-Cookie") == nil)
    }
  }

  @Test func `a body that trickles in, or stops, is given up, and others are served meanwhile`() throws {
    let server = try RunningCommentServer { $0.limits.requestTime = 300 }
    let (slow, silent) = (try RawClient(port: server.port), try RawClient(port: server.port))
    let head = "POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"
    slow.send(head + "{\"page\":")
    silent.send("POST /api/comments HTTP/1.1\r\nHost: a\r\n")
    let trickle = DispatchSource.makeTimerSource()
    trickle.schedule(deadline: .now(), repeating: .milliseconds(20))
    trickle.setEventHandler { slow.send(" ") }
    trickle.resume()
    defer { trickle.cancel() }
    #expect(try server.ask("GET /health").status == 200)
    for client in [slow, silent] {
      let answer = try client.answer()
      #expect(answer.status == 408)
      #expect(answer.field("Content-Type") == "application/problem+json")
      #expect(answer.field("Connection") == "close")
    }
    #expect(try server.store().statistics(of: "help.example.com").isEmpty)
  }

  @Test(arguments: [
    ("POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413),
    ("POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
    ("POST /api/comments HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFF\r\n", 413),
    ("POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\n", 400),
    ("GET /api/thread HTTP/1.1\r\n\r\n", 400), ("GET /api/thread HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("GET /api/thread?page=\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("nonsense\r\n\r\n", 400),
  ])
  func `what is no request is told so in the form of all other problems`(request: String, status: Int) throws {
    let server = try RunningCommentServer()
    let client = try RawClient(port: server.port)
    client.send(request)
    let answer = try client.answer()
    #expect(answer.status == status)
    #expect(answer.field("Content-Type") == "application/problem+json")
    #expect(answer.object["status"] as? Int == status)
    #expect(answer.text("detail").hasSuffix("."))
    #expect(answer.field("X-Content-Type-Options") == "nosniff")
    #expect(client.isClosed())
  }
}
