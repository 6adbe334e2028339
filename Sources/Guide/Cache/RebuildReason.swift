/// Why pages are made again.
public enum RebuildReason: Sendable, Hashable {
  /// No earlier build has left a cache.
  case noCache
  /// Another guidegen has left the cache, or it is damaged.
  case otherVersion
  case damagedCache
  /// The build before was one with other options, or into another folder.
  case otherOptions
  /// The addresses are to be recorded, which takes all articles.
  case recording
  /// A file of the guide, by its path below the guide's folder.
  case added(String)
  case removed(String)
  case changed(String)
  /// An article's front matter: other pages show it.
  case frontMatter(String)
  /// An article's date, which has come since the build before, or is still to come.
  case day(String)
  /// An article's headings, where the record of addresses or a link from `by` asks for them.
  case headings(String, by: String?)
  /// There are comments on pages that the site has not, or there were; or the first ones have come.
  case comments
  /// Of a page.
  case newComments
  /// The search index is to be divided into files at other places.
  case searchIndex
  /// Somebody has altered a file of the site.
  case site(String)
  /// Git has other dates.
  case history
  /// Git could not read the repository, and may be able to now.
  case unreadableHistory
}

extension RebuildReason: CustomStringConvertible {
  /// A sentence without a full stop.
  public var description: String {
    switch self {
    case .noCache: "there is no cache"
    case .otherVersion: "another version of guidegen wrote the cache"
    case .damagedCache: "the cache is damaged"
    case .otherOptions: "the build before had other options or another output folder"
    case .recording: "the addresses are recorded"
    case .added(let path): "\(path) is new"
    case .removed(let path): "\(path) is gone"
    case .changed(let path): "\(path) changed"
    case .frontMatter(let path): "the front matter of \(path) changed"
    case .day(let path): "the date of \(path) is judged by another day"
    case .headings(let path, nil): "the headings of \(path) changed"
    case .headings(let path, let other?): "a heading of \(path) is gone to which \(other) links"
    case .comments: "there are comments for the first time, or for pages that are no articles"
    case .newComments: "its comments changed"
    case .searchIndex: "the search index is divided in another way"
    case .site(let path): "\(path) in the site is not as it was written"
    case .history: "git has other commits"
    case .unreadableHistory: "git could not read the repository"
    }
  }
}

/// Which pages a build made again, and why.
public enum Explanation: Sendable {
  /// Every page, for any of these reasons.
  case everyPage([RebuildReason])
  /// These pages, by address.
  case pages([(address: String, reason: RebuildReason)])

  /// No page.
  init() { self = .pages([]) }

  /// A line for each page, or one for all.
  public var lines: [String] {
    switch self {
    case .everyPage(let reasons): reasons.map { "every page: \($0)" }
    case .pages(let pages): pages.isEmpty ? ["no page: nothing changed"] : pages.map { "\($0.address): \($0.reason)" }
    }
  }
}
