import Foundation
import Guide
import Testing

@testable import Preview

/// What pages are told of, and what they show when something is wrong.
@Suite struct EventTests {
  @Test func `a page is told when it has changed, and then the new one is there`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let listener = try preview.listen(to: "/a.html")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Second words."))
    #expect(try listener.next().name == "page")
    #expect(try preview.get("/a.html").text.contains("Second words."))
  }

  @Test func `a page is not told of changes that do not show in it`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let listener = try preview.listen(to: "/faq/b.html")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Second words."))
    #expect(try preview.get("/a.html").text.contains("Second words."))
    try guide.write("templates/assets/style.css", "p{color:red}\n")
    #expect(try listener.next().name == "styles")
  }

  @Test func `a page that is old already when it begins to listen is told at once`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let page = try preview.get("/a.html")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Second words."))
    let listener = try EventListener(
      port: preview.port, page: "/a.html", shown: page.attribute("data-shown"), findings: "")
    #expect(try listener.next().name == "page")
  }

  @Test func `another style sheet is told by its address, and the old one is still there for pages on their way`()
    throws
  {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let listener = try preview.listen(to: "/faq/b.html")
    let old = try #require(preview.get("/faq/b.html").styles.first)
    try guide.write("templates/assets/style.css", "p{color:red}\n")
    let event = try listener.next()
    #expect(event.name == "styles")
    let new = try #require(preview.get("/faq/b.html").styles.first)
    #expect(event.data == new)
    #expect(new != old)
    #expect(try preview.get("/" + new.dropFirst("../".count)).text == "p{color:red}\n")
    #expect(try preview.get("/" + old.dropFirst("../".count)).status == 200)
  }

  @Test func `errors stand over the last good page with their places, and go when they are mended`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let listener = try preview.listen(to: "/a.html")
    try guide.write("content/a.md", TemporaryGuide.article("A", "See [it](<none & none>.md) and [that](gone.md)."))
    let event = try listener.next()
    #expect(event.name == "findings")
    #expect(event.data.contains("<strong>1 error</strong>") || event.data.contains("<strong>2 errors</strong>"))
    #expect(event.data.contains("content/a.md:5:"))
    #expect(event.data.contains("there is no article &quot;gone.md&quot;"))
    let answer = try preview.get("/a.html")
    #expect(answer.status == 200)
    #expect(answer.text.contains("First words."))
    #expect(answer.text.contains("The page below is the last one without errors."))
    #expect(answer.text.contains("content/a.md:5:"))
    try guide.write("content/a.md", TemporaryGuide.article("A", "First words."))
    let mended = try listener.next()
    #expect(mended.name == "findings")
    #expect(mended.data == "")
    #expect(try !preview.get("/a.html").text.contains("guidegen-findings"))
  }

  @Test func `what is wrong is text, whatever it holds`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    try guide.write("content/a.md", TemporaryGuide.article("A", "[x](</b><script>alert(1)</script>.md>)"))
    let text = try preview.get("/a.html").text
    #expect(!text.contains("<script>alert"))
    try guide.write("content/a.md", TemporaryGuide.article("A", "::unknown<script>\n\n:::nothing\n:::"))
    #expect(try !preview.get("/a.html").text.contains("<script>\n"))
  }

  @Test func `a guide that is wrong from the start shows why, until it is mended`() throws {
    let guide = try TemporaryGuide(["content/guide.yml": "titel: Help\n"])
    let preview = try RunningPreview(guide)
    let answer = try preview.get("/")
    #expect(answer.status == 500)
    #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
    #expect(answer.text.contains("content/guide.yml:1:1"))
    #expect(answer.text.contains("There is no page to show yet."))
    let listener = try preview.listen(to: "/a.html")
    try guide.write("content/guide.yml", "title: Help\n")
    #expect(try listener.next().name == "findings")
    #expect(try listener.next().name == "page")
    #expect(try preview.get("/a.html").status == 200)
  }

  @Test func `warnings alone are not shown in pages`() throws {
    let guide = try TemporaryGuide([
      "content/_addresses.txt": "page gone.html\n  source content/gone.md\n  title Gone\n"
    ])
    #expect(try !RunningPreview(guide).get("/a.html").text.contains("guidegen-findings"))
  }

  @Test func `pages that were closed are forgotten, and the others are still told`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let kept = try preview.listen(to: "/a.html")
    for _ in 0..<20 { _ = try preview.listen(to: "/a.html") }
    try guide.write("content/a.md", TemporaryGuide.article("A", "Second words."))
    #expect(try kept.next().name == "page")
    #expect(try preview.get("/a.html").text.contains("Second words."))
  }
}

extension Answer {
  /// The addresses of the page's style sheets.
  fileprivate var styles: [String] {
    PreviewedPage(body).styles.map { String(decoding: $0, as: UTF8.self) }
  }
}
