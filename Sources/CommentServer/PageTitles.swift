import HTTP

/// What the pages of a help centre are called.
struct PageTitles: Sendable {
  /// Where the help centre is.
  let help: PublicAddress
  /// What it looks like and how it speaks; nil where the list does not say it.
  let site: HelpSite?
  /// Differs from that of all other lists.
  let fingerprint: String
  private let titles: [String: String]
  /// The pages of them that have no comments.
  private let uncommented: Set<String>

  /// - Parameters:
  ///   - uncommented: the pages of `titles` that have no comments.
  ///   - list: the list's bytes, which `titles` were read from.
  init(help: PublicAddress, _ titles: [String: String], uncommented: Set<String> = [], list: [UInt8]) {
    (self.help, self.titles, self.uncommented) = (help, titles, uncommented)
    // FNV-1a: whoever writes the list has nothing to gain from two that look alike.
    let hash = list.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    fingerprint = String(hash, radix: 36)
    site = HelpSite(list: list)
  }

  /// The title of the page at `path`; the path itself where it has none (any more).
  subscript(path: String) -> String {
    guard let title = titles[path], !title.isEmpty else { return path }
    return title
  }

  /// What is said about the page at `path`, in the language of that page; empty for the help centre itself.
  func words(about path: String) -> ReaderWords { site?.edition(of: path).words ?? .english }

  /// What the page at `path` belongs to; where there is no such page, what suits the client that sent `request`.
  func edition(about path: String?, for request: HTTPRequest) -> HelpSite.Edition? {
    guard let path, contains(path) else { return site?.edition(for: request) }
    return site?.edition(of: path)
  }

  /// What is said to the client that sent `request`.
  func words(for request: HTTPRequest) -> ReaderWords { site?.edition(for: request).words ?? .english }

  /// Whether there is a page at exactly `path`: letters that only look the same, composed or not, are the same to a
  /// dictionary, and not to a database.
  func contains(_ path: String) -> Bool {
    titles.index(forKey: path).map { titles.keys[$0].utf8.elementsEqual(path.utf8) } ?? false
  }

  /// Whether there is a page with comments at exactly `path`.
  func hasComments(_ path: String) -> Bool { contains(path) && !uncommented.contains(path) }
}
