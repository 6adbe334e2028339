import Diagnostics
import Markdown

/// Where the steps of a block are done.
enum StepsOn: String, Sendable {
  case computer
  case phone
}

/// One of the variants that a block holds: the heading's key and what follows the heading.
struct KeyedSection: Sendable {
  /// `edge`, or `*` for all that have no section of their own.
  var key: String
  /// The heading began with a plus: the text is added to what there is instead of replacing it.
  var adds: Bool
  /// Indices of the nodes below the heading.
  var nodes: [Int]
  /// The heading.
  var place: Place

  /// The sections that the container directive at `node` holds, and what is wrong with them.
  static func all(
    in document: Document, below node: Int, directive name: String
  ) -> (sections: [KeyedSection], diagnostics: [Diagnostic]) {
    var sections: [KeyedSection] = []
    var diagnostics: [Diagnostic] = []
    for child in document.children(of: node) {
      guard document.nodes[child].kind == .heading else {
        if sections.isEmpty {
          if diagnostics.isEmpty {
            diagnostics.append(
              .error(
                #"text before the first heading of "\#(name)""#, at: document.place(of: child),
                hint: "put it above the block, or below a heading with a key such as ### edge"))
          }
        } else {
          sections[sections.count - 1].nodes.append(child)
        }
        continue
      }
      var key = document.plainText(of: child)[...]
      let adds = key.hasPrefix("+")
      if adds { key = key.dropFirst() }
      let trimmed = String(key.drop { $0 == " " }).lowercased()
      if sections.contains(where: { $0.key == trimmed }) {
        diagnostics.append(
          .error(
            #"a second section for "\#(trimmed)""#, at: document.place(of: child), hint: "put the two together"))
      }
      sections.append(KeyedSection(key: trimmed, adds: adds, nodes: [], place: document.place(of: child)))
    }
    for section in sections where section.isOnlyAPicture(in: document) {
      diagnostics.append(
        .error(
          #"the section for "\#(section.key)" is only a picture"#, at: section.place,
          hint: "write the steps as text too: a picture cannot be read aloud, searched or copied"))
    }
    return (sections, diagnostics)
  }

  private func isOnlyAPicture(in document: Document) -> Bool {
    guard nodes.count == 1, let only = nodes.first, document.nodes[only].kind == .paragraph else { return false }
    let inside = Array(document.children(of: only))
    return inside.count == 1 && document.nodes[inside[0]].kind == .image
  }
}

/// `:::variants{by=browser on=computer}`: free content for each browser, system or device.
struct Variants: Sendable {
  /// One variant.
  struct Section: Sendable {
    /// Unique in the page.
    var id: String
    var key: String
    var name: String
    var isFallback: Bool
    /// Indices of the nodes to write.
    var nodes: [Int]
  }

  /// Unique in the page.
  var id: String
  /// `browser`, `os` or `device`.
  var by: String
  var on: StepsOn?
  /// The level of the sections' headings.
  var level: Int
  /// In the author's order, the fallback last.
  var sections: [Section]

  /// Reads the directive; nil, with errors, where it makes no block.
  static func read(
    _ directive: Directive, in document: Document, data: BrowserData, level: Int, identifiers: inout IdentifierPool
  ) -> (block: Variants?, diagnostics: [Diagnostic]) {
    var attributes = Attributes(directive, allowed: ["by", "on", "id"])
    let by = attributes.choice("by", among: ["browser", "os", "device"], isRequired: true)
    let on = attributes.choice("on", among: ["computer", "phone"]).flatMap(StepsOn.init)
    let wantedId = attributes["id"] ?? by ?? ""
    var (keyed, found) = KeyedSection.all(in: document, below: directive.node, directive: directive.name)
    var diagnostics = attributes.diagnostics + found
    guard let by, let known = data.variants(by: by) else { return (nil, diagnostics) }
    if !keyed.contains(where: { $0.key == "*" }) {
      diagnostics.append(
        .error(
          "these variants have no fallback", at: directive.place,
          hint: "add a section ### * for readers who have something else"))
    }
    if data.isEmpty, keyed.contains(where: { $0.key != "*" }) {
      diagnostics.append(.noBrowserData(#", which says what "\#(by)" can be"#, at: directive.place))
      return (nil, diagnostics)
    }
    let fallbacks = keyed.filter { $0.key == "*" }
    keyed.removeAll { $0.key == "*" }
    let id = identifiers.unique(wantedId)
    var sections: [Section] = []
    for section in keyed + fallbacks {
      let key = by == "browser" ? data.browser(section.key)?.key ?? section.key : section.key
      let name = known.first { $0.key == key }?.name
      if name == nil, key != "*" {
        diagnostics.append(.unknown(by, key, among: known.map(\.key), at: section.place))
      }
      sections.append(
        Section(
          id: identifiers.unique(id + "-" + (key == "*" ? "other" : key)), key: key,
          name: name ?? Self.otherName[by] ?? "", isFallback: key == "*", nodes: section.nodes))
    }
    return (Variants(id: id, by: by, on: on, level: level, sections: sections), diagnostics)
  }

  /// What the fallback's heading says.
  private static let otherName = [
    "browser": "Another browser", "os": "Another system", "device": "Another device",
  ]
}

extension Diagnostic {
  /// A key that the data does not have.
  static func unknown(_ kind: String, _ key: String, among known: [String], at place: Place) -> Diagnostic {
    let near = nearestName(to: key, among: known).map { #"did you mean "\#($0)"?"# }
    let one = known.isEmpty ? "" : "write one of \(known.joined(separator: ", ")), or "
    return .error(
      #"unknown \#(kind) "\#(key)""#, at: place, hint: near ?? "\(one)add it to content/_data/browsers.yml")
  }

  /// A block that needs what the guide does not have; `why` goes on behind the file's name.
  static func noBrowserData(_ why: String, at place: Place) -> Diagnostic {
    .error(
      "there is no \(ContentFiles.browsersPath)\(why)", at: place,
      hint: "run guidegen new site for another folder, and copy the file from there")
  }
}
