import Comments
import Glibc
import JSON

/// The pages of the help centre that have comments or are asked of whether they help, from the list that `guidegen build` writes.
///
/// The list is read again when it has changed; as long as it cannot be read, the pages of before count.
final class KnownPages {
  /// What they are called, as of the last time that somebody asked whether there is a page.
  private(set) var titles: PageTitles
  private let path: String
  /// Told once of each list that cannot be read.
  var onProblem: (PageListError) -> Void = { _ in }
  private var stamp = Stamp()
  /// The list that could not be read, so that it is not tried again and again.
  private var unreadable: Stamp?
  private var checked = Int.min

  /// How often to look whether the list has changed, in milliseconds.
  private static let interval = 1_000
  /// The largest list that is read: of half a million pages.
  private static let largest = 64 << 20

  /// - Throws: what is wrong with the list at `path`, in words.
  init(path: String, help: PublicAddress) throws(PageListError) {
    self.path = path
    titles = try Self.read(path, help)
    stamp = Stamp(of: path)
  }

  /// Whether there is a page with comments at `path`, at the time `now` (`Timestamp`).
  func contains(_ path: String, at now: Timestamp) -> Bool {
    refresh(at: now)
    return titles.hasComments(path)
  }

  /// Whether there is a page at `path`, with comments or without, at the time `now` (`Timestamp`).
  func containsArticle(_ path: String, at now: Timestamp) -> Bool {
    refresh(at: now)
    return titles.contains(path)
  }

  /// Looks whether the list has changed, if it is time to, at the time `now`.
  func refresh(at now: Timestamp) {
    guard now.milliseconds >= checked + Self.interval || now.milliseconds < checked else { return }
    checked = now.milliseconds
    let found = Stamp(of: path)
    guard found != stamp, found != unreadable else { return }
    do throws(PageListError) {
      (titles, stamp) = (try Self.read(path, titles.help), found)
    } catch {
      unreadable = found
      onProblem(error)
    }
  }

  /// Reads lines of JSON: `{"path":"faq/mfa.html","title":"Setting up MFA"}`, with `"comments":false` for a page that has none;
  /// the first one may be a `HelpSite`.
  private static func read(_ path: String, _ help: PublicAddress) throws(PageListError) -> PageTitles {
    guard let file = fopen(path, "re") else {
      throw PageListError(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
      guard bytes.count <= largest else { throw PageListError(path: path, reason: "it is too large") }
    }
    guard ferror(file) == 0 else {
      throw PageListError(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    var titles: [String: String] = [:]
    var uncommented: Set<String> = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: true).enumerated() {
      if number == 0, HelpSite(line: line) != nil { continue }
      guard let value = try? JSONReader.read(line), let page = value["path"]?.string, let title = value["title"]?.string
      else { throw PageListError(path: path, reason: "line \(number + 1) is not {\"path\":…,\"title\":…}") }
      titles[page] = title
      if value["comments"]?.bool == false { uncommented.insert(page) }
    }
    return PageTitles(help: help, titles, uncommented: uncommented, list: bytes)
  }

  private struct Stamp: Equatable {
    private var device: UInt64 = 0
    private var inode: UInt64 = 0
    private var size = 0
    private var seconds = 0
    private var nanoseconds = 0

    init() {}

    init(of path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return }
      (device, inode, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
  }
}

/// Why a list of pages cannot be used.
package struct PageListError: Error, Sendable, Equatable {
  package var path: String
  package var reason: String

  package init(path: String, reason: String) {
    (self.path, self.reason) = (path, reason)
  }
}
