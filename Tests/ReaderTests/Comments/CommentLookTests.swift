import Comments
import Foundation
import Testing

extension ReaderTests {
  /// What comments look like, and how they can be reached.
  @Suite struct CommentLookTests {
    /// A site with a baked thread: replies, one that is gone, a long word, a list and code.
    private static func site(body: String = CommentedSite.shortText, more: String = "") throws -> CommentedSite {
      let site = try CommentedSite(more: more, body: body)
      let first = try site.add(
        "Does it work **without** the app?\n\nI have only an old phone.", website: "https://ada.example/")
      let second = try site.add("Yes:\n\n- ask for a key\n- or `call us`\n\n> an old phone", by: "Helpdesk", to: first)
      let gone = try site.add("Never mind.", by: "Cy", to: second)
      _ = try site.add(
        "What did Cy say? " + String(repeating: "Donaudampfschiff", count: 12), by: "Đỗ Thị Hoa", to: gone)
      _ = try site.add("مرحبا، شكرا جزيلا.", by: "ليلى")
      _ = try site.store().set(.deleted, of: gone, at: Timestamp.now())
      try site.bake()
      return site
    }

    @Test(arguments: AccessibilityTests.sizes, ["light", "dark"])
    func `axe finds nothing wrong, and the page nothing to complain of`(size: (width: Int, height: Int), scheme: String)
      throws
    {
      let axe = try AccessibilityTests.axe()
      let site = try Self.site()
      let browser = try Browser()
      let visit = Visit(browser: browser, root: site.root)
      try visit.shows(size)
      try browser.command(
        "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
      try browser.command("Page.setBypassCSP", ["enabled": true])
      let reader = CommentingReader(browser, at: site)
      try reader.open(until: 5)
      func check(_ what: String) throws {
        let violations = try browser.evaluate(
          """
          \(axe)
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
          if (result.passes.length < 10) return ['axe looked at nothing'];
          return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
          """)
        #expect(violations == [], "\(what)")
      }
      try check("as it was built")
      try reader.press("Send")
      try check("with errors")
      try reader.type("**Bold**", into: "text")
      try reader.press("Preview")
      try Wait.until("the preview is there") {
        try browser.evaluate("return !document.querySelector('.comment-preview').hidden") == true ? true : nil
      }
      try check("with a preview")
      try reader.press("Reply")
      try reader.send("My own.", by: "Bo")
      try reader.wait(for: "Your comment is published.")
      try check("with one's own comment")
      let low = try browser.evaluate(
        """
        const targets = '.comments :is(button, label:has([type=checkbox]), input:not([type]), textarea, footer a)';
        return [...document.querySelectorAll(targets)].filter(target => target.checkVisibility())
          .filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML);
        """)
      #expect(low == [])
    }

    @Test(arguments: [Engine.firefox, .webKit])
    func `axe finds nothing wrong there either`(engine: Engine) throws {
      let axe = try AccessibilityTests.axe()
      let reader = try CommentingReader(engine, at: Self.site())
      try reader.open(until: 5)
      let violations = try reader.window.evaluate(
        """
        return (async function () {
          \(axe)
          const result = await axe.run();
          if (result.passes.length < 10) return ['axe looked at nothing'];
          return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
        }).apply(null);
        """)
      #expect(violations == [])
    }

    @Test func `a list in a comment has its numbers, and does not look like replies`() throws {
      let site = try CommentedSite()
      _ = try site.add("Do this:\n\n1. one\n2. two\n\n- three", by: "Bo", to: site.add("How?"))
      try site.bake()
      let browser = try Browser()
      try browser.open(site.root + CommentedSite.article)
      let looks = try browser.evaluate(
        """
        return ['[data-part=text] ol', '[data-part=text] ul', '.thread ol'].map(selector => {
          const {listStyleType, borderInlineStartWidth} = getComputedStyle(document.querySelector('.comments ' + selector));
          return [listStyleType, borderInlineStartWidth];
        });
        """)
      #expect(looks == [["decimal", "0px"], ["disc", "0px"], ["none", "2px"]])
    }

    @Test func `nothing is cut off or scrolls sideways at the width of 320 pixels`() throws {
      let site = try Self.site()
      let browser = try Browser()
      try Visit(browser: browser, root: site.root).shows((width: 320, height: 640))
      let reader = CommentingReader(browser, at: site)
      try reader.open(until: 5)
      #expect(try browser.evaluate("return document.documentElement.scrollWidth - innerWidth") == 0)
    }

    @Test func `with the keyboard alone a reader replies, and the focus can be seen all the way`() throws {
      let site = try Self.site()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open(until: 5)
      try reader.window.evaluate("document.getElementById('comments').focus()")
      let focus = """
        const element = document.activeElement;
        const {top, bottom} = element.getBoundingClientRect();
        const isSeen = bottom > 0 && top < innerHeight && getComputedStyle(element).outlineStyle != 'none';
        return [element.name || element.innerText.trim(), isSeen];
        """
      var stops: [JSON] = []
      for _ in 0..<40 {
        try reader.window.press(.tab)
        let stop = try reader.window.evaluate(focus)
        stops.append(stop.items[0])
        #expect(stop.items[1] == true, "\(stop)")
        if stop.items[0] == "Reply" { break }
      }
      #expect(stops == ["Ada", .string(try Self.today(reader)), "Reply"])
      try reader.window.press(.enter)
      #expect(try reader.window.evaluate("return document.activeElement.name") == "text")
      try reader.window.type("By keys.")
      for wanted in ["remember", "Send"] {
        try reader.window.press(.tab)
        #expect(try reader.window.evaluate(focus) == [.string(wanted), true])
      }
      // The name is missing.
      try reader.window.press(.enter)
      #expect(try reader.window.evaluate("return document.activeElement.name") == "name")
      try reader.window.type("Bo")
      try reader.window.press(.enter)
      try reader.wait(for: "Your comment is published.")
      #expect(
        try reader.window.evaluate("return document.activeElement.innerText.split('\\n')[0]").text.hasPrefix("Bo"))
      #expect(try site.thread().map(\.depth) == [0, 1, 2, 3, 1, 0])
    }

