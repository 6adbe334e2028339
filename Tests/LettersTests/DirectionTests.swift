import Foundation
import Testing

@testable import Letters

/// Letters in languages whose lines begin at the right.
@Suite struct DirectionTests {
  private static let html = """
    <header><p class="return">Example Ltd</p><address>\(SampleLetter.mark("user.name"))
    \(SampleLetter.mark("user.address"))</address>
    <dl><dt>الحساب</dt><dd><bdi>+44 20 7946 0123</bdi></dd></dl></header>
    <h1 lang="en" dir="ltr">Title</h1>
    <p>ابدأ \(SampleLetter.mark("code.secret")) النهاية.</p>
    <ol><li>اضغط <code>--all -x</code></li></ol>
    <table><tr><td>الأول</td><td>الثاني</td></tr></table>
    <pre><code>first line is long
    second
    </code></pre>
    <figure class="enrollment-code"><figcaption>امسح.</figcaption></figure>
    <article lang="en" dir="ltr"><p>English words</p></article>
    <footer>الصفحة \(SampleLetter.mark("letter.page"))</footer>
    """

  private static let text = LetterPress.Text(
    title: "Title", language: "ar", direction: .rightToLeft, html: Array(html.utf8))

  private func letter(_ name: String = "عمر حسين", secret: String = "2345 ABCD") throws -> String {
    var recipient = SampleLetter.recipient(name)
    recipient.fields["code.secret"] = secret
    return try Reader.file(LetterPress(Stationery(), [Self.text]).file(0, for: recipient).bytes)
  }

  /// A word on the first page; edges in millimetres.
  private struct Word {
    var text: String
    var left: Double
    var top: Double
    var right: Double
  }

  private func words(of file: String) throws -> [Word] {
    try Reader.run("pdftotext", "-bbox", file, "-").split(separator: "\n").compactMap { line in
      guard line.contains("<word") else { return nil }
      let parts = line.split(separator: "\"").map(String.init)
      guard parts.count >= 9, let left = Double(parts[1]), let top = Double(parts[3]), let right = Double(parts[5])
      else { return nil }
      let text = String(parts[8].dropFirst().prefix { $0 != "<" })
      return Word(text: text, left: left / 72 * 25.4, top: top / 72 * 25.4, right: right / 72 * 25.4)
    }
  }

  @Test func `lines begin at the right, and what is in another language at the left`() throws {
    let words = try words(of: letter())
    func word(_ text: String) throws -> Word { try #require(words.first { $0.text == text }, "\(text) in \(words)") }
    #expect(try abs(word("Title").left - 25) < 0.6 && abs(word("English").left - 25) < 0.6)
    // The text's right edge is 20 mm from the sheet's.
    let first = try #require(words.filter { $0.top > 105 }.max { $0.right < $1.right })
    #expect(abs(first.right - 190) < 1, "\(first)")
    let (left, right) = try (word("2345"), word("ABCD"))
    #expect(left.right < right.left && abs(left.top - right.top) < 0.5, "a key keeps its order")
    #expect(try word("first").left < 35 && abs(word("second").left - word("first").left) < 0.5, "what is typed as well")
    #expect(try word("+44").right < word("20").left && word("7946").right < word("0123").left)
  }

  @Test func `the picture stands at the right of what is said of it, and can be read`() throws {
    let file = try letter()
    let picture = try Reader.raster(of: file, dots: 150)
    #expect(try Reader.run("zbarimg", "--quiet", "--raw", picture) == SampleLetter.payload("GG0TEST000") + "\n")
    let page = try Reader.picture(of: file, dots: 72)
    // The dark pixels of the code are in the right half of the sheet.
    let dark = (page.width / 2..<page.width).reduce(0) { count, x in
      count + (page.height / 2..<page.height * 9 / 10).count { page[x, $0] < 64 }
    }
    let other = (page.width / 10..<page.width / 2).reduce(0) { count, x in
      count + (page.height / 2..<page.height * 9 / 10).count { page[x, $0] < 64 }
    }
    #expect(dark > 1_000 && other < dark / 10, "\(dark) \(other)")
  }

  @Test(arguments: ["عمر حسين", "Jo Example"])
  func `the window stays where it is, and lines of an address keep their order`(_ name: String) throws {
    let words = try words(of: letter(name)).filter { $0.top > 60 && $0.top < 88 && $0.right < 110 }
    #expect(words.count >= 5, "\(words)")
    for word in words { #expect(word.left >= 21 && word.right <= 104, "\(word)") }
    // The number of a house stays before the street, where the street is written so.
    let number = try #require(words.first { $0.text == "1" })
    let street = try #require(words.first { $0.text == "Station" })
    #expect(number.right < street.left)
  }

  @Test func `structure says the language of what is in another`() throws {
    let structure = try Reader.run("qpdf", "--qdf", "--object-streams=disable", letter(), "-")
    func count(_ text: String) -> Int { structure.components(separatedBy: text).count - 1 }
    // The document and the file's own; the title and the paragraph.
    #expect(count("/Lang (ar)") == 2 && count("/Lang (en)") == 2)
  }

  @Test func `letters of several languages in one file say their own`() throws {
    let press = LetterPress(Stationery(), [SampleLetter.text, Self.text])
    var merged = press.merged(title: "Letters", language: "en")
    for text in 0...1 { merged.add(try press.part(text, for: SampleLetter.recipient())) }
    let file = try Reader.file(merged.finish())
    #expect(try Reader.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
    let structure = try Reader.run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    #expect(structure.contains("/Lang (ar)") && structure.contains("/Lang (en)"))
  }
}
