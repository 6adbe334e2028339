import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Pages that the sample help centre has none of: much on a page, long words, long lists, two directions of writing.
  @Suite struct FullGuideTests {
    @Test(arguments: AccessibilityTests.sizes, ["light", "dark"])
    func `axe finds nothing wrong, also with the search box open`(
      size: (width: Int, height: Int), scheme: String
    ) throws {
      let axe = try AccessibilityTests.axe()
      try Visit.make(as: "Firefox on Linux", in: FullGuide.site.get()) { visit in
        try visit.shows(size)
        try visit.browser.command(
          "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        try visit.browser.command("Page.setBypassCSP", ["enabled": true])
        for page in FullGuide.pages {
          try visit.open(page)
          #expect(try visit.violations(axe) == [], "\(page)")
        }
        for (query, found) in [("article", "[role=option] mark"), ("qqqqqqq", "p:not(:empty)")] {
          try visit.search(query, until: found)
          #expect(try visit.violations(axe) == [], "search for \(query)")
        }
      }
    }

    @Test func `the Nu HTML checker finds no error, nor in a folder for a disk`() throws {
      let (site, disk) = try (FullGuide.site.get(), FullGuide.disk.get())
      let start = disk.appendingPathComponent("0-START-HERE.html").path
      #expect(FileManager.default.fileExists(atPath: start))
      let pages =
        FullGuide.pages.map { site.appendingPathComponent($0).path }
        + FullGuide.pages.map { disk.appendingPathComponent($0).path } + [start]
      #expect(try ValidMarkupTests.errors(in: pages) == [])
    }

    @Test(arguments: [320, 390, 700, 1000, 1280], [false, true])
    func `whatever the width and the spacing of the text, nothing leaves its place or covers a link`(
      width: Int, isSpaced: Bool
    ) throws {
      try Visit.make(as: "Firefox on Linux", in: FullGuide.site.get()) { visit in
        try visit.shows((width, 800))
        try visit.browser.command("Page.setBypassCSP", ["enabled": true])
        for page in FullGuide.pages {
          try visit.open(page)
          let wrong = try visit.browser.evaluate(
            """
            // What readers may set: WCAG 2.2, 1.4.12.
            if (arguments[0]) document.head.append(Object.assign(document.createElement('style'), { textContent:
              '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
              + ' p { margin-block-end: 2em !important }' }));
            const top = document.documentElement;
            const wrong = top.scrollWidth > top.clientWidth ? ['the page scrolls sideways'] : [];
            for (const box of document.querySelectorAll('.topics, .contents, .site-header, .breadcrumbs, .body, .card, .title, footer li')) {
              if (!box.innerText.trim()) continue;
              const range = document.createRange();
              range.selectNodeContents(box);
              const [outer, inner] = [box.getBoundingClientRect(), range.getBoundingClientRect()];
              if (!box.querySelector('.table') && (inner.left < outer.left - 1 || inner.right > outer.right + 1)) {
                wrong.push(box.className + ' is too narrow for what is in it');
              }
            }
            for (const link of document.querySelectorAll('.site-header :is(a, input), .breadcrumbs a, .topics summary')) {
              const { left, top, width, height } = link.getBoundingClientRect();
              if (!width) continue;
              const seen = document.elementFromPoint(left + width / 2, top + height / 2);
              if (!link.contains(seen)) wrong.push(link.innerText + ' is covered');
            }
            return wrong;
            """, .bool(isSpaced))
          #expect(wrong == [], "\(page)")
        }
      }
    }

    @Test func `columns of a table are aligned as the author says`() throws {
      try Visit.make(in: FullGuide.site.get()) { visit in
        try visit.open(FullGuide.article)
        let sides = try visit.browser.evaluate(
          "return [...document.querySelectorAll('td')].map(cell => getComputedStyle(cell).textAlign)")
        #expect(sides == ["left", "right", "center", "start"])
      }
    }

    @Test func `among Arabic, code and titles in English keep their own order, and lists their edge`() throws {
      try Visit.make(in: FullGuide.site.get()) { visit in
        try visit.shows((1280, 900))
        // Where the sign at the end of a text stands: behind the letters, that is to the right of them.
        let ends = """
          const isBehind = (text) => {
            const [last, before] = [1, 2].map(at => {
              const range = document.createRange();
              range.setStart(text, text.length - at);
              range.setEnd(text, text.length - at + 1);
              return range.getBoundingClientRect();
            });
            return last.left >= before.right - 1;
          };
          const find = (tag, words) => [...document.querySelectorAll(tag)].find(each => each.innerText == words).firstChild;
          """
        try visit.open(FullGuide.arabic)
        let code = try visit.browser.evaluate(
          """
          const pre = document.querySelector('pre');
          const range = document.createRange();
          range.selectNodeContents(pre.firstChild);
          const isLeft = range.getBoundingClientRect().left - pre.getBoundingClientRect().left < 40;
          const option = document.querySelector('p code').firstChild;
          const slash = document.createRange();
          slash.setStart(option, 0);
          slash.setEnd(option, 1);
          return [isLeft, slash.getBoundingClientRect().left <= option.parentNode.getBoundingClientRect().left + 10];
          """)
        #expect(code == [true, true])
        try visit.open("ar/faq/page-2.html")
        let cards = try visit.browser.evaluate(
          """
          \(ends)
          const sentence = find('.card p', 'What it is about.');
          const range = document.createRange();
          range.selectNodeContents(sentence);
          const card = sentence.parentNode.closest('.card').getBoundingClientRect();
          return [isBehind(sentence), card.right - range.getBoundingClientRect().right < 40];
          """)
        #expect(cards == [true, true])
      }
    }

    @Test func `the foot of a short page is at the foot of the window`() throws {
      try Visit.make(in: FullGuide.site.get()) { visit in
        try visit.shows((1280, 1400))
        try visit.open("faq/short.html")
        let places = try visit.browser.evaluate(
          """
          const {bottom} = document.querySelector('.site-footer').getBoundingClientRect();
          return [Math.round(bottom), document.documentElement.scrollHeight];
          """)
        #expect(places == [1400, 1400])
      }
    }

    @Test func `on a phone a deep page shows the way to its start and to what is above it`() throws {
      try Visit.make { visit in
        for (width, shown) in [(390, 2), (1280, 4)] {
          try visit.shows((width, 844))
          try visit.open(Visit.mfa)
          let links = try visit.browser.evaluate(
            "return [...document.querySelectorAll('.breadcrumbs a')].filter(each => each.checkVisibility()).map(each => each.innerText)"
          )
          #expect(links.items.count == shown, "\(links)")
          #expect(links.items.first == "Example Ltd Help Centre" && links.items.last == "Microsoft Office 365 | Emails")
        }
      }
    }

    @Test func `in the reader's own colours too the words that were found are read on a ground of one colour`() throws {
      try Visit.make(as: "Firefox on Linux", in: FullGuide.site.get()) { visit in
        try visit.browser.command(
          "Emulation.setEmulatedMedia",
          [
            "features": [
              ["name": "forced-colors", "value": "active"], ["name": "prefers-color-scheme", "value": "dark"],
            ]
          ])
        try visit.open(FullGuide.article)
        try visit.search("article", until: "mark")
        let colours = try visit.browser.evaluate(
          """
          const own = Object.assign(document.createElement('mark'), { style: 'background: Mark; color: MarkText' });
          document.body.append(own);
          return [...document.querySelectorAll('.search mark')].every(mark => ['backgroundColor', 'color'].every(
            part => getComputedStyle(mark)[part] == getComputedStyle(own)[part]));
          """)
        #expect(colours == true)
      }
    }

    @Test func `who wants less motion gets none`() throws {
      try Visit.make(as: "Firefox on Linux", in: FullGuide.site.get()) { visit in
        for (wish, moves) in [("no-preference", true), ("reduce", false)] {
          try visit.browser.command(
            "Emulation.setEmulatedMedia", ["features": [["name": "prefers-reduced-motion", "value": .string(wish)]]])
          try visit.open(FullGuide.article)
          let moved = try visit.browser.evaluate(
            """
            return [...document.querySelectorAll('*')].some(each => [null, '::before', '::after'].some(part => {
              const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(each, part);
              return transitionDuration != '0s' || animationName != 'none' || scrollBehavior != 'auto';
            }));
            """)
          #expect(moved == .bool(moves), "\(wish)")
        }
      }
    }
  }
}

extension Visit {
  /// What axe finds wrong with the page as it is; pages must let it in.
  fileprivate func violations(_ axe: String) throws -> JSON {
    try browser.evaluate(
      """
      \(axe)
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
      if (result.passes.length < 10) return ['axe looked at nothing'];
      return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
      """)
  }

  /// Types `query` into the empty search box, and waits for what `selector` finds below it.
  fileprivate func search(_ query: String, until selector: String) throws {
    try browser.putIntoSearchBox(query)
    try browser.waits("!!document.querySelector('.search ' + \(String(reflecting: selector)))")
  }
}
