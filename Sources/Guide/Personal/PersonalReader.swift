/// What is known of somebody for whom an article is written out.
package struct PersonalReader: Sendable, Hashable {
  /// A key of the browser data; empty where it is not known.
  package var browser: String
  /// A system's key of the browser data; empty where it is not known.
  package var platform: String
  /// A language tag; empty where it is not known.
  package var language: String
  /// The enrollment page, as far as a letter tells of it.
  package var page: Page

  /// What a letter tells of its reader's enrollment page.
  package enum Page: Sendable {
    /// Nothing: there is none.
    case none
    /// Its address and the code that opens it.
    case withCode
    /// Its address, which holds a part of the key: the code travels by another way.
    case withoutCode
  }

  /// What is known of the access pass that a letter brings; nil for letters with a code.
  package var pass: Pass?

  /// What a letter can say of an access pass besides the pass.
  package struct Pass: Sendable, Hashable {
    /// Nil where it is not known.
    package var isOneTime: Bool?
    /// Whether it is known from when it is valid.
    package var hasStart: Bool
    /// Whether it is known until when it is valid.
    package var hasEnd: Bool

    /// A pass of which so much is known.
    package init(isOneTime: Bool?, hasStart: Bool, hasEnd: Bool) {
      (self.isOneTime, self.hasStart, self.hasEnd) = (isOneTime, hasStart, hasEnd)
    }
  }

  /// Somebody with a browser, a system, a language, and a page or a pass.
  package init(
    browser: String = "", platform: String = "", language: String = "", page: Page = .none, pass: Pass? = nil
  ) {
    (self.browser, self.platform, self.language, self.page) = (browser, platform, language, page)
    self.pass = pass
  }
}

extension PersonalReader {
  /// `block` with the reader's browser alone, and there with the reader's system alone; all of it where it has none of
  /// them.
  func selected(from block: PrivateMode) -> PrivateMode {
    var block = block
    let own = block.sections.filter { $0.browser.key == browser }
    if !own.isEmpty { block.sections = own }
    for index in block.sections.indices {
      let platforms = block.sections[index].platforms.filter { $0.key == platform }
      if !platforms.isEmpty { block.sections[index].platforms = platforms }
    }
    return block
  }

  /// `block` with the variant for the reader alone: the fallback where there is none for a known browser, all where the
  /// reader's is not known.
  func selected(from block: Variants) -> Variants {
    var block = block
    let key =
      switch block.by {
      case "browser": browser
      case "os": platform
      default: ""
      }
    let own = block.sections.filter { !$0.isFallback && $0.key == key }
    if !own.isEmpty {
      block.sections = own
    } else if block.by == "browser", !browser.isEmpty {
      block.sections = block.sections.filter(\.isFallback)
    }
    return block
  }
}
