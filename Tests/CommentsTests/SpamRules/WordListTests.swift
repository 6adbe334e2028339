import Comments
import Testing

@Suite struct WordListTests {
  private static func findings(_ text: String) -> [String] {
    WordList.parse(Array(text.utf8), file: "spam.txt").diagnostics.map(\.description)
  }

  private static func found(_ list: String, in text: String) -> [String] {
    WordList.parse(Array(list.utf8), file: "spam.txt").list.entries(in: text).map(\.text)
  }

  @Test func `all that is wrong with a list is told, with its line`() {
    #expect(
      Self.findings("# words\nab\ncas*no\n\n !!! \nCasino\r\n*\nc\u{430}sin\u{3BF}\nfree*\nfree\n!free\n字\n") == [
        "spam.txt:2: error: \"ab\" would be found in too many comments\n  hint: write at least 3 letters",
        "spam.txt:3: error: a star within \"cas*no\"\n  hint: put it at the end, or write the words one by one",
        "spam.txt:5: error: \"!!\" has no letter\n  hint: write a word, or remove the line",
        "spam.txt:7: error: \"*\" has no letter\n  hint: write a word, or remove the line",
        "spam.txt:8: error: \"c\u{430}sin\u{3BF}\" stands on line 6 already\n  hint: remove one of them",
        "spam.txt:11: error: \"free\" stands on line 10 already\n  hint: remove one of them",
        "spam.txt:12: error: \"字\" would be found in too many comments\n  hint: write at least 2 letters",
      ])
    #expect(
      WordList.parse([0x61, 0x62, 0x63, 0x0A, 0xFF, 0x0A], file: "spam.txt").diagnostics.map(\.description) == [
        "spam.txt:2: error: a line that is not valid UTF-8\n  hint: save the file as UTF-8"
      ])
    #expect(Self.findings("") == [] && Self.findings("# only this\n\n") == [])
  }

  @Test(arguments: [
    ("casino", "A casino.", ["casino"]), ("casino", "CASINO-Royale", ["casino"]), ("casino", "casinos", []),
    ("casino", "c\u{200B}a\u{AD}sino", ["casino"]), ("casino", "ｃａｓｉｎｏ 𝐜𝐚𝐬𝐢𝐧𝐨 ⓒⓐⓢⓘⓝⓞ", ["casino", "casino", "casino"]),
    ("casino", "cásïñø сasіnо", ["casino", "casino"]), ("casino", "ca\u{301}sino", ["casino"]),
    ("casino", "c4s1n0", ["casino"]),
    ("casino", "c@$!no c@sino!", ["casino", "casino"]), ("casino", "mail@casino.example", ["casino"]),
    ("casi*", "casinos Casimir", ["casi*", "casi*"]), ("casi*", "cas", []),
    ("online casino", "online\nCasino", ["online casino"]),
    ("online casino", "online the casino", []), ("online cas*", "ONLINE casinos", ["online cas*"]),
    ("4000", "4000 4ooo", ["4000"]),
    ("赌场", "最好的赌场在这里", ["赌场"]), ("在线赌场", "这是在线赌场", ["在线赌场"]), ("在线赌场", "在线的赌场", []),
    ("bücher", "Bucher BÜCHER", ["bücher", "bücher"]),
    ("casino.example", "see www.casino.example/x", ["casino.example"]),
  ])
  func `words are found as people see them`(list: String, text: String, found: [String]) {
    #expect(Self.found(list, in: text) == found)
  }

  @Test func `a long list and a long text are no matter`() {
    let list = (0..<10_000).map { "word\(["a", "b", "c"][$0 % 3])\($0)\n" }.joined()
    let text = String(repeating: "worda0 ", count: 700) + "wordc9998"
    #expect(Set(Self.found(list, in: text)) == ["worda0", "wordc9998"])
  }
}
