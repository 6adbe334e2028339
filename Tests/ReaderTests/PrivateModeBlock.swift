import Testing

/// The first private-mode block of a page, as the reader has it in front of them.
struct PrivateModeBlock {
  /// The keys of its sections, as they stand.
  var keys: [String]
  /// The keys as the author has them, which is how the choice lists them.
  var written: [String]
  /// The keys of the sections whose steps can be seen.
  var open: [String]
  /// The sections' ids by key.
  var identifiers: [String: String]
  /// What the block says about its order.
  var words: String
  /// The key that is chosen: `all` where none is.
  var choice: String
  /// The system whose steps stand first in the first section.
  var firstPlatform: String
}

extension BrowserWindow {
  /// Reads the first private-mode block off the page.
  func privateMode() throws -> PrivateModeBlock {
    let seen = try evaluate(
      """
      const block = document.querySelector('.variants:has(.platforms)');
      const sections = [...block.querySelectorAll(':scope > .variant')];
      const visible = element => element.checkVisibility({contentVisibilityAuto: true});
      return {
        keys: sections.map(section => section.dataset.key),
        written: [...block.querySelectorAll('option')].slice(1).map(option => option.value),
        open: sections.filter(section => visible(section.lastElementChild.firstElementChild)).map(section => section.dataset.key),
        identifiers: Object.fromEntries(sections.map(section => [section.dataset.key, section.id])),
        words: [...block.querySelectorAll('.choice p')].filter(visible).map(words => words.innerText).join(' '),
        choice: block.querySelector('select').value,
        firstPlatform: block.querySelector('.platforms > li').dataset.key,
      };
      """)
    guard case .object(let identifiers) = seen["identifiers"] else {
      throw BrowserRefusal(description: "the page has no private-mode block")
    }
    return PrivateModeBlock(
      keys: seen["keys"].items.map(\.text), written: seen["written"].items.map(\.text),
      open: seen["open"].items.map(\.text), identifiers: identifiers.mapValues(\.text), words: seen["words"].text,
      choice: seen["choice"].text, firstPlatform: seen["firstPlatform"].text)
  }

  /// Chooses `key` in the first private-mode block.
  func choose(_ key: String) throws {
    try evaluate(
      """
      const select = document.querySelector('.variants:has(.platforms) select');
      select.value = arguments[0];
      select.dispatchEvent(new Event('change', {bubbles: true}));
      """, .string(key))
  }

  /// Waits until the JavaScript `condition` holds; after two seconds it is an issue.
  func waits(_ condition: String) throws {
    let held = try evaluate(
      """
      return new Promise(done => {
        const end = Date.now() + 2000;
        const look = () => (\(condition)) ? done(true) : Date.now() > end ? done(false) : requestAnimationFrame(look);
        look();
      });
      """)
    #expect(held == true, "\(condition)")
  }
}

extension Visit {
  /// Reads the first private-mode block off the page.
  func privateMode() throws -> PrivateModeBlock { try browser.privateMode() }

  /// Chooses `key` in the first private-mode block.
  func choose(_ key: String) throws { try browser.choose(key) }

  /// Waits until the JavaScript `condition` holds; after two seconds it is an issue.
  func waits(_ condition: String) throws { try browser.waits(condition) }
}
