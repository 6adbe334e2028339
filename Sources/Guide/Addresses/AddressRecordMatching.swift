import Diagnostics

extension AddressRecord {
  /// A former address and the page that took its place.
  struct PageRedirect: Sendable, Hashable {
    var from: String
    var to: String
  }

  /// A former anchor in a page of the site, and the anchor of the heading that took its place.
  struct AnchorAlias: Sendable, Hashable {
    /// The page's address.
    var page: String
    var former: String
    var present: String
  }

  /// Where the recorded pages and headings are in the site of `current` pages, and a warning for each that is nowhere.
  ///
  /// A page is followed by what its line `to` says; else by `aliases`; else to the only new page with the same source
  /// file; else with the same title, or the same anchors. A heading is followed by its line `moved`; else to the heading
  /// that stands in its place, between the same neighbours.
  ///
  /// - Parameter aliases: addresses that already lead to a page, by what articles say of themselves.
  func redirects(
    for current: [PublishedPage], aliases: [String: String] = [:]
  ) -> (pages: [PageRedirect], anchors: [AnchorAlias], diagnostics: [Diagnostic]) {
    let pages = PageMatching(record: self, current: current, aliases: aliases)
    var redirects: [PageRedirect] = []
    var anchors: [AnchorAlias] = []
    var diagnostics = pages.diagnostics
    for entry in entries {
      guard let page = pages.successors[entry.address] else { continue }
      if page.address != entry.address { redirects.append(PageRedirect(from: entry.address, to: page.address)) }
      let matching = AnchorMatching(entry: entry, page: page)
      anchors += matching.present.map { AnchorAlias(page: page.address, former: $0.former.text, present: $0.present) }
      diagnostics += matching.diagnostics
    }
    return (redirects, anchors, diagnostics.sorted())
  }

  /// The record to commit for a site of `current` pages: those as they are, and all that is gone with where it went.
  ///
  /// What nothing has taken the place of stays in the record, so that each build tells of it, until somebody says where
  /// it went or deletes it.
  func updated(with current: [PublishedPage], aliases: [String: String] = [:]) -> AddressRecord {
    let pages = PageMatching(record: self, current: current, aliases: aliases)
    let none = Place(file: Self.path)
    var updated: [String: Entry] = [:]
    for page in current {
      updated[page.address] = Entry(
        address: page.address, source: page.source, title: page.title.onOneLine,
        anchors: page.anchors.map { Line(text: $0, place: none) }, place: none)
    }
    for entry in entries {
      guard let page = pages.successors[entry.address] else {
        updated[entry.address] = entry
        continue
      }
      let matching = AnchorMatching(entry: entry, page: page)
      updated[page.address]?.keep(matching)
      if page.address != entry.address {
        updated[entry.address] = Entry(
          address: entry.address, successor: Line(text: page.address, place: none), place: none)
      }
    }
    return AddressRecord(Array(updated.values))
  }
}

extension AddressRecord.Entry {
  /// Adds what is known of former anchors; the first that was said of one holds.
  fileprivate mutating func keep(_ matching: AnchorMatching) {
    for anchor in matching.present where !moved.contains(where: { $0.former.text == anchor.former.text }) {
      moved.append(anchor)
    }
    for anchor in matching.lost where !lost.contains(where: { $0.text == anchor.text }) { lost.append(anchor) }
    moved.sort { $0.former.text.utf8.lexicographicallyPrecedes($1.former.text.utf8) }
    lost.sort { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
  }
}

extension String {
  /// With a space for each line feed and tab.
  var onOneLine: String {
    split { $0.isNewline || $0 == "\t" || $0 == "\u{0}" || $0 == " " }.joined(separator: " ")
  }
}
