import Testing

@testable import Letters

/// Emoji, which are printed as outlines.
@Suite struct EmojiTests {
  @Test(arguments: [
    ("😀", "😀"), ("❤️", "❤"), ("☎", "☎"), ("🇩🇪", "🇩🇪"), ("👍🏽", "👍🏽"),
    // What is joined stands side by side, since no outline shows it as one.
    ("👩‍👩‍👧", "👩👩👧"),
  ])
  func `emoji can be selected`(_ emoji: String, _ wanted: String) throws {
    let file = try Reader.file(SampleLetter.pdf("Jo \(emoji) Doe"))
    #expect(try Reader.run("pdftotext", file, "-").contains("Dear Jo \(wanted) Doe,"))
    #expect(try Reader.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
  }

  @Test func `each emoji has a shape of its own, and all are printed in the ink of the text`() throws {
    let pictures = try ["😀", "😡", "👍", "\u{A0}"].map { try picture(of: $0) }
    for (index, one) in pictures.enumerated() {
      for other in pictures[(index + 1)...] {
        let count = zip(one.pixels, other.pixels).count { ($0 < 128) != ($1 < 128) }
        #expect(count > 100, "\(count)")
      }
    }
  }

  /// The letter to somebody whose name is `emoji` alone, so that what differs is the emoji.
  private func picture(of emoji: String) throws -> Reader.Picture {
    try Reader.picture(of: Reader.file(SampleLetter.pdf(emoji)), dots: 200)
  }

  @Test func `an emoji in an article is printed as well, also in what is typed`() throws {
    let text = LetterPress.Text(
      title: "", language: "en", html: Array("<p>Tap 🔑 or <strong>📱</strong>, then <code>✅ ok</code>.</p>".utf8))
    let file = try LetterPress(Stationery(), [text]).file(0, for: SampleLetter.recipient()).bytes
    #expect(try Reader.run("pdftotext", Reader.file(file), "-").contains("Tap 🔑 or 📱, then ✅ ok."))
  }
}
