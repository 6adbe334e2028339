/// The record, inside the site's folder, of the files that guidegen wrote there: only those may it replace or remove.
///
/// The file `.guidegen` is text, in the order of `LC_ALL=C sort` by path; see `SealedLines` for its last line:
///
///     guidegen-site 1
///     SIZE HASH PATH        one line a file: bytes in decimal, `ContentHash` in hexadecimal, the rest is the path
///     end COUNT HASH
///
/// A record that is cut, altered or of another version counts as absent.
struct Manifest: Sendable, Equatable {
  /// One file as it was written.
  struct Entry: Sendable, Hashable {
    var path: SitePath
    var size: Int
    var hash: ContentHash
  }

  /// Sorted by path.
  let entries: [Entry]
  /// The file's bytes: the same for the same entries.
  let bytes: [UInt8]

  /// The record of `entries`, which may come in any order.
  init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.path < $1.path }
    self.bytes = SealedLines.bytes(self.entries.map(\.line), header: Self.header)
  }

  /// The record that `bytes` hold; nil if they are not one, whole and unaltered.
  init?(parsing bytes: [UInt8]) {
    guard let lines = SealedLines.lines(of: bytes, header: Self.header) else { return nil }
    var entries: [Entry] = []
    entries.reserveCapacity(lines.count)
    for line in lines {
      guard let entry = Entry(parsing: line) else { return nil }
      entries.append(entry)
    }
    self.entries = entries
    self.bytes = bytes
  }

  /// The record `bytes` with the lines of `entries` in the place of those for the same paths.
  ///
  /// - Returns: nil if it is no record, or lacks one of the paths. Much faster than by way of all entries.
  static func bytes(_ bytes: [UInt8], replacing entries: [Entry]) -> [UInt8]? {
    SealedLines.bytes(bytes, header: header) { lines in
      for entry in entries {
        guard let line = lineRange(of: entry.path, in: lines) else { return false }
        lines.replaceSubrange(line, with: entry.line)
      }
      return true
    }
  }

  /// Where the line for `path` stands in `lines`, which are in the order of their paths.
  private static func lineRange(of path: SitePath, in lines: [UInt8]) -> Range<Int>? {
    let feed = UInt8(ascii: "\n")
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      let start = (lines[low..<middle].lastIndex(of: feed) ?? low - 1) + 1
      let end = lines[middle...].firstIndex(of: feed) ?? lines.count
      let parts = lines[start..<end].split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let found = SitePath(bytes: Array(parts[2]))
      if found == path { return start..<end }
      if found < path { low = end + 1 } else { high = start }
    }
    return nil
  }

  private static let header = "guidegen-site 1"
}

extension Manifest.Entry {
  /// `SIZE HASH PATH`; nil for anything else, and for a path that a site may not hold.
  init?(parsing line: ArraySlice<UInt8>) {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3,
      let size = Int(String(decoding: parts[0], as: UTF8.self)), size >= 0,
      parts[1].count == 16, let hash = UInt64(String(decoding: parts[1], as: UTF8.self), radix: 16)
    else { return nil }
    let path = SitePath(bytes: Array(parts[2]))
    guard path.isAllowed else { return nil }
    self.init(path: path, size: size, hash: ContentHash(value: hash))
  }

  /// `SIZE HASH PATH`.
  var line: [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(40 + path.bytes.count)
    line.append(contentsOf: String(size).utf8)
    line.append(UInt8(ascii: " "))
    hash.appendText(to: &line)
    line.append(UInt8(ascii: " "))
    line.append(contentsOf: path.bytes)
    return line
  }
}
