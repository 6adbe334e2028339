import Foundation
import Testing

@testable import Guide

extension ReaderTests {
  @Suite struct SearchTests {
    @Test func `what is typed is found at once, its words marked, at the heading that has them`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        try visit.browser.search("sign-in circles cookies")
        #expect(try visit.found().first?.href.hasSuffix("private-window-chrome.html#cookies") == true)
        try visit.browser.search("inprivate setting up mfa")
        let best = try #require(try visit.found().first)
        #expect(best.title == "Setting up MFA (Multi-Factor Authentication)")
        #expect(best.href.contains(Visit.mfa + "#private-mode"))
        #expect(best.marked.contains("MFA"))
      }
    }

    @Test(arguments: [
      ("athentication", "Setting up MFA"), ("setting up mfa mutli-factor", "Setting up MFA"), ("new phon", "new phone"),
      ("phones new", "new phone"), ("INCOGNITO edge", "private window in Microsoft Edge"), ("new fone", "new phone"),
    ])
    func `a typing error, a beginning, another form and another name for it lead to the article`(
      typed: String, title: String
    ) throws {
      try Visit.make { visit in
        try visit.open("index.html")
        try visit.browser.search(typed)
        let found = try visit.found()
        #expect(found.prefix(5).contains { $0.title.contains(title) }, "\(found.map(\.title))")
      }
    }

    @Test func `one browser's steps are found under its name`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        try visit.browser.search("private window mfa firefox")
        let found = try visit.found()
        #expect(found.contains { $0.href.hasSuffix(Visit.mfa + "#private-mode-firefox") }, "\(found)")
      }
    }

    @Test func `the place with the words is shown instead of the description`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        try visit.browser.search("phishing")
        try visit.wait("return document.querySelector('.search span')?.textContent.startsWith('… ')")
        #expect(try visit.found()[0].quoted.localizedCaseInsensitiveContains("phishing"))
      }
    }

    @Test func `a slash goes to the box, arrows choose, Enter opens, Escape closes`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        try visit.browser.type("/")
        #expect(try visit.browser.evaluate("return document.activeElement.name") == "q")
        try visit.browser.type("phone")
        try visit.wait(SearchState.isOpen)
        try visit.browser.press(.arrowDown, .arrowDown)
        #expect(try visit.chosen() == 1)
        try visit.browser.press(.arrowUp, .arrowUp)
        let count = try visit.found().count
        #expect(try visit.chosen() == count - 1)
        try visit.browser.press(.escape)
        #expect(try visit.browser.evaluate(SearchState.isOpen) == false)
        try visit.browser.press(.arrowDown)
        try visit.wait(SearchState.isOpen)
        try visit.browser.press(.arrowDown)
        let href = try visit.found()[0].href
        try visit.browser.press(.enter)
        try visit.wait("return location.href == arguments[0]", .string(href))
      }
    }

    @Test func `a screen reader is told what the box is, how much is found, and what is chosen`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        let closed = try visit.browser.evaluate(SearchState.attributes)
        #expect(closed == ["combobox", "search-results", "list", "false", .null, "listbox", true, ""])
        try visit.browser.search("phone")
        try visit.browser.press(.arrowDown)
        let open = try visit.browser.evaluate(SearchState.attributes)
        let count = try visit.found().count
        let said: JSON = .string("\(count) found. Choose with the arrow keys.")
        #expect(open == ["combobox", "search-results", "list", "true", "found-0", "listbox", false, said])
        let options = try visit.browser.evaluate(
          "return [...document.querySelectorAll('#search-results > *')].map(each => [each.role, each.ariaSelected])")
        #expect(options.items.first == ["option", "true"])
        #expect(options.items.allSatisfy { $0.items.first == "option" })
        try visit.browser.search("qqqqqqqqq")
        let none: JSON = "Nothing found. Press Enter for all articles from A to Z."
        #expect(try visit.browser.evaluate(SearchState.attributes).items.suffix(2) == [true, none])
        try visit.browser.press(.enter)
        try visit.wait("return location.pathname == '/a-z.html' && document.readyState == 'complete'")
      }
    }

    @Test func `nothing of the index is loaded before a reader goes to the box`() throws {
      try Visit.make { visit in
        try visit.open(Visit.mfa)
        let early = try visit.browser.requests()
        #expect(!early.contains { $0.contains("search-index") || $0.contains("assets/search/") })
        try visit.browser.search("password reset")
        let later = try visit.browser.requests()
        #expect(later.contains { $0.hasSuffix("/search-index.js") })
        #expect(later.allSatisfy { $0.hasPrefix(visit.root) })
        #expect(try visit.browser.complaints() == [])
      }
    }

    @Test func `search works in a folder on a disk, with the descriptions`() throws {
      try Visit.make { visit in
        let folder = try SampleSite.folder.get().absoluteString
        let root = folder + (folder.hasSuffix("/") ? "" : "/")
        let disk = Visit(browser: visit.browser, root: root)
        try disk.open(Visit.mfa)
        try disk.browser.search("authenticator new phone")
        let found = try disk.found()
        #expect(found.contains { $0.title.contains("new phone") && !$0.quoted.isEmpty })
        #expect(found.allSatisfy { $0.href.hasPrefix("file:///") })
        #expect(try disk.browser.complaints() == [])
        #expect(try disk.browser.requests().allSatisfy { $0.hasPrefix("file:///") })
      }
    }

    @Test func `without JavaScript Enter leads to all articles, each of which is there`() throws {
      try Visit.make { visit in
        try visit.browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
        try visit.open(Visit.mfa)
        try visit.browser.evaluate("document.querySelector('.search input').focus()")
        try visit.browser.type("phone")
        try visit.browser.press(.enter)
        try visit.wait("return location.pathname == '/a-z.html' && document.readyState == 'complete'")
        let listed = try visit.browser.evaluate(
          "return [...document.querySelectorAll('.titles a')].map(link => decodeURI(link.pathname).slice(1))")
        let articles = try SampleSite.pages().filter {
          !$0.hasSuffix("index.html") && !$0.hasPrefix("tags/") && !$0.hasPrefix("old/")
            // Each language has a page of its own articles.
            && !$0.hasPrefix("de/")
        }
        let pages = try articles.filter {
          let html = try String(contentsOf: SampleSite.folder.get().appendingPathComponent($0), encoding: .utf8)
          return html.contains(#"property="og:type" content="article""#)
        }
        #expect(Set(listed.items.map(\.text)) == Set(pages))
        #expect(listed.items.count == pages.count)
      }
    }

    @Test func `letters are folded by the page as by guidegen`() throws {
      try Visit.make { visit in
        try visit.open("index.html")
        // Every letter of those blocks that a newer Unicode does not change.
        let folded = try visit.browser.evaluate(
          """
          const all = [];
          for (let code = 0x21; code < 0x3100; code++) {
            const folded = String.fromCharCode(code).normalize("NFD").replace(/\\p{M}/gu, "").normalize("NFC").toUpperCase();
            all.push((folded.match(/[\\p{L}\\p{N}]+/gu) ?? []).join(""));
          }
          return all;
          """)
        let (different, known) = folded.items.enumerated().reduce(into: ([String](), 0)) { result, item in
          guard let scalar = Unicode.Scalar(UInt32(0x21 + item.offset)) else { return }
          // A letter that one of the two does not know yet is none of its letters.
          let own = (LetterFolding.folded(scalar) ?? []).map(String.init).joined()
          if !own.isEmpty { result.1 += 1 }
          if own != item.element.text, !own.isEmpty, !item.element.text.isEmpty {
            result.0.append("\(scalar): \(own), \(item.element.text)")
          }
        }
        #expect(different == [])
        #expect(known > 5000)
      }
    }
  }
}

