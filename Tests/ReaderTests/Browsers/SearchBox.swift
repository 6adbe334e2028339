extension BrowserWindow {
  /// Puts `text` into the page's search box, in place of what is there.
  func putIntoSearchBox(_ text: String) throws {
    try evaluate(
      """
      const box = document.querySelector('.search input');
      box.focus();
      box.value = arguments[0];
      box.dispatchEvent(new Event('input', { bubbles: true }));
      """, .string(text))
  }

  /// Puts `text` into the page's search box, and waits until the page says what was found for it.
  func search(_ text: String) throws {
    let status = "return document.querySelector('.search [role=status]').textContent"
    try putIntoSearchBox("")
    try Wait.until("nothing is said of a search") { try evaluate(status) == "" ? true : nil }
    try putIntoSearchBox(text)
    try Wait.until("it is said what was found for \(text)") { try evaluate(status) == "" ? nil : true }
  }
}
