import Glibc
import YAML

/// When the files below a folder were first committed and last changed, from one run of `git log`.
///
/// A file keeps its first date when it is renamed, also if it is changed a little in the same commit. What is not
/// committed has no dates. Merges count only through the commits that they bring.
struct GitHistory: Sendable {
  /// The days of a file's first and latest commit, in UTC, by the committer's clock.
  struct Dates: Sendable, Hashable {
    var created: CalendarDate
    var changed: CalendarDate
  }

  /// What git knows of a folder.
  enum Outcome: Sendable {
    /// All of its history.
    case known(GitHistory)
    /// The repository is a shallow clone: the dates in it would be wrong.
    case shallow
    /// There is a repository, but git refuses to read it, or cannot.
    case unreadable
    /// No repository, no commit, or no git.
    case noRepository

    /// The dates of the file `path` below the folder; nil where they are not known.
    func dates(of path: String) -> Dates? {
      guard case .known(let history) = self else { return nil }
      return history.dates(of: path)
    }
  }

  private let files: [String: FileDates]

  private struct FileDates {
    var first: Int64
    var last: Int64
  }

  /// The history of `folder`: the folder that holds the files, not necessarily the repository's own.
  static func read(_ folder: String) -> Outcome {
    let git = Git(folder: folder)
    // To start git takes longer than to read a hundred articles.
    guard git.isInRepository else { return .noRepository }
    guard let shallow = git.output("rev-parse", "--is-shallow-repository") else { return .unreadable }
    guard shallow.elementsEqual("false\n".utf8) else { return .shallow }
    let log = ["log", "-z", "--format=%x01%ct", "--name-status", "--relative", "--no-ext-diff", "--no-textconv"]
    // Finding a rename with changes takes the files' contents: a partial clone lacks them, and must not fetch any.
    for renames in ["-M", "-M100%"] {
      if let output = git.output(log + [renames, "--", "."]) { return .known(GitHistory(parsing: output)) }
    }
    return git.output("rev-parse", "--verify", "--quiet", "HEAD") == nil ? .noRepository : .unreadable
  }

  /// Of the output of `git log -z --format=%x01%ct --name-status`, the latest commit first.
  ///
  /// That is: for each commit a field of 01 (hexadecimal) and the seconds, then for each file a field with a letter
  /// (the first has a line feed before it) and one with the path, or two, the old and the new, for a rename.
  init(parsing output: [UInt8]) {
    var files: [String: FileDates] = [:]
    // By the name that a file had at the time of the commit that is being read: the name that it has now.
    var present: [String: String] = [:]
    // Names that now mean nothing, since the file that has them now was made later.
    var ended: Set<String> = []
    var fields = output.split(separator: 0, omittingEmptySubsequences: false)[...]
    var seconds: Int64 = 0
    while let field = fields.popFirst() {
      if field.first == 1 {
        seconds = Int64(String(decoding: field.dropFirst(), as: UTF8.self)) ?? 0
        continue
      }
      guard let letter = field.first(where: { $0 != UInt8(ascii: "\n") }), let path = fields.popFirst() else {
        continue
      }
      let isRename = letter == UInt8(ascii: "R")
      let former = String(decoding: path, as: UTF8.self)
      guard let then = isRename ? fields.popFirst().map({ String(decoding: $0, as: UTF8.self) }) : former else { break }
      if !ended.contains(then) {
        let now = present[then] ?? then
        let known = files[now]
        files[now] = FileDates(first: min(seconds, known?.first ?? seconds), last: max(seconds, known?.last ?? seconds))
        if isRename {
          present[former] = now
          ended.remove(former)
        }
      }
      // Before it was added or got this name, another file may have had it.
      if isRename || letter == UInt8(ascii: "A") {
        present[then] = nil
        ended.insert(then)
      }
    }
    self.files = files
  }

  /// The dates of the file `path` below the folder; nil if no commit has it.
  func dates(of path: String) -> Dates? {
    guard let dates = files[path], let created = Self.day(dates.first), let changed = Self.day(dates.last) else {
      return nil
    }
    return Dates(created: created, changed: changed)
  }

  /// Whether the latest commit with the file `path` is younger than that with `other`; false where either has none.
  func wasCommitted(_ path: String, after other: String) -> Bool {
    guard let one = files[path], let two = files[other] else { return false }
    return one.last > two.last
  }

  private static func day(_ seconds: Int64) -> CalendarDate? {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    return CalendarDate(daysSince1970: Int(rest < 0 ? days - 1 : days))
  }
}
