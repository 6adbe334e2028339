import Foundation

/// A reader at a page with comments, with a browser of any engine.
struct CommentingReader {
  let window: any BrowserWindow
  let site: CommentedSite

  init(_ engine: Engine, at site: CommentedSite) throws {
    self.init(try engine.window(), at: site)
  }

  init(_ window: any BrowserWindow, at site: CommentedSite) {
    (self.window, self.site) = (window, site)
  }

  /// Opens the article, and waits until the newest comments are there.
  func open(_ fragment: String = "", until count: Int? = nil) throws {
    try window.open(site.root + CommentedSite.article + fragment)
    if let count { try waitForComments(count) }
  }

  func waitForComments(_ count: Int) throws {
    try Wait.until("there are \(count) comments, not \(shown())") { try shown().count == count ? true : nil }
  }

  /// The comments that can be seen: the author and the text of each, and how many it stands beneath.
  func shown() throws -> [JSON] {
    try window.evaluate(
      """
      const text = (article, part) => article.querySelector(`[data-part=${part}]`)?.innerText.trim() ?? 'gone';
      const depth = (node) => node ? depth(node.parentElement.closest('ol ol')) + 1 : 0;
      return [...document.querySelectorAll('.comment')].map(article =>
        [text(article, 'author'), text(article, 'text'), depth(article.closest('ol ol'))]);
      """
    ).items
  }

  /// Types into the field `name`, in place of what is there.
  func type(_ text: String, into name: String) throws {
    try window.evaluate(
      "const field = document.getElementById('comment-' + arguments[0]); field.focus(); field.select()", .string(name))
    try window.type(text)
  }

  func press(_ button: String) throws {
    try window.evaluate(
      """
      const button = [...document.querySelectorAll('.comments :is(button, a)')].find(each => each.textContent.replace(/\\s+/g, ' ').trim() == arguments[0]);
      button.click();
      """, .string(button))
  }

  /// Writes a comment and sends it.
  func send(_ text: String, by name: String = "Ada") throws {
    try type(name, into: "name")
    try type(text, into: "text")
    try press("Send")
  }

  /// What the form says.
  func status() throws -> String {
    try window.evaluate("return document.querySelector('.comments [role=status]').innerText").text
  }

  func wait(for status: String) throws {
    try Wait.until("the form says \(status)") {
      try self.status() == status ? true : nil
    }
  }
}
