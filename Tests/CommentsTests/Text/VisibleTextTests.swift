import Comments
import Testing

/// What cannot be seen, in comments, names and websites.
@Suite struct VisibleTextTests {
  private static func source(_ text: String) -> String {
    ((try? CommentMarkdown(text))?.source).map { String($0) } ?? "refused"
  }

  @Test(arguments: [
    ("a\u{202E}b\u{202C}c", "abc"), ("a\u{2066}b\u{2069}c", "abc"), ("a\u{200E}b\u{200F}c\u{61C}d", "abcd"),
    ("v\u{200B}i\u{2060}a\u{FEFF}g\u{AD}r\u{34F}a", "viagra"), ("a\u{200D}b\u{200C}c", "abc"),
    ("a\u{0}b\u{1}c\u{7F}d\u{9B}e\u{1B}[31m", "abcde[31m"), ("a\u{E0041}\u{E007F}b", "ab"),
    ("a\u{115F}\u{3164}\u{FFA0}b", "ab"), ("a\u{FFF9}b\u{FFFA}c\u{FFFB}", "abc"), ("a\u{FE0F}b\u{E0100}c", "abc"),
    ("a\u{FFFE}b\u{1FFFF}c", "abc"), ("a\u{180E}b\u{17B4}c", "abc"), ("a\rb\r\nc\u{2028}d\u{85}e", "a\nb\nc\nd\ne"),
  ])
  func `what cannot be seen is taken out`(text: String, cleaned: String) {
    #expect(Self.source(text).unicodeScalars.elementsEqual(cleaned.unicodeScalars))
  }

  @Test(arguments: [
    "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 🇩🇪", "می‌خواهم", "क्‍ष", "ශ්‍රී", "葛\u{E0100}城", "Übung Tiếng Việt", "שָׁלוֹם", "ก้็", "ᠮᠣᠩ\u{180B}", "\u{600}12",
    "日本\u{3000}語", "a\u{A0}b", "≨\u{FE00}",
  ])
  func `what scripts and emoji need stays`(text: String) {
    #expect(Self.source(text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func `marks do not pile up`() {
    let piled = "Z" + String(repeating: "\u{341}", count: 1000) + "a" + String(repeating: "\u{489}", count: 9)
    #expect(
      Self.source(piled).unicodeScalars.elementsEqual(
        ("Z" + String(repeating: "\u{341}", count: 5) + "a" + String(repeating: "\u{489}", count: 5)).unicodeScalars))
  }

  @Test(arguments: ["&#8238;", "&#x202e;", "&#8203;", "&ZeroWidthSpace;", "&NoBreak;", "&shy;", "&rlm;", "&#xFEFF;"])
  func `entities bring in nothing that cannot be seen`(entity: String) throws {
    for text in ["a\(entity)b", "*a\(entity)b*", "[a\(entity)b](https://c.example)", "![a\(entity)b](\(entity))"] {
      let html = try CommentMarkdown(text).html
      #expect(html.contains("ab"), "\(html)")
      let isClean = html.unicodeScalars.allSatisfy {
        !$0.properties.isDefaultIgnorableCodePoint && !$0.properties.isBidiControl
      }
      #expect(isClean, "\(html)")
    }
    #expect(try CommentMarkdown("[a](https://b.example/\(entity))").links.isEmpty)
  }

  @Test(arguments: [
    ("Jo Doe", "Jo Doe"), ("  Jo \n\t Doe\u{A0}\u{3000} ", "Jo Doe"), ("J\u{202E}o\u{200B}", "Jo"),
    ("王\u{E0100}芳", "王\u{E0100}芳"),
    ("<b>\"Jo\" & 'Co'</b>", "<b>\"Jo\" & 'Co'</b>"), ("🐼", "🐼"), ("a\u{2800}b", "a b"), ("Jo\u{0}", "Jo"),
    (String(repeating: "a", count: 60), String(repeating: "a", count: 60)),
  ])
  func `names are on one line`(text: String, name: String) throws {
    #expect(try AuthorName(text).text == name)
  }

  @Test(
    arguments: [
      ("", .nameEmpty), (" \n ", .nameEmpty), ("\u{200B}\u{202E}\u{3164}\u{2800}", .nameEmpty),
      ("\u{301}\u{489}", .nameEmpty),
      (String(repeating: "a", count: 61), .nameTooLong(maximum: 60)),
      (String(repeating: "a", count: 10_000_000), .nameTooLong(maximum: 60)),
    ] as [(String, CommentProblem)])
  func `names that are none are refused`(text: String, problem: CommentProblem) {
    #expect(throws: problem) { try AuthorName(text) }
  }

  @Test(arguments: [
    ("https://example.com", "https://example.com"), ("example.com", "https://example.com"),
    (" example.com:8080/a b ", nil), ("example.com:8080/a", "https://example.com:8080/a"),
    ("http://example.com/\"onmouseover='alert(1)", "http://example.com/%22onmouseover=%27alert(1)"),
    ("HTTP://EXAMPLE.com/", "http://EXAMPLE.com/"), ("javascript:alert(1)", nil), ("javascript:alert(1)//a.b", nil),
    ("java\tscript:alert(1)", nil), ("data:text/html,<script>", nil), ("https://a@b.example", nil),
    ("mailto:a@b.example", nil),
    ("//example.com", nil), ("/example.com", nil), ("localhost", nil), ("https://", nil), ("", nil), ("a b", nil),
    ("https://example.com/\u{202E}moc", "https://example.com/moc"), ("https://example.com\\@evil.example", nil),
    ("https://example.com/" + String(repeating: "a", count: 200), nil),
  ])
  func `websites are addresses of pages`(text: String, address: String?) {
    #expect((try? AuthorWebsite(text))?.address.text == address)
  }
}
