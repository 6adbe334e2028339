import Templates
import Testing

@Suite struct EscapingTests {
  private func escapedOneByOne(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: String(scalar)
      }
    }.joined()
  }

  @Test func `each byte is escaped, or not, wherever it stands`() {
    for byte in UInt8(1)...127 {
      for position in 0..<20 {
        var text = Array(repeating: UInt8(ascii: "a"), count: 20)
        text[position] = byte
        let string = String(decoding: text, as: UTF8.self)
        #expect(rendered(["page": "{{x}}"], .object(["x": .text(text)])) == escapedOneByOne(string))
      }
    }
  }

  @Test(arguments: ["", "<", "\u{1}<\u{0}&", "\u{0}\u{1}!\"#$%&'()<=>?@", "ä<ö>ü&é'\"", "<<<<<<<<<>>>>>>>>>&&&&&&&&"])
  func `runs of escapes and other letters come out right`(text: String) {
    #expect(rendered(["page": "{{x}}"], .object(["x": .text(Array(text.utf8))])) == escapedOneByOne(text))
  }

  @Test func `a page may be larger than the buffer that it starts with`() {
    let long = String(repeating: "a<b ", count: 100_000)
    let output = rendered(["page": "{{x}}{{{x}}}"], .object(["x": .text(Array(long.utf8))]))
    #expect(output == escapedOneByOne(long) + long)
  }
}
