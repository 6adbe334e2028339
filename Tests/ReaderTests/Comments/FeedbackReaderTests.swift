import Comments
import Foundation
import Testing

extension ReaderTests {
  /// "Was this helpful?", and searches that found nothing, with a comment server and a database, in real browsers.
  @Suite struct FeedbackReaderTests {
    private static let top = "helpdesk:\n  phone: +44 20 7946 0123\nsearch: true\n"

    private static func press(_ button: String, in window: any BrowserWindow) throws {
      try window.evaluate(
        "[...document.querySelectorAll('.feedback button')].find(each => each.textContent == arguments[0]).click()",
        .string(button))
    }

    /// The texts of what can be seen below the question.
    private static func shown(in window: any BrowserWindow) throws -> [String] {
      try window.evaluate(
        """
        return [...document.querySelectorAll('.feedback > p, .feedback legend, .feedback-help a')]
          .filter(each => each.checkVisibility() && !each.querySelector('a')).map(each => each.textContent.trim())
          .filter(each => each);
        """
      ).items.map(\.text)
    }

    private static func wait(for texts: [String], in window: any BrowserWindow) throws {
      try Wait.until("\(texts) is shown, not \(shown(in: window))") {
        try shown(in: window) == texts ? true : nil
      }
    }

    private static func answers(at site: CommentedSite) throws -> FeedbackStatistics.PageAnswers? {
      try site.store().feedbackStatistics(of: site.comments.site, since: 0).pages.first
    }

    private static let thanks = "Thank you. Your answer is counted."
    private static let question = "What went wrong?"

    @Test(arguments: Engine.allCases)
    func `an answer is counted on the page, and can be another one`(engine: Engine) throws {
      let site = try CommentedSite(top: Self.top)
      let window = try engine.window()
      try window.open(site.root + CommentedSite.article)
      #expect(try Self.shown(in: window) == [])
      try Self.press("Yes", in: window)
      try Self.wait(for: [Self.thanks], in: window)
      #expect(try Self.answers(at: site) == .init(path: CommentedSite.article, yes: 1))
      try Self.press("No", in: window)
      let help = ["Ask the helpdesk", "Add a comment"]
      try Self.wait(for: ["\(Self.thanks) \(Self.question)", Self.question] + help, in: window)
      #expect(try Self.answers(at: site) == .init(path: CommentedSite.article, no: 1))
      try Self.press("What I see is different", in: window)
      try Self.wait(for: [Self.thanks, Self.question] + help, in: window)
      #expect(try Self.answers(at: site) == .init(path: CommentedSite.article, no: 1, reasons: [.differs: 1]))
      let pressed = try window.evaluate(
        "return [...document.querySelectorAll('.feedback [aria-pressed=true]')].map(each => each.textContent)")
      #expect(pressed == ["No", "What I see is different"])
      #expect(try window.evaluate("return location.hash + document.cookie + JSON.stringify({...localStorage})") == "{}")
    }

    @Test(arguments: Engine.allCases)
    func `without JavaScript forms do the same, and lead back to the page`(engine: Engine) throws {
      let site = try CommentedSite(top: Self.top)
      let window = try site.windowWithoutJavaScript(engine)
      func wait(for hash: String) throws {
        let place = """
          const target = document.querySelector(':target');
          const top = target?.getBoundingClientRect().top;
          return document.readyState == 'complete' && top >= 0 && top < innerHeight && '#' + target.id;
          """
        try Wait.until("the reader is back at \(hash), and sees it") {
          try window.evaluate(place) == .string(hash) ? true : nil
        }
      }
      try window.open(site.root + CommentedSite.article)
      #expect(try Self.shown(in: window) == [])
      try Self.press("No", in: window)
      try wait(for: "#feedback-why")
      try Self.wait(for: [Self.question, "Ask the helpdesk", "Add a comment"], in: window)
      try Self.press("It does not work", in: window)
      try wait(for: "#feedback-thanks")
      try Self.wait(for: [Self.thanks, "Ask the helpdesk", "Add a comment"], in: window)
      #expect(try Self.answers(at: site) == .init(path: CommentedSite.article, no: 1, reasons: [.broken: 1]))
      try Self.press("Yes", in: window)
      try Wait.until("yes is counted") { try Self.answers(at: site)?.yes == 1 ? true : nil }
    }

    @Test func `where the server is away the page says so kindly, and goes on`() throws {
      let site = try CommentedSite(top: Self.top)
      let browser = try Browser()
      try browser.open(site.root + CommentedSite.article)
      site.stopComments()
      try Self.press("No", in: browser)
      // What may help is there at once.
      #expect(try Self.shown(in: browser).contains(Self.question))
      let down = "Thank you. Your answer cannot be counted at the moment; all else works."
      try Self.wait(for: [down, Self.question, "Ask the helpdesk", "Add a comment"], in: browser)
      try site.startComments()
      try Self.press("Yes", in: browser)
      try Self.wait(for: [Self.thanks], in: browser)
      #expect(try Self.answers(at: site)?.yes == 1)
    }

    @Test func `on a page from a disk nobody is asked`() throws {
      let site = try CommentedSite(top: Self.top)
      let browser = try Browser()
      try browser.open("file://" + site.folder.path + "/site/" + CommentedSite.article)
      #expect(try browser.evaluate("return !!document.querySelector('.feedback')") == false)
    }

