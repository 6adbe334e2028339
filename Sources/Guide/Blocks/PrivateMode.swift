import Diagnostics
import Markdown

/// `:::private-mode{on=computer}`: how to open a private window, a section for each browser, from the browser data.
struct PrivateMode: Sendable {
  /// One browser.
  struct Section: Sendable {
    /// Unique in the page.
    var id: String
    var browser: BrowserData.Browser
    /// Those that the block is about.
    var platforms: [BrowserData.Platform]
    /// The article's own text for this browser: indices of nodes.
    var nodes: [Int]
    /// The article's text stands in place of the data's.
    var isReplaced: Bool
  }

  /// Unique in the page.
  var id: String
  var on: StepsOn?
  /// The level of the sections' headings.
  var level: Int
  /// In the data's order.
  var sections: [Section]

  /// Reads the directive; nil, with errors, where it makes no block.
  static func read(
    _ directive: Directive, in document: Document, data: BrowserData, level: Int, identifiers: inout IdentifierPool
  ) -> (block: PrivateMode?, diagnostics: [Diagnostic]) {
    var attributes = Attributes(directive, allowed: ["on", "browsers", "id"])
    let on = attributes.choice("on", among: ["computer", "phone"]).flatMap(StepsOn.init)
    let (keyed, found) = KeyedSection.all(in: document, below: directive.node, directive: directive.name)
    var diagnostics = attributes.diagnostics + found
    if data.isEmpty {
      diagnostics.append(.noBrowserData(" to write this block from", at: directive.place))
      return (nil, diagnostics)
    }
    if data.browsers.isEmpty {
      diagnostics.append(
        .error(
          "there is no browser to write this block about", at: directive.place,
          hint: "add browsers to \(ContentFiles.browsersPath)"))
      return (nil, diagnostics)
    }
    let keys = data.browsers.map(\.key)
    var own: [String: KeyedSection] = [:]
    for section in keyed {
      if let browser = data.browser(section.key) {
        own[browser.key] = section
      } else {
        diagnostics.append(.unknown("browser", section.key, among: keys, at: section.place))
      }
    }
    var wanted: [String]?
    if let list = attributes["browsers"] {
      wanted = list.split { $0 == "," || $0 == " " }.map(String.init)
      for key in wanted ?? [] where data.browser(key) == nil {
        diagnostics.append(.unknown("browser", key, among: keys, at: attributes.place(of: "browsers")))
      }
      wanted = wanted?.map { data.browser($0)?.key ?? $0 }
    }
    let id = identifiers.unique(attributes["id"] ?? "private-mode")
    let systems = Set(data.platforms.filter { on == nil || $0.device == on?.rawValue }.map(\.key))
    var sections: [Section] = []
    for browser in data.browsers where wanted?.contains(browser.key) ?? true {
      let platforms = browser.platforms.filter { systems.contains($0.key) }
      let section = own[browser.key]
      if platforms.isEmpty, browser.instead.isEmpty, section == nil { continue }
      sections.append(
        Section(
          id: identifiers.unique(id + "-" + browser.key), browser: browser, platforms: platforms,
          nodes: section?.nodes ?? [], isReplaced: section.map { !$0.adds } ?? false))
    }
    return (PrivateMode(id: id, on: on, level: level, sections: sections), diagnostics)
  }
}
