import Diagnostics
import Testing
import YAML

@Suite struct MessageTests {
  @Test(arguments: [
    (
      "a: 1\n\tb: 2\n",
      "a.yml:2:1: error: a tab stands where the line is indented\n  hint: indent with spaces"
    ),
    (
      "a:\n\t- b\n",
      "a.yml:2:1: error: a tab stands where the line is indented\n  hint: indent with spaces"
    ),
    (
      "title: Setting up: MFA\n",
      "a.yml:1:18: error: a value holds \": \"\n  hint: put the value in double quotes"
    ),
    (
      "title: MFA\n  weight: 3\n",
      "a.yml:2:9: error: \"weight\" is indented further than the keys beside it\n"
        + "  hint: start all keys of a mapping in the same column"
    ),
    (
      "title:Hello there\nweight: 1\n",
      "a.yml:1:1: error: no space behind the \":\" of \"title:Hello there\"\n"
        + "  hint: write \"title: \", then the value"
    ),
    (
      "a: 1\ntitle: x\n  just words\nb: 2: 3\n",
      "a.yml:4:5: error: a value holds \": \"\n  hint: put the value in double quotes"
    ),
    (
      "just words\nb: 2\n",
      "a.yml:1:1: error: \"just words\" has no \":\"\n  hint: write it as \"key: value\""
    ),
    (
      "title: x\nweight:3\nowner: y\n",
      "a.yml:2:1: error: no space behind the \":\" of \"weight:3\"\n  hint: write \"weight: \", then the value"
    ),
    (
      "title: x\njust words\nowner: y\n",
      "a.yml:2:1: error: \"just words\" has no \":\"\n  hint: write it as \"key: value\""
    ),
    (
      "title: \"never closed\nweight: 1\n",
      "a.yml:1:8: error: a quote is opened and never closed\n  hint: end the value with the same quote"
    ),
    (
      "title: \"MFA\" for all\n",
      "a.yml:1:14: error: there is text behind the end of a value: \"for all\"\n"
        + "  hint: put the whole value in single quotes"
    ),
    (
      "title: {{organisation.name}} guide\n",
      "a.yml:1:9: error: a key must be text, not a list or a mapping\n"
        + "  hint: put a value that starts with \"{\" or \"[\" in double quotes"
    ),
    (
      "a:\n    b: 1\n  c: 2\n",
      "a.yml:3:3: error: \"c: 2\" does not line up with the keys above it\n"
        + "  hint: start all keys of a mapping in the same column, each with \": \" behind it"
    ),
    (
      "tags: [a, b\nweight: 1\n",
      "a.yml:1:7: error: a list in \"[\" and \"]\" is not closed\n"
        + "  hint: put a comma between its items and \"]\" behind the last, or put the whole value in double quotes"
    ),
    (
      "tags: {a: 1\n",
      "a.yml:1:7: error: a mapping in \"{\" and \"}\" is not closed\n"
        + "  hint: put a comma between its entries and \"}\" behind the last, or put the whole value in double quotes"
    ),
    (
      "tags:\n- a\nb\n",
      "a.yml:3:1: error: \"b\" has no \":\"\n  hint: write it as \"key: value\""
    ),
    (
      "tags:\n  - a\n  b: 1\n",
      "a.yml:3:3: error: a list goes on without a \"-\"\n  hint: start each item with \"- \" in the same column"
    ),
    (
      "tags: - a\n",
      "a.yml:1:7: error: a list cannot start here\n  hint: put each \"- \" on a line of its own below the key"
    ),
    ("owner: @helpdesk\n", "a.yml:1:8: error: a value cannot start with \"@\"\n  hint: put the value in double quotes"),
    ("owner: `it`\n", "a.yml:1:8: error: a value cannot start with \"`\"\n  hint: put the value in double quotes"),
    ("owner: %it\n", "a.yml:1:8: error: a value cannot start with \"%\"\n  hint: put the value in double quotes"),
    ("title: ** New **\n", "a.yml:1:9: error: a value cannot start with \"*\"\n  hint: put the value in double quotes"),
    ("title: & more\n", "a.yml:1:9: error: a value cannot start with \"&\"\n  hint: put the value in double quotes"),
    (
      "title: *new\n",
      "a.yml:1:8: error: unknown alias \"*new\"\n  hint: put a value that starts with \"*\" in double quotes"
    ),
    ("a: &news x\nb: *new\n", "a.yml:2:4: error: unknown alias \"*new\"\n  hint: did you mean \"*news\"?"),
    (
      "a: !secret x\n",
      "a.yml:1:4: error: unknown tag \"!secret\"\n  hint: remove it, or put a value that starts with \"!\" in double quotes"
    ),
    ("a: &x [*x]\n", "a.yml:1:8: error: the value \"&x\" contains itself\n  hint: remove this alias"),
    (
      "path: \"C:\\Users\"\n",
      "a.yml:1:12: error: unknown escape behind \"\\\" in double quotes\n"
        + "  hint: write \"\\\\\" for a backslash, or use single quotes"
    ),
    (
      "text: > one\n",
      "a.yml:1:9: error: there is text behind \">\" or \"|\"\n"
        + "  hint: start the text on the next line, or put the value in quotes"
    ),
    (
      "a: 1\n---\nb: 2\n",
      "a.yml:2:1: error: a second document starts here\n  hint: keep one document in a file: remove this \"---\""
    ),
    (": 1\n", "a.yml:1:1: error: a key is missing before \":\"\n  hint: write it as \"key: value\""),
    ("ä: 1\nä: 2\n", "a.yml:2:1: error: \"ä\" is written twice\n  hint: keep one of them; the first is on line 1"),
    ("a: x\u{7}\n", "a.yml:1:5: error: control character U+0007\n  hint: remove it"),
    ("ä: x\u{0}\n", "a.yml:1:6: error: control character U+0000\n  hint: remove it"),
    (
      "[a]: b\n",
      "a.yml:1:1: error: a key must be text, not a list or a mapping\n"
        + "  hint: put a value that starts with \"{\" or \"[\" in double quotes"
    ),
    (
      "\"a\" b\n",
      "a.yml:1:5: error: there is text behind the end of a value: \"b\"\n"
        + "  hint: put the whole value in single quotes"
    ),
  ])
  func `what is wrong is said in a sentence, with a place and a hint`(text: String, expected: String) {
    let wrong = findings(text)
    #expect(wrong == [expected])
  }

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0x0A, 0x62, 0x3A, 0xE9, 0x0A, 0x0A, 0x0A], "a.yml:2:3: error: this is not UTF-8 (byte 0xE9)"),
    ([0xFF, 0xFE, 0x61, 0x00], "a.yml:1:1: error: this is not UTF-8 (byte 0xFF)"),
    ([0x61, 0x3A, 0x20, 0xC3], "a.yml:1:4: error: this is not UTF-8 (byte 0xC3)"),
    ([0x61, 0x3A, 0xE2, 0x82, 0x41, 0x41], "a.yml:1:3: error: this is not UTF-8 (byte 0xE2)"),
    ([0xED, 0xA0, 0x80], "a.yml:1:1: error: this is not UTF-8"),
  ])
  func `bytes that are not UTF-8 are an error where they stand`(bytes: [UInt8], expected: String) throws {
    let (node, diagnostics) = YAMLNode.parse(bytes[...], file: "a.yml")
    #expect(node == nil)
    let finding = try #require(diagnostics.first)
    #expect("\(finding)".hasPrefix(expected), "\(finding)")
    #expect(finding.hint == "save the file as UTF-8")
  }
}
