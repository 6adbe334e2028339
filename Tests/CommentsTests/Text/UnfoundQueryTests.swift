import Comments
import Testing

@Suite struct UnfoundQueryTests {
  @Test(arguments: [
    ("  VPN   on\tmy\nMac ", "vpn on my mac"), ("Passwort ZURÜCKSETZEN", "passwort zurücksetzen"),
    ("a\u{202E}b\u{200B}c\u{0}", "abc"), ("error 0x80070005", "error 0x80070005"),
    ("Windows 11 24H2", "windows 11 24h2"),
    ("room 4711", "room 4711"), ("C++ #1", "c++ #1"), ("كلمة السر", "كلمة السر"),
  ])
  func `words are counted in small letters, on one line`(text: String, words: String) {
    #expect(UnfoundQuery(text)?.text == words)
  }

  @Test(arguments: [
    "", " \n ", "\u{200B}", "ada@example.com", "ada＠example.com", "why does ada @ work", "12345", "id 4711-0815",
    "+44 20 7946 0123", "(030) 12 34", "1.2.3.4.5", "١٢٣٤٥", "0x1234567890123", "x0x80070005", "0x80070005/12345",
  ])
  func `what looks like somebody's address or number is not counted`(text: String) {
    #expect(UnfoundQuery(text) == nil)
  }

  @Test func `what is long is cut off, but what is cut off is looked at`() {
    #expect(UnfoundQuery(String(repeating: "ä", count: 500))?.text == String(repeating: "ä", count: 80))
    #expect(UnfoundQuery(String(repeating: "a", count: 79) + " bc")?.text == String(repeating: "a", count: 79))
    #expect(UnfoundQuery(String(repeating: "a ", count: 200) + "ada@example.com") == nil)
    // No letter is cut in two.
    #expect(UnfoundQuery(String(repeating: "👩‍👩‍👧", count: 100))?.text == String(repeating: "👩‍👩‍👧", count: 80))
    #expect(UnfoundQuery("e" + String(repeating: "\u{301}", count: 10_000))?.text.unicodeScalars.count ?? 99 < 10)
  }
}
