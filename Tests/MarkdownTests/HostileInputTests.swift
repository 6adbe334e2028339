import Markdown
import Testing

@Suite struct HostileInputTests {
  /// `pattern`, over and over, `count` bytes at least.
  private static func repeated(_ pattern: String, _ count: Int) -> [UInt8] {
    let bytes = Array(pattern.utf8)
    var text: [UInt8] = []
    text.reserveCapacity(count + bytes.count)
    while text.count < count { text += bytes }
    return text
  }

  private static func seconds(_ text: [UInt8]) -> Double {
    let clock = ContinuousClock()
    let time = clock.measure {
      let (document, _) = Document.parse(text[...], file: "a.md", options: Reading.options)
      _ = HTMLWriter.html(document, context: PlainContext())
    }
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }

  /// Whether the time for twice `count` bytes is at most four times that for `count`; the best of three, as other
  /// processes disturb.
  private static func isLinear(_ pattern: String, _ count: Int) -> Bool {
    for _ in 0..<3 {
      let first = seconds(repeated(pattern, count))
      let second = seconds(repeated(pattern, 2 * count))
      // Quadratic growth over two doublings would be sixteenfold.
      let third = seconds(repeated(pattern, 4 * count))
      if third < 9 * first || third < 0.05 || third < 3 * second { return true }
    }
    return false
  }

  @Test(arguments: [
    "[", "]", ">", "> ", "- ", "1. ", "*a ", "*a **a ", "_a*", "`a", "[a](", "![](", "![[]()", "![l",
    "**x [a*b**c*](d)",
    "a <!A ", "a <?", "a <![CDATA[", "a <!--", "a <a b=\"", "a </", "&amp;", "\\", "\\:", "~~a ", "a~ ~b~", ":kbd[",
    ":a[]{",
    "[[a|", "[[a|b]]", "[^a", "[^a]", "[^a]: x\n", "http://", "http://a.b/)))) ", "www.", "a@b.", "{{", "{{x}}",
    "<{{x}}> ",
    ":::a\n", ":::\n", "::a\n", "a\n     :::a\n", "|-\n", "| a |\n| - |\n", "|*b* `x` [l]|\n", "# a {#b}\n",
    "<kbd>\n\n",
    "a <kbd>", "*<kbd>", "<!-- a\n", "[a](javascript:x) ", "[a]: b\n", "\0", "\r", "\u{7F}", "> [!NOTE]\n\n",
    "- [ ] a\n",
  ])
  func `time grows with the text, not with its square`(pattern: String) {
    #expect(Self.isLinear(pattern, 8_000))
  }

  @Test func `megabytes of brackets are read`() {
    let text = Self.repeated("[", 1_000_000)
    let (document, _) = Document.parse(text[...], file: "a.md")
    #expect(document.nodes.count == 3)
    #expect(HTMLWriter.html(document, context: PlainContext()).count == text.count + 8)
  }

  @Test(arguments: [">", "*a **a ", "> - "])
  func `a hundred thousand levels are read and written without recursion`(pattern: String) {
    let text = Self.repeated(pattern, 100_000 * pattern.utf8.count)
    let (document, _) = Document.parse(text[...], file: "a.md", options: Reading.options)
    #expect(HTMLWriter.html(document, context: PlainContext()).count > 100_000)
    #expect(document.dump().utf8.count > 100_000)
    _ = document.plainText(of: 0)
  }

