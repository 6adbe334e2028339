/// What `SiteWriter` did.
public struct OutputReport: Sendable, Hashable {
  /// Files that are new or have other bytes than before, sorted.
  public var written: [String] = []
  /// How many files had the right bytes already; they keep their inode and modification time.
  public var unchanged = 0
  /// Files of an earlier build that are gone now, sorted.
  public var removed: [String] = []
  /// Files that an earlier build wrote and this one does not, left because somebody has altered them since; sorted.
  public var kept: [String] = []
  /// Folders beside the site that hold what could not be tidied away, with files that are not guidegen's.
  public var leftBehind: [String] = []

  /// A report; without arguments, of a build that found nothing to do and nothing there.
  public init(written: [String] = [], unchanged: Int = 0, removed: [String] = []) {
    self.written = written
    self.unchanged = unchanged
    self.removed = removed
  }
}
