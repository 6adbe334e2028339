import Diagnostics

/// Finds the page of the site that each recorded page is now.
struct PageMatching {
  /// By recorded address: the page that is there now, or has taken its place.
  private(set) var successors: [String: PublishedPage] = [:]
  /// A warning for each recorded page that is nowhere.
  private(set) var diagnostics: [Diagnostic] = []

  private let entries: [String: AddressRecord.Entry]
  private let current: [String: PublishedPage]
  private let aliases: [String: String]

  init(record: AddressRecord, current pages: [PublishedPage], aliases: [String: String]) {
    self.aliases = aliases
    current = Dictionary(pages.map { ($0.address, $0) }) { first, _ in first }
    entries = Dictionary(record.entries.map { ($0.address, $0) }) { first, _ in first }
    var gone: [AddressRecord.Entry] = []
    for entry in record.entries where current[entry.address] == nil {
      if entry.successor == nil, aliases[entry.address] == nil { gone.append(entry) }
    }
    let known = entries
    let added = pages.filter { page in known[page.address].map { $0.successor != nil } ?? true }
    let moves = Self.moves(gone, added)
    for entry in record.entries {
      if let page = page(at: entry.address, moves: moves) {
        successors[entry.address] = page
      } else {
        diagnostics.append(warning(about: entry))
      }
    }
  }

  /// The page that `address` leads to, over as many moves as it takes; nil where it leads nowhere or round in a circle.
  private func page(at address: String, moves: [String: String]) -> PublishedPage? {
    var address = address
    var seen: Set<String> = []
    while seen.insert(address).inserted {
      if let page = current[address] { return page }
      guard let next = entries[address]?.successor?.text ?? aliases[address] ?? moves[address] else { return nil }
      address = next
    }
    return nil
  }

  /// What a page is recognised by, the surest first; an empty one recognises nothing.
  private static let identities: [@Sendable (PublishedPage) -> [String]] = [
    { $0.source.isEmpty ? [] : [$0.source] },
    { $0.title.isEmpty || $0.anchors.isEmpty ? [] : [$0.title] + $0.anchors },
    { $0.title.isEmpty ? [] : [$0.title] },
    // One heading, such as "steps", is no mark of a page.
    { $0.anchors.count < 2 ? [] : $0.anchors.sorted() },
  ]

  /// From the pages that are gone to the new ones that are plainly the same.
  ///
  /// Plainly means that nothing else has the same identity: neither another page that is gone nor another new one.
  private static func moves(_ gone: [AddressRecord.Entry], _ added: [PublishedPage]) -> [String: String] {
    guard !gone.isEmpty else { return [:] }
    let former = gone.map {
      PublishedPage(address: $0.address, source: $0.source, title: $0.title, anchors: $0.anchors.map(\.text))
    }
    var moves: [String: String] = [:]
    var taken: Set<String> = []
    for identity in identities {
      let from = Dictionary(grouping: former.filter { moves[$0.address] == nil }, by: identity)
      let to = Dictionary(grouping: added.filter { !taken.contains($0.address) }, by: { identity($0.named) })
      for (mark, pages) in from where !mark.isEmpty && pages.count == 1 {
        guard let successors = to[mark], successors.count == 1 else { continue }
        moves[pages[0].address] = successors[0].address
        taken.insert(successors[0].address)
      }
    }
    return moves
  }

  private func warning(about entry: AddressRecord.Entry) -> Diagnostic {
    if let successor = entry.successor {
      let near = nearestName(to: successor.text, among: current.keys)
      return .warning(
        #""\#(entry.address)" leads to "\#(successor.text)", which is no page"#, at: successor.place,
        hint: near.map { #"did you mean "\#($0)"?"# } ?? "write the address of a page, or delete the entry")
    }
    return .warning(
      #"nothing has taken the place of the page "\#(entry.address)""#, at: entry.place,
      hint: #"write "to ADDRESS" below it, give an article the alias "\#(entry.address)", or delete the entry"#)
  }
}

extension PublishedPage {
  /// With its title as the record writes it.
  fileprivate var named: PublishedPage {
    PublishedPage(address: address, source: source, title: title.onOneLine, anchors: anchors)
  }
}
