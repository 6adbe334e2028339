import Diagnostics

/// The addresses and anchors that the site has published: a file that authors commit, so that a page or heading that
/// gets another name can be found under the old one.
///
///     page faq/mfa.html
///       source content/faq/mfa.md
///       title Setting up MFA
///       anchor get-the-app
///       anchor scan-the-code
///       moved get-the-application -> get-the-app
///     page old/mfa.html
///       to faq/mfa.html
///
/// Text, one fact a line, pages in the order of `LC_ALL=C sort`: so it reads, and merges, without a tool. A page that is
/// gone has a line `to`, a heading that is gone a line `moved`; `lost` is a heading that nothing has taken the place of.
struct AddressRecord: Sendable {
  /// One page, as it was when it was last published.
  struct Entry: Sendable {
    var address: String
    var source = ""
    var title = ""
    var anchors: [Line] = []
    /// From what was to what is.
    var moved: [(former: Line, present: String)] = []
    var lost: [Line] = []
    /// Where the page is now.
    var successor: Line?
    var place: Place
  }

  /// A word and where it stands.
  struct Line: Sendable {
    var text: String
    var place: Place
  }

  /// In the order of their addresses.
  private(set) var entries: [Entry] = []

  /// Where the record stands in a guide's folder.
  static let path = "content/" + pathInContent
  /// Where it stands below `content/`.
  static let pathInContent = "_addresses.txt"

  /// A record of `entries`, which may come in any order.
  init(_ entries: [Entry] = []) {
    self.entries = entries.sorted { $0.address.utf8.lexicographicallyPrecedes($1.address.utf8) }
  }

  /// Those of the language whose pages stand below `top`; of the main one, where that is empty, all that do not stand
  /// below one of `tops`.
  func entries(of top: String, among tops: [String]) -> AddressRecord {
    guard !tops.isEmpty else { return self }
    return AddressRecord(
      entries.filter { entry in
        top.isEmpty ? !tops.contains { entry.address.hasPrefix($0) } : entry.address.hasPrefix(top)
      })
  }

  /// The file's bytes: the same for the same entries.
  var bytes: [UInt8] {
    var text = Self.header
    for entry in entries {
      text += "\npage \(entry.address)\n"
      if let successor = entry.successor {
        text += "  to \(successor.text)\n"
        continue
      }
      if !entry.source.isEmpty { text += "  source \(entry.source)\n" }
      if !entry.title.isEmpty { text += "  title \(entry.title)\n" }
      for anchor in entry.anchors { text += "  anchor \(anchor.text)\n" }
      for anchor in entry.moved { text += "  moved \(anchor.former.text) -> \(anchor.present)\n" }
      for anchor in entry.lost { text += "  lost \(anchor.text)\n" }
    }
    return Array(text.utf8)
  }

  private static let header = """
    # The addresses that this help centre has published. guidegen adds to this file; commit it with the articles.
    # A page or heading that gets another name is then still found under the old one. What guidegen cannot match
    # itself, say here: below a page that is gone, "to ADDRESS"; below a page with a heading that is gone,
    # "moved FORMER -> PRESENT" in the place of its "lost FORMER". What nobody needs any more may be deleted.

    """
}
