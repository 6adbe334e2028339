import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

/// What builds read: all public comments.
@Suite(.eachDatabase) struct ExportTests {
  /// A server whose database holds `count` public comments on each of `pages` pages.
  private func server(pages: Int, count: Int, textLength: Int = 10) throws -> RunningCommentServer {
    let server = try RunningCommentServer()
    let store = try server.store()
    var random = SystemRandomNumberGenerator()
    try store.together { () throws(SQLError) in
      for number in 0..<(pages * count) {
        let page = PageKey(site: "help.example.com", path: "page-\(1000 + number % pages).html")
        let new = NewComment(
          id: UUIDv7(at: server.now, random: &random), page: page, state: .approved, author: "Ada", markdown: "x",
          html: "<p>\(number) \(String(repeating: "x", count: textLength))</p>\n", created: server.now,
          nonce: "nonce-\(number)")
        _ = try store.post(new)
      }
    }
    return server
  }

  @Test func `the export has a tag, and is sent again only when something has changed on any page`() throws {
    let server = try server(pages: 2, count: 2)
    let first = try server.ask("GET /api/export")
    #expect(first.field("Content-Type") == "application/jsonl")
    #expect(first.body.split(separator: "\n").count == 4)
    let tag = try #require(first.field("ETag"))
    let same = try server.ask("GET /api/export", ["If-None-Match": tag])
    #expect(same.status == 304)
    #expect(same.bytes.isEmpty)
    #expect(same.field("ETag") == tag)
    #expect(try server.ask("HEAD /api/export").field("ETag") == tag)
    #expect(try server.post(["proof": server.proof()]).status == 201)
    let changed = try server.ask("GET /api/export", ["If-None-Match": tag])
    #expect(changed.status == 200)
    #expect(changed.body.split(separator: "\n").count == 5)
    #expect(try server.post(["text": "Held."]).status == 201)
    let later = try #require(changed.field("ETag"))
    #expect(try server.ask("GET /api/export", ["If-None-Match": "\"x\", W/\(later)"]).status == 304)
  }

  @Test func `a large export comes in pieces, and is whole`() throws {
    let server = try server(pages: 300, count: 5, textLength: 1000)
    let client = try RawClient(port: server.port)
    client.send("GET /api/export HTTP/1.1\r\nHost: a\r\n\r\n")
    let head = try client.read(through: "\r\n\r\n")
    #expect(head.contains("\r\nTransfer-Encoding: chunked\r\n"))
    #expect(head.contains("\r\nConnection: close\r\n"))
    #expect(!head.contains("Content-Length"))
    let whole = try server.store().publicExport(of: "help.example.com")
    #expect(whole.count > 1_500_000)
    var (received, largest) = ("", 0)
    while true {
      // The line end is one character.
      let length = try #require(Int(try client.read(through: "\r\n").dropLast(), radix: 16))
      largest = max(largest, length)
      received += try client.read(count: length)
      #expect(try client.read(through: "\r\n") == "\r\n")
      if length == 0 { break }
    }
    #expect(received == String(decoding: whole, as: UTF8.self))
    #expect(largest < 400_000)
    #expect(client.isClosed())
  }

  @Test func `a large export can be read by an old client, and asked for by its head alone`() throws {
    let server = try server(pages: 300, count: 5, textLength: 1000)
    let client = try RawClient(port: server.port)
    client.send("GET /api/export HTTP/1.0\r\n\r\n")
    let head = try client.read(through: "\r\n\r\n")
    #expect(!head.contains("Transfer-Encoding"))
    #expect(try client.readToEnd() == (try server.store().publicExport(of: "help.example.com")))
    let asking = try RawClient(port: server.port)
    asking.send("HEAD /api/export HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try asking.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
    #expect(asking.isClosed())
  }

  @Test func `an export that breaks off is not taken for a whole one`() throws {
    let server = try server(pages: 300, count: 5, textLength: 1000)
    let client = try RawClient(port: server.port)
    client.send("GET /api/export HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.read(through: "\r\n\r\n")
    let other = try server.database.connection()
    try other.runScript("ALTER TABLE comments RENAME TO elsewhere")
    let rest = String(decoding: try client.readToEnd(), as: UTF8.self)
    #expect(!rest.hasSuffix("0\r\n\r\n"))
    try other.runScript("ALTER TABLE elsewhere RENAME TO comments")
    #expect(try server.ask("GET /api/thread?page=faq/mfa.html").status == 200)
  }

  @Test func `who reads an export slowly, or not at all, holds up nobody who writes or reads`() throws {
    let server = try server(pages: 300, count: 5, textLength: 1000)
    let slow = try RawClient(port: server.port)
    slow.send("GET /api/export HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try slow.read(through: "\r\n\r\n")
    #expect(try server.post(["proof": server.proof()]).status == 201)
    #expect(try server.comments() == ["<p>Words.</p>\n"])
    #expect(try server.ask("GET /ready").status == 200)
  }
}