  @Test func `lists nest to a limit that is reported`() {
    let findings = Reading.findings(String(repeating: "- ", count: 200) + "a")
    #expect(
      findings == [
        "a.md:1:65: error: lists nest deeper than 32 levels\n  hint: write fewer list markers on the line, or indent it less"
      ])
  }

  @Test func `directives nest to a limit that is reported, and close all the same`() {
    let text = String(repeating: ":::a\n", count: 33) + String(repeating: ":::\n", count: 33)
    #expect(
      Reading.findings(text) == [
        "a.md:33:1: error: directives nest deeper than 32 levels at \"a\"\n  hint: close the ones around it before"
      ])
  }

  @Test func `a paragraph has images to a limit that is reported`() {
    #expect(
      Reading.findings(String(repeating: "![a](b) ", count: 501)) == [
        "a.md:1:4001: error: a paragraph with more than 500 images\n  hint: put an empty line between some of them"
      ])
  }

  @Test func `a wide head over short rows is not filled without end`() {
    let head = String(repeating: "|a", count: 1000) + "\n" + String(repeating: "|-", count: 1000) + "\n"
    let (document, findings) = Reading.parse(head + String(repeating: "|b\n", count: 1000))
    #expect(document.nodes.count < 120_000)
    #expect(
      findings.map(\.description) == [
        "a.md:103: error: the tables miss more than 100000 cells\n  hint: write as many cells in each row as in the head"
      ])
  }

  @Test func `bytes that are no UTF-8 are reported and replaced`() {
    let bytes = Array("a\n".utf8) + [0x62, 0xFF, 0x63, 0xC3, 0x0A, 0xED, 0xA0, 0x80]
    let (document, findings) = Document.parse(bytes[...], file: "a.md")
    #expect(
      findings.first?.description == "a.md:2:2: error: a byte that is not valid UTF-8\n  hint: save the file as UTF-8")
    #expect(document.plainText(of: 0).hasPrefix("a b\u{FFFD}c\u{FFFD} \u{FFFD}"))
    #expect(String(validating: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self) != nil)
  }

  @Test(arguments: ["\u{FEFF}# a\n", "# a\r\n", "# a\r", "# a"])
  func `a byte order mark and other line ends change nothing`(text: String) {
    #expect(Reading.html(text) == "<h1 id=\"a\">a</h1>\n")
  }

  @Test(arguments: ["\u{7F}", "a\u{7F}d b\u{7F}:\\\u{7F}", "\u{7F}v0\u{7F} {{mail}} \u{7F}m0\u{7F}"])
  func `control bytes that the author wrote survive`(text: String) {
    let wanted = text.replacing("{{mail}}", with: "it@example.com")
    #expect(Reading.html(text) == "<p>\(wanted)</p>\n")
    #expect(Reading.html("`\(text)`") == "<p><code>\(text)</code></p>\n")
    #expect(Reading.html("[a](<\(text)>)").contains("%7F"))
  }

  @Test(arguments: 0..<40)
  func `no random mixture of syntax crashes or breaks the tree`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "[", "]", "(", ")", "{", "}", "{{mail}}", "{{x}}", ":", "::", ":::", ":::a", ":kbd[", "[[", "]]", "|", "\n",
      "\n\n", "- ", "> ",
      "1. ", "`", "```\n", "~", "~~", "*", "**", "_", "<kbd>", "</kbd>", "<", ">", "<!--", "-->", "\\", "\\:", "\\[",
      "[^a]", "[^a]: ", "| - |",
      "|-|-|\n", "#", "# a {#b}\n", "[!NOTE]\n", "www.a.b", "https://a.b", "a@b.c", "&amp;", "\u{7F}", "\t", "    ",
      "a", " ", "é", "\r\n", "<?", "?>", "[x] ", "\"",
    ]
    for _ in 0..<100 {
      let text = (0..<next(60)).map { _ in pieces[next(pieces.count)] }.joined()
      for plain in [false, true] {
        let (document, _) = Reading.parse(text, plain: plain)
        for (index, node) in document.nodes.enumerated() {
          #expect(
            index == 0 ? node.parent == -1 : node.parent >= 0 && node.parent < Int32(index), "\(text.debugDescription)")
          #expect(node.next == -1 || node.next > Int32(index))
          #expect(node.line >= 1, "\(node.kind) in \(text.debugDescription)")
        }
        let html = HTMLWriter.html(document, context: PlainContext())
        #expect(!html.contains(0x7F) || text.contains("\u{7F}"), "\(text.debugDescription)")
      }
    }
  }
}
