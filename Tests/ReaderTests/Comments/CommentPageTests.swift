import Comments
import Foundation
import Testing

extension ReaderTests {
  /// Comments in a built site's page, with a comment server and a database, in real browsers.
  @Suite struct CommentPageTests {
    @Test(arguments: Engine.allCases)
    func `a comment that a reader sends stands in the page, and so does a reply to it`(engine: Engine) throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(engine, at: site)
      try reader.open()
      try reader.send("It *works*.")
      try reader.wait(for: "Your comment is published.")
      #expect(try reader.shown() == [["Ada", "It works.", 0]])
      #expect(try site.thread().map(\.comment?.html) == ["<p>It <em>works</em>.</p>\n"])
      let first = try #require(try site.thread().first?.id)
      #expect(try reader.window.evaluate("return document.activeElement.id") == .string("comment-\(first)"))
      try reader.press("Reply")
      #expect(
        try reader.window.evaluate("return document.querySelector('[data-part=mode]').innerText")
          == "You reply to Ada.")
      #expect(try reader.window.evaluate("return document.activeElement.id") == "comment-text")
      try reader.send("Here too.", by: "Bo")
      try reader.wait(for: "Your comment is published.")
      #expect(try reader.shown() == [["Ada", "It works.", 0], ["Bo", "Here too.", 1]])
      #expect(try site.thread().map(\.depth) == [0, 1])
      #expect(try reader.window.evaluate("return document.querySelector('.comments h2').innerText") == "Comments 2")
    }

    @Test(arguments: Engine.allCases)
    func `without JavaScript a comment is sent as a form, and the page says that it waits`(engine: Engine) throws {
      let site = try CommentedSite()
      let window = try site.windowWithoutJavaScript(engine)
      let reader = CommentingReader(window, at: site)
      try reader.open()
      #expect(try window.evaluate("return document.getElementById('comment-held').checkVisibility()") == false)
      try reader.send("Without a script.")
      try Wait.until("the reader is back on the page") {
        try window.evaluate("return location.hash + document.readyState") == "#comment-heldcomplete" ? true : nil
      }
      #expect(try window.evaluate("return document.getElementById('comment-held').checkVisibility()") == true)
      #expect(try window.evaluate("return document.getElementById('comment-published').checkVisibility()") == false)
      let place = "const {top, bottom} = document.getElementById('comment-held').getBoundingClientRect();"
      try Wait.until("the thanks are in sight") {
        try window.evaluate(place + "return top >= 0 && bottom <= innerHeight") == true ? true : nil
      }
      #expect(try site.waiting().map(\.markdown) == ["Without a script."])
    }

    @Test func `without JavaScript a reply is written on a page of the server that looks like the site`() throws {
      let site = try CommentedSite()
      let first = try site.add("Public.")
      try site.bake()
      let browser = try Browser()
      try browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
      let reader = CommentingReader(browser, at: site)
      try reader.open(until: 1)
      #expect(try browser.evaluate("return document.querySelector('[data-part=reply]').checkVisibility()") == true)
      try reader.press("Reply")
      try Wait.until("the form is there") {
        try browser.evaluate("return location.pathname + document.readyState") == "/replycomplete" ? true : nil
      }
      #expect(
        try browser.evaluate(
          """
          const form = getComputedStyle(document.querySelector('.comment-form'));
          const name = document.querySelector('.site-name');
          return [form.borderStyle, name.innerText, name.href, name.firstChild.naturalWidth > 0, document.documentElement.scrollWidth <= innerWidth];
          """) == ["solid", "Help", .string(site.root), true, true])
      try reader.type("Bo", into: "name")
      try reader.type("A reply.", into: "text")
      try browser.evaluate("document.querySelector('button').click()")
      try Wait.until("the reader is back on the page") {
        try browser.evaluate("return location.href") == .string(site.root + CommentedSite.article + "#comment-held")
          ? true : nil
      }
      #expect(try site.waiting().map(\.parent) == [first])
    }

    @Test(arguments: Engine.allCases)
    func `a comment that waits is shown to who wrote it, and to nobody else`(engine: Engine) throws {
      let site = try CommentedSite(moderation: .before)
      let first = try site.add("Public.")
      let reader = try CommentingReader(engine, at: site)
      try reader.open(until: 1)
      try reader.press("Reply")
      try reader.send("Wait for me.", by: "Bo")
      try reader.wait(for: "Thank you. A moderator reads your comment before it appears here.")
      #expect(try reader.shown() == [["Ada", "Public.", 0], ["Bo", "Wait for me.", 1]])
      #expect(try site.thread().map(\.id) == [first])
      // In the same tab it is still there later.
      try reader.open(until: 2)
      let note = try reader.window.evaluate("return document.querySelector('.comment [data-part=waiting]').innerText")
      #expect(note == "Waits for a moderator. Only you see it, on this device.")
      let other = try CommentingReader(.chromium, at: site)
      try other.open(until: 1)
      // A moderator lets it pass: then it is one like the others.
      let waiting = try #require(try site.waiting().first)
      _ = try site.store().set(.approved, of: waiting.id, at: Timestamp.now())
      // The server shows what another program decides only when its copy of the thread has grown old.
      try Wait.until("the note has gone") {
        try reader.open(until: 2)
        return try reader.window.evaluate("return document.querySelector('[data-part=waiting]') == null") == true
          ? true : nil
      }
      #expect(try site.thread().count == 2)
    }

    @Test(arguments: Engine.allCases)
    func `while the server is down the page stands, the form says so, and the text is kept`(engine: Engine) throws {
      let site = try CommentedSite()
      try site.add("From before.")
      try site.bake()
      site.stopComments()
      let down = "The comments cannot be reached at the moment. What you write is kept in this window: send it later."
      let reader = try CommentingReader(engine, at: site)
      try reader.open(until: 1)
      try reader.wait(for: down)
      try reader.send("Do not lose me.", by: "Bo")
      try reader.wait(for: down)
      try reader.open(until: 1)
      let kept = "return [document.getElementById('comment-name').value, document.getElementById('comment-text').value]"
      #expect(try reader.window.evaluate(kept) == ["Bo", "Do not lose me."])
      try site.startComments()
      try reader.press("Send")
      try reader.wait(for: "Your comment is published.")
      #expect(try site.thread().map(\.comment?.author) == ["Ada", "Bo"])
      #expect(try reader.window.evaluate(kept) == ["", ""])
    }

    @Test func `a comment whose receipt got lost is not there twice when it is sent again`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      // The server takes the comment, and the connection breaks before the browser knows.
      try reader.window.evaluate(
        """
        const whole = window.fetch;
        window.fetch = async (address, options) => {
          const answer = await whole(address, options);
          if (options.method != 'POST' || !address.endsWith('/comments')) return answer;
          window.fetch = whole;
          throw new TypeError('the connection broke');
        };
        """)
      try reader.send("Once.")
      try reader.wait(
        for: "The comments cannot be reached at the moment. What you write is kept in this window: send it later.")
      #expect(try site.thread().count == 1)
      try reader.press("Send")
      try reader.wait(for: "Your comment is published.")
      #expect(try site.thread().count == 1)
      #expect(try reader.shown() == [["Ada", "Once.", 0]])
    }

    @Test func `what is wrong is said at its field, and the first one has the focus`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      let flaws = """
        return [document.activeElement.id, ...['name', 'website', 'text'].map(name => {
          const field = document.getElementById('comment-' + name);
          const words = field.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).innerText);
          return field.ariaInvalid == 'true' ? words[0] : '';
        })];
        """
      try reader.press("Send")
      #expect(
        try reader.window.evaluate(flaws) == ["comment-name", "Write something here.", "", "Write something here."])
      try reader.type("no address", into: "website")
      try reader.send("Words.")
      try Wait.until("the website is refused") {
        try reader.window.evaluate("return document.activeElement.id") == "comment-website" ? true : nil
      }
      #expect(
        try reader.window.evaluate(flaws)
          == ["comment-website", "", "The website is no address such as https://example.com.", ""])
      #expect(try site.thread().isEmpty)
      try reader.type("ada.example", into: "website")
      try reader.press("Send")
      try Wait.until("it is taken") { try reader.status().hasPrefix("Thank you.") ? true : nil }
      #expect(try site.waiting().map(\.website) == ["https://ada.example"])
    }

    @Test func `a preview shows what the text becomes`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open()
      try reader.type("**bold** <script>alert(1)</script>", into: "text")
      try reader.press("Preview")
      try Wait.until("the preview is there") {
        try reader.window.evaluate("return document.activeElement.className") == "comment-preview" ? true : nil
      }
      #expect(
        try reader.window.evaluate("return document.querySelector('.comment-preview').innerHTML")
          == "<p><strong>bold</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n")
    }

    @Test func `a name is remembered on the device only if the reader wishes, and nothing in cookies`() throws {
      let site = try CommentedSite()
      let reader = try CommentingReader(.chromium, at: site)
      let stored = "return [localStorage.length, document.cookie, document.getElementById('comment-name').value]"
      try reader.open()
      try reader.send("First.")
      try reader.wait(for: "Your comment is published.")
      try reader.open(until: 1)
      #expect(try reader.window.evaluate(stored) == [0, "", ""])
      try reader.window.evaluate("document.querySelector('[name=remember]').click()")
      try reader.send("Second.")
      try reader.wait(for: "Your comment is published.")
      try reader.open(until: 2)
      #expect(try reader.window.evaluate(stored) == [1, "", "Ada"])
      try reader.window.evaluate("document.querySelector('[name=remember]').click()")
      try reader.send("Third.")
      try reader.wait(for: "Your comment is published.")
      try reader.open(until: 3)
      #expect(try reader.window.evaluate(stored) == [0, "", ""])
    }
  }
}
