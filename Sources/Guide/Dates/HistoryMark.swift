/// What a repository's files say of the commit that is checked out, without git being asked.
///
/// Where two marks are equal, so are the histories; it costs a few system calls, so that a preview can look often, and
/// a build after an edit need not start git.
/// Source: gitrepository-layout(5).
struct HistoryMark: Sendable, Equatable {
  /// Where the folder stands in the repository, what `HEAD` holds, and what the file of the branch that it names does.
  fileprivate var texts: [[UInt8]?] = []
  /// Of the files in which git keeps branches together, and of the list of what a shallow clone lacks.
  fileprivate var stamps: [FileStamp?] = []

  /// Of no repository.
  init() {}

  /// Of the repository that holds `folder`.
  init(of folder: String) {
    guard let (entry, place) = Git(folder: folder).repository else { return }
    // In a worktree or submodule a file stands there that says where the repository is.
    let own = Self.line(in: entry, after: "gitdir: ").map { Self.path($0, from: entry + "/..") } ?? entry
    let common = Self.line(in: own + "/commondir").map { Self.path($0, from: own) } ?? own
    let branch = Self.line(in: own + "/HEAD", after: "ref: ")
    texts = [Array(place.utf8), Self.bytes(of: own + "/HEAD"), branch.flatMap { Self.bytes(of: "\(common)/\($0)") }]
    stamps = ["packed-refs", "reftable/tables.list", "shallow"].map { FileStamp(of: "\(common)/\($0)") }
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard case .success(let (bytes, _)) = readFile(path) else { return nil }
    return bytes
  }

  /// The one line of the file at `path`, without `prefix`; nil if it does not begin with that.
  private static func line(in path: String, after prefix: String = "") -> String? {
    guard let bytes = bytes(of: path), bytes.starts(with: prefix.utf8) else { return nil }
    return String(decoding: bytes.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func path(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }
}

extension HistoryMark {
  /// The mark that a writer's `add` wrote.
  init(from reader: inout CacheReader) {
    texts = reader.parts { reader in reader.optional { Array($0.part()) } }
    stamps = reader.parts { reader in reader.optional { FileStamp(from: &$0) } }
  }
}

extension CacheWriter {
  /// The whole mark.
  mutating func add(_ mark: HistoryMark) {
    add(each: mark.texts) { writer, text in writer.add(optional: text) { $0.add($1) } }
    add(each: mark.stamps) { writer, stamp in writer.add(optional: stamp) { $0.add($1) } }
  }
}
