import Comments
import Foundation
import Testing

extension ReaderTests {
  /// What becomes of a text while it is written: over a reload, after a change that is not sent, and with a server that does
  /// not answer.
  @Suite struct CommentDraftTests {
    private static let alone = "The comment that you reply to is not there any more. Yours will stand by itself."
    private static let text = "return document.getElementById('comment-text').value"
    /// What the form says it is for; nothing where that is hidden.
    private static let mode =
      "const line = document.querySelector('.comment-mode'); return line.hidden ? '' : line.querySelector('span').innerText"

    @Test func `a reply says whom it answers after a reload too, though the page does not have that comment`() throws {
      let site = try CommentedSite()
      try site.add("Not in the page yet.")
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open(until: 1)
      try reader.press("Reply")
      try reader.type("A reply.", into: "text")
      try reader.open(until: 1)
      #expect(try reader.window.evaluate(Self.mode) == "You reply to Ada.")
      try reader.press("Cancel")
      #expect(try reader.window.evaluate("return document.activeElement.id") == "comment-text")
      #expect(try reader.window.evaluate(Self.mode) == "")
      try reader.open(until: 1)
      #expect(try reader.window.evaluate(Self.text) == "A reply.")
      try reader.press("Reply")
      try reader.send("A reply.", by: "Bo")
      try reader.wait(for: "Your comment is published.")
      #expect(try site.thread().map(\.depth) == [0, 1])
    }

    @Test(arguments: [true, false])
    func `a reply to what has gone meanwhile stands by itself, and the form says so`(reloads: Bool) throws {
      let site = try CommentedSite()
      let parent = try site.add("Soon gone.")
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open(until: 1)
      try reader.press("Reply")
      try reader.type("A reply.", into: "text")
      try reader.type("Bo", into: "name")
      _ = try site.store().set(.deleted, of: parent, at: Timestamp.now())
      // Its server forgets what it had ready.
      site.stopComments()
      try site.startComments()
      let challenges =
        "return performance.getEntriesByType('resource').filter(each => each.name.includes('challenge')).length"
      if reloads {
        try reader.open(until: 0)
      } else {
        try reader.press("Send")
      }
      try reader.wait(for: Self.alone)
      // The work was not to blame, and is not done again.
      #expect(try reader.window.evaluate(challenges) == (reloads ? 0 : 1))
      #expect(try reader.window.evaluate(Self.mode) == "")
      #expect(try reader.window.evaluate(Self.text) == "A reply.")
      try reader.press("Send")
      try reader.wait(for: "Your comment is published.")
      #expect(try site.thread().map(\.depth) == [0])
      #expect(try site.thread().map(\.comment?.author) == ["Bo"])
    }

    @Test func `a change that was begun is there after a reload, until it is cancelled or sent`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.send("Mine.")
      try reader.wait(for: "Your comment is published.")
      try reader.type("A draft.", into: "text")
      func change() throws {
        try Wait.until("it can be changed") {
          try reader.window.evaluate("return document.querySelector('[data-part=edit]') != null") == true ? true : nil
        }
        try reader.press("Change")
      }
      try change()
      try reader.type("Half a change", into: "text")
      try reader.open(until: 1)
      #expect(try reader.window.evaluate(Self.text) == "A draft.")
      try change()
      #expect(try reader.window.evaluate(Self.text) == "Half a change")
      try reader.press("Cancel")
      #expect(try reader.window.evaluate("return document.activeElement.id") == "comment-text")
      try change()
      #expect(try reader.window.evaluate(Self.text) == "Mine.")
      try reader.type("A whole change.", into: "text")
      try reader.press("Send")
      try reader.wait(for: "Your change is saved.")
      // The draft of another comment is none of its business.
      #expect(try reader.window.evaluate(Self.text) == "A draft.")
      try change()
      #expect(try reader.window.evaluate(Self.text) == "A whole change.")
      #expect(try site.thread().map(\.comment?.markdown) == ["A whole change."])
    }

    @Test func `a server that takes the comment and says nothing is down after a while`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.type("Words.", into: "text")
      try reader.type("Ada", into: "name")
      try reader.window.evaluate(
        """
        const timeout = AbortSignal.timeout;
        AbortSignal.timeout = (time) => { window.limit = time; return timeout.call(AbortSignal, 100); };
        window.fetch = (_, { signal }) =>
          new Promise((_, refuse) => signal?.addEventListener('abort', () => refuse(signal.reason)));
        """)
      try reader.press("Send")
      try reader.wait(
        for: "The comments cannot be reached at the moment. What you write is kept in this window: send it later.")
      #expect(try reader.window.evaluate("return window.limit") == 20_000)
      #expect(try reader.window.evaluate(Self.text) == "Words.")
    }

    @Test func `the worker that did the work ends with it`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.window.evaluate(
        """
        const { terminate } = Worker.prototype;
        window.ended = 0;
        Worker.prototype.terminate = function () { window.ended++; terminate.call(this); };
        """)
      try reader.send("Words.")
      try reader.wait(for: "Your comment is published.")
      #expect(try reader.window.evaluate("return window.ended") == 1)
    }

    @Test func `who votes stays at the button, and is told the new count`() throws {
      let site = try CommentedSite { $0.votes = true }
      try site.add("Words.")
      try site.add("More words.", by: "Bo")
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open(until: 2)
      try reader.window.evaluate("document.querySelectorAll('[data-part=up]')[1].focus()")
      try reader.window.press(.enter)
      try reader.wait(for: "Helpful 1")
      let focus = """
        const button = document.activeElement;
        return [button.dataset.part, button.ariaPressed, button.closest('article').querySelector('b').innerText];
        """
      #expect(try reader.window.evaluate(focus) == ["up", "true", "Bo"])
    }
  }
}
