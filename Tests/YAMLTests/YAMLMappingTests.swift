import Diagnostics
import Testing
import YAML

/// What `read` finds wrong with `text`, as it is printed.
private func findings(_ text: String, _ read: (inout YAMLMapping) -> Void) throws -> [String] {
  let (node, diagnostics) = YAMLNode.parse(Array(text.utf8)[...], file: "a.md")
  #expect(diagnostics == [])
  var mapping = YAMLMapping(try #require(node), called: "front matter")
  read(&mapping)
  return mapping.finish().map(\.description)
}

@Suite struct YAMLMappingTests {
  @Test func `values come in the types that are asked for`() throws {
    let text = """
      title: 2024
      weight: -10
      draft: true
      date: 2024-02-29
      review-every: 6 months
      tags: [mfa, 12]
      aliases: /old
      nothing:
      by: browser
      organisation:
        name: Contoso
      links:
      - label: Home
      - label: Help
      variables: {b: 1, a: 2}
      """
    let wrong = try findings(text) { front in
      #expect(front.string("title") == "2024")
      #expect(front.integer("weight") == -10)
      #expect(front.boolean("draft") == true)
      #expect(front.date("date") == CalendarDate(year: 2024, month: 2, day: 29))
      #expect(front.days("review-every") == 182)
      #expect(front.strings("tags") == ["mfa", "12"])
      #expect(front.strings("aliases") == ["/old"])
      #expect(front.string("nothing") == nil)
      #expect(front.string("absent") == nil)
      #expect(front.choice("by", among: ["browser", "os"]) == "browser")
      #expect(front.mapping("organisation") { $0.string("name") } == "Contoso")
      #expect(front.mappings("links") { $0.string("label") } == ["Home", "Help"])
      #expect(front.entries("variables").map(\.key) == ["b", "a"])
      front.require("title")
    }
    #expect(wrong == [])
  }

  @Test(arguments: [
    ("180 days", 180), ("1 day", 1), ("2 weeks", 14), ("1 month", 30), ("12 months", 365), ("1 year", 365),
  ])
  func `a span of time is a number of days`(text: String, expected: Int) throws {
    var days: Int?
    #expect(try findings("every: \(text)") { days = $0.days("every") } == [])
    #expect(days == expected)
  }

  @Test(arguments: [
    (
      "title: [a]",
      "a.md:1:8: error: \"title\" must be text, not a list\n"
        + "  hint: put a value that starts with \"[\", \"{\" or \"- \" in double quotes"
    ),
    (
      "weight: ten",
      "a.md:1:9: error: \"weight\" must be a whole number, not \"ten\"\n  hint: write digits alone, without quotes"
    ),
    (
      "weight: \"10\"",
      "a.md:1:9: error: \"weight\" must be a whole number, not the text \"10\"\n"
        + "  hint: write digits alone, without quotes"
    ),
    (
      "weight: 101",
      "a.md:1:9: error: \"weight\" must be a whole number from 0 to 100, not \"101\"\n"
        + "  hint: choose one within the range"
    ),
    (
      "weight: 99999999999999999999",
      "a.md:1:9: error: \"weight\" must be a whole number, not \"99999999999999999999\"\n"
        + "  hint: write digits alone, without quotes"
    ),
    (
      "draft: yes",
      "a.md:1:8: error: \"draft\" must be true or false, not \"yes\"\n  hint: write true or false, without quotes"
    ),
    (
      "date: 2023-02-29",
      "a.md:1:7: error: \"date\" must be a date, not \"2023-02-29\"\n"
        + "  hint: write the year, the month and the day of a real date: 2026-11-01"
    ),
    (
      "every: 6 moons",
      "a.md:1:8: error: \"every\" must be a span of time, not \"6 moons\"\n"
        + "  hint: write it as 180 days, 6 months or 1 year"
    ),
    (
      "every: 99999999999999999 years",
      "a.md:1:8: error: \"every\" must be a span of time, not \"99999999999999999 years\"\n"
        + "  hint: write it as 180 days, 6 months or 1 year"
    ),
    (
      "tags: [a, [b]]",
      "a.md:1:11: error: each of \"tags\" must be text, not a list\n  hint: put the item in double quotes"
    ),
    (
      "by: brwser",
      "a.md:1:5: error: unknown by \"brwser\"\n  hint: did you mean \"browser\"?"
    ),
    (
      "by: moon",
      "a.md:1:5: error: unknown by \"moon\"\n  hint: write one of browser, os"
    ),
    (
      "site: x",
      "a.md:1:7: error: \"site\" must be a mapping, not \"x\"\n"
        + "  hint: write a \"key: value\" on each line below it, indented by two spaces"
    ),
    (
      "links: [x]",
      "a.md:1:9: error: each of \"links\" must be a mapping, not \"x\"\n"
        + "  hint: write \"- key: value\", further keys in the same column as the first"
    ),
    (
      "weigth: 1",
      "a.md:1:1: error: unknown key \"weigth\" in the front matter\n  hint: did you mean \"weight\"?"
    ),
    (
      "colour: red",
      "a.md:1:1: error: unknown key \"colour\" in the front matter\n"
        + "  hint: the keys are by, date, draft, every, links, site, tags, title, weight"
    ),
    (
      "site: {nam: x}",
      "a.md:1:8: error: unknown key \"nam\" in the mapping \"site\"\n  hint: did you mean \"name\"?"
    ),
    (
      "title:Hello",
      "a.md:1:1: error: the front matter must be a mapping, not \"title:Hello\"\n"
        + "  hint: write a \"key: value\" on each line, with a space behind the colon"
    ),
  ])
  func `what is wrong is said in a sentence, with a place and a hint`(text: String, expected: String) throws {
    let wrong = try findings(text, readEverything)
    #expect(wrong == [expected])
  }

  @Test func `all that is wrong comes at once`() throws {
    let text = "title: [a]\nweight: ten\ndraft: maybe\nsite: {nam: x}\nlinks: [{labl: y}]\ncolour: red\n"
    #expect(try findings(text, readEverything).count == 6)
  }

  @Test(arguments: [
    ("weight: 1", "a.md:1:1: error: the front matter has no \"title\"\n  hint: add \"title: …\""),
    ("weight: 1\ntitle:", "a.md:2:1: error: the front matter has no \"title\"\n  hint: add \"title: …\""),
    ("title: ''", "a.md:1:1: error: the front matter has no \"title\"\n  hint: add \"title: …\""),
    ("", "a.md:1:1: error: the front matter has no \"title\"\n  hint: add \"title: …\""),
  ])
  func `a key that must be there is reported where it is missing`(text: String, expected: String) throws {
    let wrong = try findings(text) { front in
      front.require("title")
      _ = front.integer("weight")
    }
    #expect(wrong == [expected])
  }

  private func readEverything(_ front: inout YAMLMapping) {
    _ = front.string("title")
    _ = front.integer("weight", in: 0...100)
    _ = front.boolean("draft")
    _ = front.date("date")
    _ = front.days("every")
    _ = front.strings("tags")
    _ = front.choice("by", among: ["browser", "os"])
    _ = front.mapping("site") { $0.string("name") }
    _ = front.mappings("links") { $0.string("label") }
  }
}