    @Test(arguments: AccessibilityTests.sizes, ["light", "dark"])
    func `axe finds nothing wrong, targets are large, and nothing is cut off`(
      size: (width: Int, height: Int), scheme: String
    ) throws {
      let axe = try AccessibilityTests.axe()
      let site = try CommentedSite(top: Self.top)
      let browser = try Browser()
      try Visit(browser: browser, root: site.root).shows(size)
      try browser.command(
        "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
      try browser.command("Page.setBypassCSP", ["enabled": true])
      try browser.open(site.root + CommentedSite.article)
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
        let small = try browser.evaluate(
          """
          return [...document.querySelectorAll('.feedback :is(button, a)')].filter(each => each.checkVisibility())
            .filter(each => each.getBoundingClientRect().height < 44 || each.getBoundingClientRect().width < 44)
            .map(each => each.outerHTML);
          """)
        #expect(small == [], "\(what)")
        #expect(try browser.evaluate("return document.documentElement.scrollWidth > innerWidth") == false, "\(what)")
      }
      try check("as it was built")
      try Self.press("No", in: browser)
      try Self.press("Something else", in: browser)
      try Self.wait(for: [Self.thanks, Self.question, "Ask the helpdesk", "Add a comment"], in: browser)
      try check("with an answer")
      #expect(try browser.complaints() == [])
    }

    @Test func `by the keyboard alone a reader says what went wrong, and the focus stays where it is seen`() throws {
      let site = try CommentedSite(top: Self.top)
      let browser = try Browser()
      try browser.open(site.root + CommentedSite.article)
      try browser.evaluate("document.getElementById('feedback').focus()")
      func focus() throws -> JSON {
        try browser.evaluate(
          """
          const element = document.activeElement;
          const {top, bottom} = element.getBoundingClientRect();
          const isSeen = bottom > 0 && top < innerHeight && getComputedStyle(element).outlineStyle != 'none';
          return [element.innerText, isSeen];
          """)
      }
      try browser.press(.tab, .tab)
      #expect(try focus() == ["No", true])
      try browser.press(.enter)
      try Self.wait(
        for: ["\(Self.thanks) \(Self.question)", Self.question, "Ask the helpdesk", "Add a comment"], in: browser)
      #expect(try focus() == ["No", true])
      try browser.press(.tab, .tab, .tab, .tab)
      #expect(try focus() == ["It is hard to understand", true])
      try browser.press(.space)
      try Wait.until("it is counted") { try Self.answers(at: site)?.reasons[.unclear] == 1 ? true : nil }
      #expect(try focus() == ["It is hard to understand", true])
    }

    @Test func `it is not printed, its markup is valid, and its files are small`() throws {
      let site = try CommentedSite(top: Self.top)
      #expect(try ValidMarkupTests.errors(in: [site.folder.path + "/site/" + CommentedSite.article]) == [])
      let browser = try Browser()
      try browser.open(site.root + CommentedSite.article)
      try browser.command("Emulation.setEmulatedMedia", ["media": "print"])
      #expect(try browser.evaluate("return document.getElementById('feedback').checkVisibility()") == false)
      let gzip = try Tool("gzip", package: "Debian's gzip")
      for (name, most) in [("feedback.js", 1_000), ("feedback.css", 1_000), ("unfound.js", 800)] {
        let file = SampleSite.package.appendingPathComponent("templates/assets/" + name)
        #expect(try gzip.output(["-9n"], input: Data(contentsOf: file)).count < most, "\(name)")
      }
    }

    // MARK: Searches

    private static func type(_ words: String, in window: any BrowserWindow) throws {
      let status = "return document.querySelector('.search [role=status]').textContent"
      try window.putIntoSearchBox("")
      try Wait.until("nothing is said") { try window.evaluate(status) == "" ? true : nil }
      try window.type(words)
      try Wait.until("nothing is found") {
        try window.evaluate(status).text.hasPrefix("Nothing") ? true : nil
      }
    }

    private static func searches(at site: CommentedSite) throws -> [String] {
      try site.store().feedbackStatistics(of: site.comments.site, since: 0).searches.map { "\($0.query) \($0.count)" }
    }

    @Test(arguments: Engine.allCases)
    func `a search that finds nothing is told of when the reader stops typing or leaves the box, and once`(
      engine: Engine
    ) throws {
      let site = try CommentedSite(top: Self.top, more: "  searches: true\n") { $0.searches = true }
      let window = try engine.window()
      try window.open(site.root + "faq/index.html")
      try Self.type("Qqqzzz", in: window)
      try Wait.until("it is told of") { try Self.searches(at: site) == ["qqqzzz 1"] ? true : nil }
      // Typed on at once, only the whole is told of; by leaving the box.
      try Self.type("qqqzzz xxyyzz", in: window)
      try window.evaluate("document.activeElement.blur()")
      try Wait.until("the other is told of") {
        try Self.searches(at: site) == ["qqqzzz 1", "qqqzzz xxyyzz 1"] ? true : nil
      }
    }

    @Test func `what looks personal stays in the browser, and so does all where it is not switched on`() throws {
      let on = try CommentedSite(top: Self.top, more: "  searches: true\n") { $0.searches = true }
      let off = try CommentedSite(top: Self.top) { $0.searches = true }
      let browser = try Browser()
      for (site, words) in [(on, "zzqq@xxyyqq.example"), (on, "zzqq 4711000815"), (off, "zzqq xxyyqq")] {
        try browser.open(site.root + "faq/index.html")
        try Self.type(words, in: browser)
        try browser.evaluate("document.activeElement.blur()")
        // What was to be sent would be sent by now.
        try browser.open(site.root + "index.html")
        #expect(try browser.requests().filter { $0.contains("/api/") } == [])
        #expect(try Self.searches(at: site) == [])
        #expect(try browser.complaints() == [])
      }
    }
  }
}
