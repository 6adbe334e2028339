/// What the pages of a help centre are called.
struct PageTitles: Sendable {
  /// As browsers name the help centre: `https://help.example.com`.
  let origin: String
  /// Differs from that of all other lists.
  let fingerprint: String
  private let titles: [String: String]

  /// - Parameter list: the list's bytes, which `titles` were read from.
  init(origin: String, _ titles: [String: String], list: [UInt8]) {
    (self.origin, self.titles) = (origin, titles)
    // FNV-1a: whoever writes the list has nothing to gain from two that look alike.
    let hash = list.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    fingerprint = String(hash, radix: 36)
  }

  /// The title of the page at `path`; the path itself where it has none (any more).
  subscript(path: String) -> String {
    guard let title = titles[path], !title.isEmpty else { return path }
    return title
  }

  func contains(_ path: String) -> Bool { titles[path] != nil }
}
