import Foundation
import Testing

@testable import Letters

/// Letters as HTML.
@Suite struct HTMLTests {
  private static let style = Array(".letter > header address { left: var(--address-left) }\n".utf8)

  private func letter(_ name: String = "Jo Example", _ stationery: Stationery = Stationery()) throws -> String {
    let press = HTMLPress(stationery, [SampleLetter.text], style: Self.style)
    return String(decoding: try press.file(0, for: SampleLetter.recipient(name)), as: UTF8.self)
  }

  @Test func `a letter needs nothing but itself`() throws {
    let html = try letter()
    for unwanted in ["<script", "src=", "url(", "@import", "<link", "<img", SampleLetter.mark("user.name")] {
      #expect(!html.contains(unwanted), "\(unwanted)")
    }
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("@page{size:210.0mm 297.0mm;") && html.contains("--address-left:25.0mm"))
    #expect(html.contains(".letter > header address"), "the style sheet")
    #expect(html.components(separatedBy: "class=\"fold\"").count - 1 == 2)
  }

  @Test func `what a person is called is never markup`() throws {
    let html = try letter("<b>&\"Jo")
    #expect(html.contains("Dear &lt;b&gt;&amp;&quot;Jo,") && !html.contains("<b>&"))
  }

  @Test func `the foot of a page is told in a style sheet, which no name ends`() throws {
    let footer = HTMLFooter(
      HTMLReader.read(
        Array(
          "<footer>A · \(SampleLetter.mark("user.name")) · <span class=\"pages\">\(SampleLetter.mark("letter.page"))/\(SampleLetter.mark("letter.pages"))</span></footer>"
            .utf8)))
    let fields = Fields(["user.name": "\"</style>\\é"])
    let name = "\\22 \\3c \\2f style\\3e \\5c é"
    #expect(
      footer.content(fields, withPages: true) == "\"A · \(name) · \" counter(page) \"\\2f \" counter(pages) \"\"")
    #expect(footer.content(fields, withPages: false) == "\"A · \(name)\"")
  }

  @Test func `a link repeats its address unless its words do`() throws {
    let text = LetterPress.Text(
      title: "", language: "en",
      html: Array(
        "<p><a href=\"https://a.example/\">https://a.example/</a> <a href=\"https://b.example/\">b</a></p>".utf8))
    let press = HTMLPress(Stationery(), [text], style: [])
    let html = String(decoding: try press.file(0, for: SampleLetter.recipient()), as: UTF8.self)
    #expect(html.contains("<a class=\"says-address\" href=\"https://a.example/\">"))
    #expect(html.contains("<a href=\"https://b.example/\">b</a>"))
  }

  @Test func `an address that the window does not show, and a code that holds too much, are errors`() {
    let long = (1...20).map { "Line \($0)" }.joined(separator: "\n")
    #expect(throws: LetterFlaw.addressTooLarge) { try letter(long) }
    #expect(throws: LetterFlaw.addressTooLarge) { try letter(String(repeating: "W", count: 500)) }
    var recipient = SampleLetter.recipient()
    recipient.payload = String(repeating: "x", count: 3_000)
    let press = HTMLPress(Stationery(), [SampleLetter.text], style: [])
    #expect {
      _ = try press.file(0, for: recipient)
    } throws: { error in
      if case LetterFlaw.unencodable = error { true } else { false }
    }
  }
}
