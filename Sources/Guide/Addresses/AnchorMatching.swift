import Diagnostics

/// Finds the headings of a page that its recorded anchors lead to now.
struct AnchorMatching {
  /// From what was to what is, each once, sorted by what was.
  private(set) var present: [(former: AddressRecord.Line, present: String)] = []
  /// Recorded anchors that lead nowhere, sorted.
  private(set) var lost: [AddressRecord.Line] = []
  /// A warning for each of `lost`.
  private(set) var diagnostics: [Diagnostic] = []

  /// The anchors of `entry` in `page`, which is the same page or has taken its place.
  init(entry: AddressRecord.Entry, page: PublishedPage) {
    let current = Set(page.anchors)
    let replaced = Self.replacements(entry.anchors.map(\.text), page.anchors)
    var said: [String: String] = [:]
    for move in entry.moved { said[move.former.text] = move.present }
    var seen: Set<String> = []
    for anchor in entry.moved.map(\.former) + entry.anchors + entry.lost {
      guard !current.contains(anchor.text), seen.insert(anchor.text).inserted else { continue }
      if let name = Self.follow(anchor.text, to: current, by: { said[$0] ?? replaced[$0] }) {
        present.append((anchor, name))
      } else {
        lost.append(anchor)
      }
    }
    present.sort { $0.former.text.utf8.lexicographicallyPrecedes($1.former.text.utf8) }
    lost.sort { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    diagnostics = lost.map { Self.warning(about: $0, said: said[$0.text], in: page) }
  }

  /// The anchor among `current` that `anchor` leads to over as many steps as it takes; nil where there is none.
  private static func follow(_ anchor: String, to current: Set<String>, by step: (String) -> String?) -> String? {
    var anchor = anchor
    var seen: Set<String> = []
    while seen.insert(anchor).inserted {
      if current.contains(anchor) { return anchor }
      guard let next = step(anchor) else { return nil }
      anchor = next
    }
    return nil
  }

  /// By former anchor: the new one in its place.
  ///
  /// A run of anchors that are gone is replaced by a run of new ones of the same length between the same neighbours. A
  /// neighbour may be the page's beginning or end, but not both around more than one: such a page is another text.
  private static func replacements(_ former: [String], _ present: [String]) -> [String: String] {
    let known = Set(former)
    let position = Dictionary(zip(present, present.indices)) { first, _ in first }
    var replacements: [String: String] = [:]
    var start = 0
    while start < former.count {
      guard position[former[start]] == nil else {
        start += 1
        continue
      }
      let end = former[start...].firstIndex { position[$0] != nil } ?? former.count
      let before = start == 0 ? -1 : position[former[start - 1]]
      let after = end == former.count ? present.count : position[former[end]]
      let count = end - start
      if let before, let after, after - before - 1 == count, count == 1 || count < former.count {
        let run = present[(before + 1)..<after]
        if !run.contains(where: known.contains) {
          for (old, new) in zip(former[start..<end], run) { replacements[old] = new }
        }
      }
      start = end
    }
    return replacements
  }

  private static func warning(
    about anchor: AddressRecord.Line, said: String?, in page: PublishedPage
  ) -> Diagnostic {
    let near = nearestName(to: said ?? anchor.text, among: page.anchors) ?? "PRESENT"
    let what =
      said.map { #"leads to "\#($0)", which is none of "\#(page.address)""# }
      ?? #"is gone from "\#(page.address)", and no heading stands in its place"#
    return .warning(
      #"the anchor "\#(anchor.text)" \#(what)"#, at: anchor.place,
      hint: #"write "moved \#(anchor.text) -> \#(near)" below the page, or delete the line"#)
  }
}
