import Testing

@testable import Guide

@Suite struct FrontMatterTests {
  @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
  func `all keys are read, whatever the line endings, and the body begins on the line behind`(
    end: String, mark: String
  ) {
    let lines = [
      "---", "title: New phone", "description: Move it", "weight: 20", "date: 2026-01-02", "reviewed: 2026-02-03",
      "review-every: 180 days", "owner: Anna", "draft: true", "aliases: [old.html]", "tags: [a, b]", "comments: false",
      "---", "Body",
    ]
    let read = FrontMatter.parse(Array((mark + lines.joined(separator: end)).utf8), path: "content/a.md")
    #expect(read.diagnostics.isEmpty)
    #expect(read.bodyLine == 14)
    #expect(String(decoding: read.body, as: UTF8.self) == "Body")
    let front = read.frontMatter
    #expect(front.title == "New phone")
    #expect(front.description == "Move it")
    #expect(front.weight == 20)
    #expect(front.date.map { "\($0)" } == "2026-01-02")
    #expect(front.reviewed.map { "\($0)" } == "2026-02-03")
    #expect(front.reviewEvery == 180)
    #expect(front.owner == "Anna")
    #expect(front.isDraft)
    #expect(front.aliases.map(\.text) == ["old.html"])
    #expect(front.tags.map(\.text) == ["a", "b"])
    #expect(front.comments == false)
  }

  @Test func `a line of more than three hyphens does not end the front matter`() {
    let read = FrontMatter.parse(Array("---\ntitle: A\n----\n---\nBody\n".utf8), path: "a.md")
    #expect(String(decoding: read.body, as: UTF8.self) == "Body\n")
  }
}