/// What there is to be known of the search box, as scripts.
private enum SearchState {
  static let isOpen = "return document.querySelector('.search input').ariaExpanded == 'true'"
  static let attributes = """
    const input = document.querySelector('.search input');
    const [list, status] = document.querySelectorAll('.search [role=listbox], .search [role=status]');
    return [input.role, input.getAttribute('aria-controls'), input.ariaAutoComplete, input.ariaExpanded,
      input.getAttribute('aria-activedescendant') || null, list.role, !list.checkVisibility(), status.textContent];
    """
}

/// A result as it is shown.
private struct FoundArticle {
  var title: String
  var href: String
  var quoted: String
  /// The words that are marked.
  var marked: [String]
}

extension Visit {
  fileprivate func found() throws -> [FoundArticle] {
    try browser.evaluate(
      """
      return [...document.querySelectorAll('#search-results > *')].map(each => [each.querySelector('b').textContent,
        each.href, each.querySelector('span').textContent, [...each.querySelectorAll('mark')].map(mark => mark.textContent)]);
      """
    ).items.map {
      FoundArticle(
        title: $0.items[0].text, href: $0.items[1].text, quoted: $0.items[2].text, marked: $0.items[3].items.map(\.text)
      )
    }
  }

  /// Where the chosen result stands; -1 for none.
  fileprivate func chosen() throws -> Int {
    let answer = try browser.evaluate(
      "return [...document.querySelectorAll('#search-results > *')].findIndex(each => each.ariaSelected == 'true')")
    guard case .number(let number) = answer else { return -1 }
    return Int(number)
  }

  /// Waits until `script` returns true.
  fileprivate func wait(_ script: String, _ arguments: JSON...) throws {
    for _ in 0..<250 {
      let answer = arguments.first.map { try? browser.evaluate(script, $0) } ?? (try? browser.evaluate(script))
      if answer == true { return }
      usleep(20_000)
    }
    Issue.record("\(script) stayed false")
  }
}
