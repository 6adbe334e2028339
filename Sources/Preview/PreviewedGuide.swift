import Diagnostics
import Guide

/// A guide in memory, and the site that it makes.
struct PreviewedGuide {
  /// The last site without an error; nil before there was one.
  private(set) var site: Site?
  /// What is wrong with the guide as it is now, warnings too.
  private(set) var diagnostics: [Diagnostic] = []
  /// The folders in which a change can matter.
  var folders: [String] { source?.folders ?? [] }

  private let folder: String
  private let select: () -> ArticleSelection
  /// Which articles the site has.
  private var selection: ArticleSelection
  private let threads: Int
  private var source: Source?
  /// What the disk refused when the source was read.
  private var unread: [Diagnostic] = []
  private var parsed: ParsedGuide?
  /// What was made of it last, right or wrong.
  private var resolved: Site?
  /// Pictures, style sheets and scripts of earlier sites, by address: pages that were sent out before ask for them.
  private var retired: [String: [UInt8]] = [:]

  /// How many bytes of earlier sites are kept.
  private static let mostRetired = 64 << 20

  /// The guide in `folder`, not yet read.
  init(folder: String, threads: Int, select: @escaping () -> ArticleSelection) {
    (self.folder, self.threads, self.select) = (folder, threads, select)
    selection = select()
  }

  /// Whether what is shown are the pages of an earlier, better state.
  var isWrong: Bool { diagnostics.contains { $0.severity == .error } }

  /// The file at `path`, from the last site that was right.
  func file(at path: String) -> [UInt8]? {
    site?.file(at: path) ?? retired[path]
  }

  /// Reads from the disk what `changes` say has changed; the site stays as it is until `resolve`.
  ///
  /// - Returns: whether anything did.
  mutating func read(_ changes: FolderChanges) -> Bool {
    let (before, unreadBefore) = (source, unread)
    if !changes.isUncertain, unread.isEmpty, let reread = source?.rereading(changes.files, in: folder) {
      source = reread
    } else {
      (source, unread) = Source.load(folder, threads: threads, reusing: source)
    }
    return before != source || unreadBefore != unread
  }

  /// Whether another commit is checked out than when the source was read: pages show dates from the history.
  var isHistoryOld: Bool { source.map { !$0.hasHistory(of: folder) } ?? false }

  /// Whether other articles are to be shown than when the site was made: another day has begun.
  var isSelectionOld: Bool { select() != selection }

  /// Makes the site of what was read.
  mutating func resolve() {
    guard let source else { return }
    selection = select()
    let (guide, misread) = ParsedGuide.parse(
      source, includesDrafts: selection.includesDrafts, day: selection.day, threads: threads, reusing: parsed)
    parsed = guide
    let (site, unresolved) = Site.resolve(guide, threads: threads, reusing: resolved)
    resolved = site
    diagnostics = unread.followed(by: misread + unresolved).unique()
    guard !isWrong else { return }
    if let old = self.site { retire(old.fingerprinted, for: site) }
    self.site = site
  }

  private mutating func retire(_ old: [OutputFile], for site: Site) {
    let present = Set(site.fingerprinted.map(\.path))
    for file in old where !present.contains(file.path) { retired[file.path] = file.bytes }
    if retired.values.reduce(0, { $0 + $1.count }) > Self.mostRetired { retired = [:] }
  }
}
