import Foundation
import Testing

extension ReaderTests {
  @Suite struct AccessibilityTests {
    /// A page of each kind.
    static let pages = [
      "index.html", "faq/index.html", "faq/help-manual/office-365/index.html", Visit.mfa,
      "faq/help-manual/browsers/private-browsing.html", "tags/index.html", "tags/mfa.html", "a-z.html", "404.html",
    ]

    /// The sizes of a phone and of a computer's window.
    static let sizes = [(width: 390, height: 844), (width: 1280, height: 900)]

    @Test(arguments: sizes, ["light", "dark"])
    func `axe finds nothing wrong`(size: (width: Int, height: Int), scheme: String) throws {
      let axe = try Self.axe()
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.shows(size)
        try visit.browser.command(
          "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        // The pages' own policy would keep axe out.
        try visit.browser.command("Page.setBypassCSP", ["enabled": true])
        for page in Self.pages {
          try visit.open(page)
          let violations = try visit.browser.evaluate(
            """
            \(axe)
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
            const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
            if (result.passes.length < 10) return ['axe looked at nothing'];
            return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
            """)
          #expect(violations == [], "\(page)")
        }
      }
    }

    @Test func `nothing is cut off or scrolls sideways at the width of 320 pixels`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.shows((width: 320, height: 640))
        for page in Self.pages {
          try visit.open(page)
          let over = try visit.browser.evaluate("return document.documentElement.scrollWidth - innerWidth")
          #expect(over == 0, "\(page)")
        }
      }
    }

    @Test func `what is touched on a phone is 44 pixels high, but for links in running text`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.shows((width: 390, height: 844))
        for page in Self.pages {
          try visit.open(page)
          let low = try visit.browser.evaluate(
            """
            const targets = '.site-header a, nav a, summary, button, select, .site-footer a, .tags a, .edit a, .sections a, .choice a';
            return [...document.querySelectorAll(targets)]
              .filter(target => target.checkVisibility({contentVisibilityAuto: true}))
              .filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML);
            """)
          #expect(low == [], "\(page)")
        }
      }
    }

    @Test func `each page has one main heading, and its headings skip no level`() throws {
      try Visit.make { visit in
        for page in try SampleSite.pages() {
          try visit.open(page)
          let levels = try visit.browser.evaluate(
            "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => heading.tagName)")
          let numbers = levels.items.compactMap { $0.text.last?.wholeNumberValue }
          #expect(numbers.count { $0 == 1 } == 1, "\(page)")
          #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(page): \(numbers)")
        }
      }
    }

    /// The source of axe-core, which PyPI's axe-playwright-python carries.
    static func axe() throws -> String {
      let python = try Tool("python3", package: "Debian's python3")
      let script = """
        import pathlib, importlib.util as u
        s = u.find_spec("axe_playwright_python") or exit("axe-core is missing: pip install axe-playwright-python")
        print((pathlib.Path(s.origin).parent / "axe.min.js").read_text())
        """
      return try String(decoding: python.output(["-c", script]), as: UTF8.self)
    }
  }
}

extension Visit {
  /// Gives the window `size` in CSS pixels.
  func shows(_ size: (width: Int, height: Int)) throws {
    try browser.command(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(size.width)), "height": .number(Double(size.height)), "deviceScaleFactor": 1,
        "mobile": .bool(size.width < 600),
      ])
  }
}
