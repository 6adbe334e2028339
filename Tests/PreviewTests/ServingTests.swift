import Foundation
import Guide
import Testing
import YAML

@testable import Preview

@Suite struct ServingTests {
  @Test(arguments: [
    ("/", 200), ("/index.html", 200), ("/faq/", 200), ("/faq/b.html", 200), ("/faq/%62.html", 200),
    ("/a.html?browser=edge", 200), ("/a.html?x=/../..", 200), ("/faq", 301), ("/none.html", 404), ("/faq/none/", 404),
    ("/../content/guide.yml", 404), ("/%2e%2e/content/guide.yml", 404), ("/faq/..%2f..%2fcontent/guide.yml", 404),
    ("/content/guide.yml", 404), ("//etc/passwd", 404), ("/guide.yml", 404), ("/a.md", 404), ("/_headers", 404),
    ("/_server/nginx.conf", 404), ("/.guidegen", 404), ("/_preview/none", 404), ("/_preview/../a.html", 404),
    ("/a.html%00", 400), ("/%zz", 400), ("/%f", 400), ("/%ff", 400), ("/robots.txt", 200), ("/feed.xml", 200),
  ])
  func `an address is answered as a host would that follows the snippets`(target: String, status: Int) throws {
    let guide = try TemporaryGuide()
    #expect(try RunningPreview(guide).get(target).status == status)
  }

  @Test func `a folder without its slash leads to the one with it`() throws {
    let guide = try TemporaryGuide(["content/über uns/c.md": TemporaryGuide.article("C", "c")])
    let preview = try RunningPreview(guide)
    #expect(try preview.get("/faq").headers["location"] == "/faq/")
    #expect(try preview.get("/%C3%BCber%20uns").headers["location"] == "/%C3%BCber%20uns/")
    #expect(try preview.get("/%C3%BCber%20uns/").status == 200)
  }

  @Test func `an unknown address gets the site's own page for that`() throws {
    let guide = try TemporaryGuide()
    let answer = try RunningPreview(guide).get("/none/at/all.html")
    #expect(answer.status == 404)
    #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
    #expect(answer.text.contains("Page not found"))
  }

  @Test(arguments: [
    "/", "/a.html", "/none.html", "/faq", "/robots.txt", "/_preview/reload.js", "/_preview/overlay.css", "/%zz",
  ])
  func `every answer has the headers of the snippets, and may not be stored`(target: String) throws {
    let guide = try TemporaryGuide()
    let answer = try RunningPreview(guide).get(target)
    for (name, value) in SecurityPolicy.headers { #expect(answer.headers[name.lowercased()] == value) }
    #expect(answer.headers["cache-control"] == "no-store")
    let others = Set(answer.headers.keys).subtracting(SecurityPolicy.headers.map { $0.name.lowercased() })
    let known = ["cache-control", "content-type", "content-length", "date", "connection", "location"]
    #expect(others.isSubset(of: known))
  }

  @Test(arguments: [
    ("/assets/style", "text/css; charset=utf-8"), ("/assets/icon", "image/svg+xml"), ("/picture", "image/svg+xml"),
  ])
  func `what a page names is there, with its type`(name: String, type: String) throws {
    let guide = try TemporaryGuide([
      "content/picture.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"></svg>"#,
      "content/a.md": TemporaryGuide.article("A", "![Two](picture.svg)"),
    ])
    let preview = try RunningPreview(guide)
    let page = try preview.get("/a.html").text
    let found = page.split(separator: "\"").first { $0.contains(name.dropFirst()) && $0.hasPrefix("assets/") }
    let answer = try preview.get("/" + #require(found))
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == type)
    #expect(!answer.body.isEmpty)
  }

  @Test(arguments: ["127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT", "[::1]:PORT"])
  func `this machine may ask by each of its names`(host: String) throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    #expect(try preview.get("/", host: host.replacing("PORT", with: "\(preview.port)")).status == 200)
  }

