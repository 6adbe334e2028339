import Diagnostics
import Testing
import YAML

@Suite struct ParsingTests {
  @Test(arguments: [
    ("", "null"),
    ("# only a comment\n", "null"),
    ("---\n", "null"),
    ("title: Setting up MFA\nweight: 10\n", "{title: Setting up MFA, weight: 10}"),
    (
      "version: 1.10\nowner:\nnone: ~\nno: null\nquoted: \"\"\nword: 'null'\n",
      #"{version: 1.10, owner: null, none: null, no: null, quoted: "", word: "null"}"#
    ),
    ("tags: [mfa, 'two words']\naliases:\n- /old\n- /older\n", #"{tags: [mfa, "two words"], aliases: [/old, /older]}"#),
    ("text: |\n  one\n  two\nfolded: >-\n  three\n  four\n", "{text: \"one\ntwo\n\", folded: \"three four\"}"),
    ("a:\n  b:\n    c: {d: e}\n", "{a: {b: {c: {d: e}}}}"),
    ("---\na: b\n...\n", "{a: b}"),
    ("a: b\r\nc: d\r\n", "{a: b, c: d}"),
    ("\u{FEFF}a: b\nc: d\n", "{a: b, c: d}"),
    ("name: Zoë 🦊\n", "{name: Zoë 🦊}"),
    ("a: !!str 12\nb: !!str\n", #"{a: "12", b: ""}"#),
    ("base: &base {x: 1}\ncopy: *base\nlist: [&one 1, *one]\n", "{base: {x: 1}, copy: {x: 1}, list: [1, 1]}"),
    ("&key a: 1\nb: *key\n", "{a: 1, b: a}"),
  ])
  func `a text becomes a tree`(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test func `places count lines from the first line given and columns in bytes`() throws {
    let text = "title: Zoë\nüber: [ä, b]\r\ndeep:\n  key:   value\n"
    let (node, _) = YAMLNode.parse(Array("---\n\(text)".utf8).dropFirst(4), file: "content/a.md", firstLine: 2)
    guard case .mapping(let entries) = try #require(node).value else {
      Issue.record("not a mapping")
      return
    }
    #expect(entries.map(\.keyPlace.description) == ["content/a.md:2:1", "content/a.md:3:1", "content/a.md:4:1"])
    #expect(entries.map(\.value.place.description) == ["content/a.md:2:8", "content/a.md:3:8", "content/a.md:5:3"])
    guard case .sequence(let items) = entries[1].value.value, case .mapping(let deep) = entries[2].value.value else {
      Issue.record("not a list and a mapping")
      return
    }
    #expect(items.map(\.place.column) == [9, 13])
    #expect(deep.map(\.value.place.description) == ["content/a.md:5:10"])
  }

  @Test func `a byte order mark shifts the columns of its line alone`() throws {
    let (node, _) = YAMLNode.parse(Array("\u{FEFF}a: b\nc: d\n".utf8)[...], file: "a.yml")
    guard case .mapping(let entries) = try #require(node).value else {
      Issue.record("not a mapping")
      return
    }
    #expect(entries.map(\.keyPlace.description) == ["a.yml:1:4", "a.yml:2:1"])
  }

  @Test func `the value of an alias stands where the alias is written`() throws {
    let (node, _) = YAMLNode.parse(Array("a: &x {k: v}\nb: *x\n".utf8)[...], file: "a.yml")
    guard case .mapping(let entries) = try #require(node).value else {
      Issue.record("not a mapping")
      return
    }
    #expect(entries[1].value.place.description == "a.yml:2:4")
  }

  @Test func `a key that is written twice keeps its first value, and reading goes on`() throws {
    let (node, diagnostics) = YAMLNode.parse(Array("a: 1\na: 2\nb: 3\nb: 4\n".utf8)[...], file: "a.yml")
    #expect(tree(try #require(node)) == "{a: 1, b: 3}")
    #expect(diagnostics.map(\.place?.line) == [2, 4])
  }

  @Test func `twice written keys are found among many`() {
    let keys = (0..<1000).map { "key\($0): x\n" }.joined()
    #expect(findings(keys) == [])
    #expect(
      findings(keys + "key5: y\nkey999: y\n") == [
        "a.yml:1001:1: error: \"key5\" is written twice\n  hint: keep one of them; the first is on line 6",
        "a.yml:1002:1: error: \"key999\" is written twice\n  hint: keep one of them; the first is on line 1000",
      ])
  }
}
