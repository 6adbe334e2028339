import Comments
import Testing

@Suite struct TextFingerprintTests {
  @Test(arguments: [
    ("Buy now, at once!", "buy NOW at... once"), ("a b c", "abc"), ("Café\u{301}", "cafe"), ("c\u{430}sino", "casino"),
    ("ca\u{200B}sino", "casino"),
  ])
  func `spaces, case, punctuation, accents and look-alikes make no difference`(one: String, other: String) {
    #expect(TextFingerprint(one) == TextFingerprint(other))
    #expect(TextFingerprint(one) != TextFingerprint(other + "x"))
  }

  @Test func `a fingerprint can be stored, and is the same on all machines`() throws {
    let fingerprint = TextFingerprint("The quick brown fox jumps over the lazy dog.")
    #expect(fingerprint.text.utf8.count == 84)
    #expect(TextFingerprint(text: fingerprint.text) == fingerprint)
    #expect(fingerprint.letters == 35)
    #expect(fingerprint.text.hasPrefix("0023"))
    for text in [
      "", "00", fingerprint.text + "00", fingerprint.text.uppercased(), String(fingerprint.text.dropLast()) + "g",
    ] {
      #expect(TextFingerprint(text: text) == nil)
    }
  }

  @Test func `likeness falls with each word that differs`() {
    let words = (0..<60).map { "\(["red", "green", "blue", "white"][$0 % 4])word\($0 * $0)" }
    let whole = TextFingerprint(words.joined(separator: " "))
    var last = 101
    for changed in [0, 3, 12, 30, 60] {
      let other = words.enumerated().map { $0 < changed ? "other\($0 * 7)thing" : $1 }.joined(separator: " ")
      let likeness = whole.likeness(to: TextFingerprint(other))
      #expect(likeness < last, "\(changed): \(likeness)")
      last = likeness
    }
    #expect(whole.likeness(to: whole) == 100)
    #expect(last < 15)
  }

  @Test(arguments: ["", "!", "a", "ab", "🎉"])
  func `short and empty texts have fingerprints too`(text: String) {
    #expect(TextFingerprint(text).likeness(to: TextFingerprint(text)) == 100)
    #expect(TextFingerprint(text: TextFingerprint(text).text) == TextFingerprint(text))
  }
}
