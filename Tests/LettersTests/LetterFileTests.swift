import Foundation
import Testing

@testable import Letters

@Suite struct LetterFileTests {
  @Test func `qpdf finds nothing wrong, and the file is tagged and says what it is`() throws {
    let file = try Reader.file(SampleLetter.pdf())
    #expect(try Reader.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
    let facts = try Reader.run("pdfinfo", file)
    #expect(facts.contains("Tagged:          yes") && facts.contains("Pages:           1"), "\(facts)")
    let metadata = try Reader.run("pdfinfo", "-meta", file)
    #expect(metadata.contains("Setting up the app") && metadata.contains("<pdfuaid:part>1</pdfuaid:part>"))
  }

  @Test func `the text is read in its order`() throws {
    let text = try Reader.run("pdfinfo", "-struct-text", Reader.file(SampleLetter.pdf()))
    let wanted = [
      "Example Ltd, IT helpdesk", "Jo Example", "1 Station Road", "24 November 2026", "GG0TEST000",
      "Setting up the app",
      "Dear Jo Example,", "the page (https://example.com/start)", "Ctrl+N", "Steps", "1.", "Open the ", "app", "2.",
      "Tap ",
      "Add", "Or plus", "Note", "Keep this letter.", "Key", "Does", "adds", "Said once.", "typed as it stands",
      "Scan this.", "GEZD GNBV GY3T QOJQ",
    ]
    var rest = text[...]
    for words in wanted {
      let found = try #require(rest.range(of: words), "\(words) in \(rest)")
      rest = rest[found.upperBound...]
    }
  }

  @Test func `a letter is the same bytes whatever was made before it`() throws {
    let press = LetterPress(Stationery(), [SampleLetter.text])
    for name in ["Łukasz Żółć", "王小明", "Somebody with a name so long that it needs more than one line of the window"] {
      _ = try press.file(0, for: SampleLetter.recipient(name))
    }
    let bytes = try press.file(0, for: SampleLetter.recipient()).bytes
    #expect(try bytes == SampleLetter.pdf())
    #expect(try bytes != SampleLetter.pdf("Al Example"))
  }

  @Test(
    arguments: [
      "Łukasz Żółć", "Björn Müller", "Nguyễn Thị Ánh", "Ελένη Παπαδοπούλου", "Олена Ковальчук", "محمد حسين",
      "علاء الأحمد", "דוד כהן",
      "สมชาย ใจดี", "राजेश कुमार", "王小明", "山田太郎", "김민수",
    ])
  func `a name in any script can be selected as it was written`(_ name: String) throws {
    let text = try Reader.run("pdftotext", Reader.file(SampleLetter.pdf(name)), "-")
    // pdftotext marks letters that run from right to left.
    let letters = text.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }
    #expect(String(String.UnicodeScalarView(letters)).contains("Dear \(name),"), "\(text.prefix(200))")
  }

  @Test func `a character that no font has is an error`() {
    #expect(throws: LetterFlaw.missingGlyph("\u{10FFFD}")) { try SampleLetter.pdf("Jo \u{10FFFD}") }
  }

  @Test func `an address that the window does not show is an error`() {
    let long = (1...20).map { "Line \($0)" }.joined(separator: "\n")
    #expect(throws: LetterFlaw.addressTooLarge) { try SampleLetter.pdf(long) }
  }

  @Test func `letters merged into one file are those that they are alone`() throws {
    let names = ["Jo Example", "Łukasz Żółć", "王小明", "Jo Example"]
    let press = LetterPress(Stationery(), [SampleLetter.text])
    let file = try Reader.file(merged(names, press, takingSectionsEvery: 1))
    #expect(try Reader.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
    for (index, name) in names.enumerated() {
      let page = "\(index + 1)"
      let alone = try press.file(0, for: SampleLetter.recipient(name, serial: "GG0TEST0\(index + 10)")).bytes
      #expect(
        try Reader.run("pdftotext", "-f", page, "-l", page, file, "-")
          == Reader.run("pdftotext", Reader.file(alone), "-"))
      #expect(try Reader.pixels(of: file, page: index + 1) == Reader.pixels(of: Reader.file(alone)))
    }
  }

  @Test func `a merged file of many letters is the same however its sections are written`() throws {
    let names = (0..<90).map { "Person \($0 % 7)" }
    let press = LetterPress(Stationery(), [SampleLetter.text])
    let bytes = try merged(names, press, takingSectionsEvery: 1)
    #expect(try bytes == merged(names, press, takingSectionsEvery: 90))
    #expect(try bytes == merged(names, press, takingSectionsEvery: 41))
    let file = try Reader.file(bytes)
    #expect(try Reader.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
    for page in [1, 45, 90] {
      let text = try Reader.run("pdftotext", "-f", "\(page)", "-l", "\(page)", file, "-")
      #expect(text.contains("Dear \(names[page - 1]),"))
      #expect(text.contains("GG0TEST0\(page + 9)"))
    }
    // Each of them is a part of the document's structure.
    let structure = try Reader.run("pdfinfo", "-struct", file)
    #expect(structure.split(separator: "\n").filter { $0.trimmingPrefix { $0 == " " } == "H1 (block)" }.count == 90)
  }

  private func merged(_ names: [String], _ press: LetterPress, takingSectionsEvery step: Int) throws -> [UInt8] {
    var merged = press.merged(title: "Letters", language: "en")
    var bytes: [UInt8] = []
    for (index, name) in names.enumerated() {
      merged.add(try press.part(0, for: SampleLetter.recipient(name, serial: "GG0TEST0\(index + 10)")))
      guard (index + 1) % step == 0 else { continue }
      for section in merged.takeSections() { merged.append(press.written(section)) }
      bytes += merged.drain()
    }
    for section in merged.takeSections() { merged.append(press.written(section)) }
    return try bytes + merged.finish()
  }
}
