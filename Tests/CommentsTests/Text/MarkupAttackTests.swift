import CommentAttacks
import Comments
import Testing

/// `CommentMarkupTests` has a real browser read the same.
@Suite struct MarkupAttackTests {
  /// Nothing stands in the way of the attacks but the writer.
  static let limits = CommentLimits(characters: 1_000_000, depth: 1_000_000, links: 1_000_000)

  @Test func `whatever is written, only tags of ours come out, properly nested`() throws {
    for text in MarkupAttacks.texts + MarkupAttacks.random(5_000, seed: 1) {
      let comment: CommentMarkdown
      do throws(CommentProblems) {
        comment = try CommentMarkdown(text, limits: Self.limits)
      } catch {
        #expect(error.all == [.textEmpty], "\(text.debugDescription)")
        continue
      }
      #expect(Self.flaw(in: comment.html) == nil, "\(text.debugDescription) became \(comment.html)")
      let again = try? CommentMarkdown(comment.source, limits: Self.limits)
      #expect(again == comment, "\(text.debugDescription)")
    }
  }

  @Test func `a tag, an attribute or an address that is none of ours would be found`() {
    for html in [
      "<p>a", "a</p>", "<p><em>a</p></em>", "<script>", "<P>a</P>", "<p class=\"a\">b</p>", "<p>a < b</p>",
      "<p>a > b</p>",
      "<a href=\"javascript:a\" rel=\"nofollow ugc noopener\">b</a>", "<a href=\"https://a.example\">b</a>",
      "<a href=\"https://a.example\"b\" rel=\"nofollow ugc noopener\">c</a>", "<ol start=\"-1\">\n</ol>", "<p>&b</p>",
      "<p>\"</p>",
    ] {
      #expect(Self.flaw(in: html) != nil, "\(html)")
    }
  }

  /// What is wrong with `html`: whatever is not one of the tags that comments have, in exactly their form.
  private static func flaw(in html: String) -> String? {
    var open: [Substring] = []
    // `String` would take a tag's end and a mark behind it for one character.
    let ascii = String(String.UnicodeScalarView(html.unicodeScalars.map { $0.isASCII ? $0 : "\u{FFFD}" }))
    var rest = ascii[...]
    while let start = rest.firstIndex(of: "<") {
      if let flaw = flaw(inText: rest[..<start]) { return flaw }
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without an end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return "</\(tag)> out of place" }
      } else if tag != "br" {
        let name = tag.prefix { $0 != " " }
        guard ["p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a"].contains(name) else {
          return "<\(tag)>"
        }
        if let flaw = flaw(inAttributes: tag.dropFirst(name.count), of: name) { return flaw }
        open.append(name)
      }
    }
    return flaw(inText: rest) ?? (open.isEmpty ? nil : "\(open) without an end")
  }

  private static func flaw(inAttributes attributes: Substring, of name: Substring) -> String? {
    let isRight =
      switch name {
      case "a":
        attributes.wholeMatch(
          of: /\ href="(?:https?:\/\/|mailto:)[-A-Za-z0-9._~:\/?#\[\]@!$()*+,;=%&]+"\ rel="nofollow\ ugc\ noopener"/)
          != nil
      case "ol": attributes.isEmpty || attributes.wholeMatch(of: /\ start="[0-9]{1,9}"/) != nil
      default: attributes.isEmpty
      }
    return isRight ? nil : "the attributes\(attributes)"
  }

  private static func flaw(inText text: Substring) -> String? {
    let entities = text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    guard entities.allSatisfy({ entity in ["amp;", "lt;", "gt;", "quot;"].contains(where: entity.hasPrefix) }) else {
      return "a bare ampersand in \(text)"
    }
    return text.contains { $0 == ">" || $0 == "\"" } ? "unescaped: \(text)" : nil
  }
}
