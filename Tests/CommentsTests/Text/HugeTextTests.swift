import Comments
import Testing

/// Texts that are made to take long.
@Suite struct HugeTextTests {
  /// `pattern`, over and over, `count` bytes at least.
  private static func repeated(_ pattern: String, _ count: Int) -> String {
    String(repeating: pattern, count: count / pattern.utf8.count + 1)
  }

  /// The best of three, as other processes disturb.
  private static func seconds(_ work: () -> Void) -> Double {
    (0..<3).map { _ in
      let time = ContinuousClock().measure(work)
      return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }.min() ?? 0
  }

  @Test(arguments: [
    "a", "[", "> ", "*a **a ", "`", "<", "&", "https://a.b/ ", "- ", "\u{202E}", "Z\u{301}", "👩‍", "\n",
  ])
  func `200,000 characters are refused without a look at them`(pattern: String) {
    let text = String(repeating: pattern, count: 200_000)
    let problems = [CommentProblem.textTooLong(maximum: 5_000)]
    #expect(#expect(throws: CommentProblems.self) { try CommentMarkdown(text) }?.all == problems)
    let small = Self.repeated(pattern, 25_000)
    #expect(
      Self.seconds { _ = try? CommentMarkdown(text) }
        < Self.seconds { _ = try? CommentMarkdown(small, limits: .init(characters: 50_000)) })
  }

  @Test(arguments: [
    "[", "]", "> ", "- ", "1. ", "*a ", "*a **a ", "_a*", "`a", "``` ", "[a](", "[a](https://b.c) ", "![](", "<", "<a ",
    "<!-- ",
    "&amp;", "&#8203;", "\\", "https://a.b/ ", "https://a.b/))))", "www.", "a@b.c ", "[a]: b\n", "[a] ", "\u{202E}",
    "Z\u{301}",
    "\u{301}", "👩‍", "é", "\n", "\r", " ", "> - ", "#", "<p>\n", "a  \n", "~~~\n", "\u{7F}",
  ])
  func `time grows with the text, not with its square`(pattern: String) {
    let limits = CommentLimits(characters: 1_000_000, depth: 1_000_000, links: 1_000_000)
    // Four times the text, four times the time; quadratic growth would be sixteenfold. Other processes disturb: once is enough.
    let isLinear = (0..<4).contains { _ in
      let times = [8_000, 32_000].map { count in
        let text = Self.repeated(pattern, count)
        return Self.seconds { _ = try? CommentMarkdown(text, limits: limits) }
      }
      return times[1] < 9 * times[0] || times[1] < 0.02
    }
    #expect(isLinear)
  }

  @Test func `a hundred thousand levels are read, and refused`() {
    let limits = CommentLimits(characters: 1_000_000)
    for pattern in ["> ", "- ", "> - ", "1. "] {
      let error = #expect(throws: CommentProblems.self) {
        try CommentMarkdown(String(repeating: pattern, count: 100_000) + "b", limits: limits)
      }
      #expect(error?.all == [.textTooDeep(maximum: 6)])
    }
  }
}
