import Foundation
import Testing

@testable import CommentServer

extension ReaderTests {
  /// What the comment server says to readers of a help centre that does not speak English, in real browsers.
  @Suite struct CommentLanguageTests {
    @Test(arguments: Engine.allCases)
    func `what the server finds wrong is said at its field in the language of the page`(engine: Engine) throws {
      let site = try CommentedSite(top: "language: de\n")
      let reader = try CommentingReader(engine, at: site)
      try reader.open()
      try reader.type("Ada", into: "name")
      try reader.type("no address", into: "website")
      try reader.type("Words.", into: "text")
      try reader.press("Senden")
      let said = "return document.getElementById('comment-website-error').innerText"
      try Wait.until("the website is refused") {
        try reader.window.evaluate(said) == "Die Website ist keine Adresse wie https://example.com." ? true : nil
      }
      #expect(try site.waiting().isEmpty)
    }

    @Test func `without JavaScript the server's page is in the language of the page before, also from right to left`()
      throws
    {
      let site = try CommentedSite(top: "language: ar\n")
      try site.add("Public.")
      try site.bake()
      let browser = try Browser()
      try browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
      let reader = CommentingReader(browser, at: site)
      try reader.open(until: 1)
      try browser.evaluate("document.querySelector('[data-part=reply]').click()")
      try Wait.until("the form is there") {
        try browser.evaluate("return location.pathname + document.readyState") == "/replycomplete" ? true : nil
      }
      #expect(
        try browser.evaluate(
          """
          const { lang, dir } = document.documentElement;
          const label = document.querySelector('label').getBoundingClientRect();
          return [lang, dir, document.querySelector('h1').innerText, document.querySelector('button').innerText,
            label.right > innerWidth / 2, document.documentElement.scrollWidth <= innerWidth];
          """) == ["ar", "rtl", "ردك", "إرسال", true, true])
    }

    @Test func `a build tells the server all that it says, in English as the server has it itself`() throws {
      let site = try CommentedSite()
      let list = try String(
        contentsOf: site.folder.appendingPathComponent("site/_server/comments.jsonl"), encoding: .utf8)
      let line = try #require(list.split(separator: "\n").first)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
      let words = try #require(object?["site"]?["words"] as? [String: String])
      let own = ReaderWords.Key.allCases.map { ($0.rawValue, ReaderWords.english[$0]) }
      #expect(words == Dictionary(uniqueKeysWithValues: own))
    }
  }
}