    /// What the first comment's date is written as.
    private static func today(_ reader: CommentingReader) throws -> String {
      try reader.window.evaluate("return document.querySelector('.comment time').innerText").text
    }

    @Test func `where comments arrive nothing moves that a reader sees`() throws {
      let site = try Self.site(body: CommentedSite.longText)
      // The page does not have the newest one yet.
      _ = try site.add("Newer.", by: "Bo")
      let browser = try Browser()
      try browser.command(
        "Page.addScriptToEvaluateOnNewDocument",
        [
          "source": """
          window.shift = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
          """
        ])
      let reader = CommentingReader(browser, at: site)
      try reader.open()
      #expect(try reader.shown().count == 5)
      try browser.evaluate(
        "const place = document.getElementById('comments').getBoundingClientRect().top; scrollTo(0, place - innerHeight - 700)"
      )
      try reader.waitForComments(6)
      try browser.evaluate("document.getElementById('comments').scrollIntoView()")
      let shift = try browser.evaluate(
        "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shift))))")
      #expect(shift == 0)
    }

    @Test func `what was baked and is the newest stays as it is`() throws {
      let site = try Self.site()
      let reader = try CommentingReader(.chromium, at: site)
      try reader.open(until: 5)
      // The same elements as before the thread came.
      try reader.window.evaluate("for (const each of document.querySelectorAll('.comment')) each.isBaked = true")
      try Wait.until("the thread was asked for") {
        try reader.window.evaluate(
          "return performance.getEntriesByType('resource').some(entry => entry.name.includes('/api/thread'))") == true
          ? true : nil
      }
      #expect(
        try reader.window.evaluate("return [...document.querySelectorAll('.comment')].every(each => each.isBaked)")
          == true)
    }

    @Test func `the checker finds no error in a page with comments, and comments are not printed`() throws {
      let site = try Self.site(more: "  privacy: We keep comments for \"two\" years & <a> day.\n")
      #expect(try ValidMarkupTests.errors(in: [site.folder.path + "/site/" + CommentedSite.article]) == [])
      let browser = try Browser()
      try browser.open(site.root + CommentedSite.article)
      try browser.command("Emulation.setEmulatedMedia", ["media": "print"])
      #expect(try browser.evaluate("return document.getElementById('comments').checkVisibility()") == false)
    }

    @Test func `pages without comments load nothing of them, and may ask no other server`() throws {
      let site = try Self.site(more: "  feedback: false\n")
      let quiet = try String(contentsOf: site.folder.appendingPathComponent("site/faq/quiet.html"), encoding: .utf8)
      #expect(!quiet.contains("comment"))
      #expect(quiet.replacing("&#39;", with: "'").contains("connect-src 'self'; form-action 'self'; base-uri"))
      let origin = site.comments.address.dropLast()
      let page = try site.page().replacing("&#39;", with: "'")
      #expect(page.contains("connect-src 'self' \(origin); form-action 'self' \(origin); worker-src 'self'; base-uri"))
      let list = site.folder.appendingPathComponent("site/_server/comments.jsonl")
      #expect(
        try String(contentsOf: list, encoding: .utf8).split(separator: "\n").dropFirst()
          == [#"{"path":"faq/sign-in.html","title":"Signing in"}"#])
    }

    @Test func `the scripts are small`() throws {
      let gzip = try Tool("gzip", package: "Debian's gzip")
      func weight(_ name: String) throws -> Int {
        let file = SampleSite.package.appendingPathComponent("templates/assets/" + name)
        return try gzip.output(["-9n"], input: Data(contentsOf: file)).count
      }
      #expect(try weight("comments.js") < 6144 - 1024)
      #expect(try weight("comments.css") < 2048)
    }
  }
}
