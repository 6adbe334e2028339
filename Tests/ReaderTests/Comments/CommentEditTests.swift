import Comments
import Foundation
import Testing

extension ReaderTests {
  /// What authors may do with comments of theirs, in real browsers.
  @Suite struct CommentEditTests {
    @Test(arguments: Engine.allCases)
    func `an author changes a comment and takes it back, and nobody else can`(engine: Engine) throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(engine, at: site)
      try reader.open()
      try reader.send("Frist.")
      try reader.wait(for: "Your comment is published.")
      // In the same tab, a moment later.
      try reader.open(until: 1)
      try Wait.until("it can be changed") { try buttons(reader).contains("Change") ? true : nil }
      try reader.press("Change")
      let form = """
        return [document.activeElement.id, document.getElementById('comment-name').value,
          document.getElementById('comment-text').value, document.querySelector('[data-part=mode]').innerText];
        """
      #expect(try reader.window.evaluate(form) == ["comment-text", "Ada", "Frist.", "You change your comment."])
      try reader.type("First.", into: "text")
      try reader.press("Send")
      try reader.wait(for: "Your change is saved.")
      #expect(try reader.shown() == [["Ada", "First.", 0]])
      #expect(try site.thread().map(\.comment?.markdown) == ["First."])
      let changed = try reader.window.evaluate("return document.querySelector('[data-part=edited]').innerText").text
      #expect(changed.hasPrefix("changed "))
      // Another browser.
      let other = try CommentingReader(.chromium, at: site)
      try other.open(until: 1)
      #expect(try !buttons(other).contains { ["Change", "Take back"].contains($0) })
      try reader.press("Take back")
      #expect(try site.thread().count == 1)
      try reader.press("Take it back for good")
      try reader.wait(for: "Your comment is gone.")
      #expect(try reader.shown() == [])
      #expect(try site.thread().isEmpty)
      #expect(try reader.window.evaluate("return document.activeElement.id") == "comments")
    }

    @Test func `a change that is not sent leaves the draft of another comment alone`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.send("Mine.")
      try reader.wait(for: "Your comment is published.")
      try reader.type("A draft.", into: "text")
      try reader.press("Change")
      try reader.type("Something else.", into: "text")
      try reader.press("Cancel")
      #expect(try reader.window.evaluate("return document.getElementById('comment-text').value") == "A draft.")
      #expect(try site.thread().map(\.comment?.markdown) == ["Mine."])
    }

    @Test func `who was approved once and is remembered is no newcomer`() throws {
      let site = try CommentedSite { $0.spam.holdsNewcomers = true }
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.window.evaluate("document.querySelector('[name=remember]').click()")
      try reader.send("The first.")
      try reader.wait(for: "Thank you. A moderator reads your comment before it appears here.")
      let first = try #require(try site.waiting().first)
      _ = try site.store().set(.approved, of: first.id, at: Timestamp.now())
      try reader.open(until: 1)
      try reader.send("The second.")
      try reader.wait(for: "Your comment is published.")
      #expect(try site.thread().count == 2)
    }

    @Test(arguments: Engine.allCases)
    func `a vote counts once, and can be changed and taken back`(engine: Engine) throws {
      let site = try CommentedSite { $0.votes = true }
      try site.add("Words.")
      try site.bake()
      let reader = try CommentingReader(engine, at: site)
      func wait(_ wanted: [JSON]) throws {
        let look =
          "return [...document.querySelectorAll('.comment button')].map(each => [each.textContent.trim(), each.ariaPressed])"
        try Wait.until("the votes are \(wanted)") { try reader.window.evaluate(look).items == wanted ? true : nil }
      }
      try reader.open(until: 1)
      try wait([["Helpful", "false"], ["Not helpful", "false"]])
      try reader.press("Helpful")
      try wait([["Helpful 1", "true"], ["Not helpful", "false"]])
      try reader.open(until: 1)
      try wait([["Helpful 1", "true"], ["Not helpful", "false"]])
      try reader.press("Not helpful")
      try wait([["Helpful", "false"], ["Not helpful 1", "true"]])
      try reader.press("Not helpful 1")
      try wait([["Helpful", "false"], ["Not helpful", "false"]])
    }

    private func buttons(_ reader: CommentingReader) throws -> [String] {
      try reader.window.evaluate("return [...document.querySelectorAll('.comment button')].map(each => each.innerText)")
        .items.map(\.text)
    }
  }
}