  @Test(arguments: [
    "evil.example.com:PORT", "evil.example.com", "127.0.0.1.evil.example.com:PORT", "localhost.evil.example.com:PORT",
    "127.0.0.1:1", "localhost", "0.0.0.0:PORT", "[::1]", "",
  ])
  func `a request for another host is refused with the reason`(host: String) throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let answer = try preview.get("/a.html", host: host.replacing("PORT", with: "\(preview.port)"))
    #expect(answer.status == 403)
    #expect(answer.text.contains("This preview is for this machine alone."))
    #expect(!answer.text.contains("First words"))
  }

  @Test func `HEAD gets the headers of GET and no body`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let (got, asked) = (try preview.get("/a.html"), try preview.get("/a.html", method: "HEAD"))
    #expect(asked.status == 200)
    #expect(asked.body.isEmpty)
    #expect(asked.headers["content-length"] == "\(got.body.count)")
    #expect(asked.headers["content-type"] == got.headers["content-type"])
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
  func `no other method is granted`(method: String) throws {
    let guide = try TemporaryGuide()
    let answer = try RunningPreview(guide).get("/a.html", method: method, headers: "Content-Length: 0\r\n")
    #expect(answer.status == 405)
    #expect(answer.headers["allow"] == "GET, HEAD")
  }

  @Test func `a page is the built page and one script, and the built page knows nothing of the preview`() throws {
    let guide = try TemporaryGuide()
    let served = try RunningPreview(guide).get("/a.html").text
    let (source, _) = Source.load(guide.folder, threads: 1)
    let (parsed, _) = ParsedGuide.parse(source, includesDrafts: false, threads: 1)
    let files = Site.resolve(parsed, threads: 1).site.render(threads: 1)
    let built = String(decoding: try #require(files.first { $0.path == "a.html" }).bytes, as: UTF8.self)
    let start = try #require(served.range(of: #"<script defer src="/_preview/reload.js""#)).lowerBound
    let end = try #require(served[start...].range(of: "</script>\n")).upperBound
    #expect(served[end...].hasPrefix("</head>"))
    #expect(served[..<start] + served[end...] == built)
    for file in files { #expect(file.bytes.firstRange(of: Array("_preview".utf8)) == nil, "\(file.path)") }
  }

  @Test func `a site below a path is shown below that path`() throws {
    let guide = try TemporaryGuide(["content/guide.yml": "title: Help\nbase-url: https://example.com/help/it/\n"])
    let preview = try RunningPreview(guide)
    #expect(try preview.get("/").headers["location"] == "/help/it/")
    #expect(try preview.get("/help/it").headers["location"] == "/help/it/")
    #expect(try preview.get("/help/it/a.html").text.contains("First words"))
    #expect(try preview.get("/a.html").status == 404)
  }

  @Test func `drafts are shown on request alone`() throws {
    let guide = try TemporaryGuide(["content/d.md": "---\ntitle: D\ndraft: true\n---\n\nRough words.\n"])
    #expect(try RunningPreview(guide).get("/d.html").status == 404)
    #expect(try RunningPreview(guide, drafts: true).get("/d.html").text.contains("Rough words"))
  }

  @Test func `an article that is dated for a day to come is shown from that day on`() throws {
    let guide = try TemporaryGuide(["content/d.md": "---\ntitle: D\ndate: 2030-02-03\n---\n\nRough words.\n"])
    #expect(try RunningPreview(guide, day: CalendarDate("2030-02-02")).get("/d.html").status == 404)
    #expect(try RunningPreview(guide, day: CalendarDate("2030-02-03")).get("/d.html").text.contains("Rough words"))
    #expect(try RunningPreview(guide).get("/d.html").text.contains("Rough words"))
  }

  @Test func `a port that is taken is an error if it was asked for, else the next one is taken`() throws {
    let guide = try TemporaryGuide()
    let running = try RunningPreview(guide)
    #expect(throws: PreviewError.cannotListen(port: running.port, reason: 98)) {
      _ = try Preview(folder: guide.folder, port: .exactly(running.port), threads: 1)
    }
    let other = try Preview(folder: guide.folder, port: .from(running.port), threads: 1)
    #expect(other.port > running.port)
  }

  @Test func `nothing but this machine's own address is listened on`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
    let port = String(preview.port, radix: 16, uppercase: true)
    let lines = listening.split(separator: "\n").filter { $0.contains(":\(port) 00000000:0000 0A") }
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { $0.contains(" 0100007F:") })
  }
}
