import Diagnostics
import Glibc

/// Every file that a guide is made of, as it was on the disk. Nothing else in this module reads the disk.
public struct Source: Sendable, Equatable {
  /// One file.
  public struct File: Sendable, Equatable {
    /// Below the guide's folder, `/` between names: `content/faq/index.md`.
    public var path: String
    /// What the file holds.
    public var bytes: [UInt8]
    /// What the disk said of the file when it was read; nil where that may not tell whether it has changed since.
    var stamp: FileStamp?

    /// Whether both have the same path and bytes; when they were read does not count.
    public static func == (left: File, right: File) -> Bool {
      left.path == right.path && left.bytes == right.bytes
    }
  }

  /// What is below `content/`, by path.
  public var content: [File]
  /// The site's own templates, below `templates/`, by path; empty where the site has none.
  public var templates: [File]
  /// Whether `content/` could be opened at all.
  var hasContent = true
  /// The folders that were looked through, by path below the guide's folder, and those (from the disk's root) of the
  /// files that symbolic links lead to: where a change can matter.
  public var folders: [String] = []
  /// The dates of the files in the history.
  var history: GitHistory.Outcome
  /// What the repository said when `history` was read.
  var historyMark = HistoryMark()

  /// Whether both hold the same files with the same history; when they were read does not count.
  public static func == (left: Source, right: Source) -> Bool {
    left.content == right.content && left.templates == right.templates && left.historyMark == right.historyMark
  }

  /// Whether the guide in `folder` still has the history that was read.
  package func hasHistory(of folder: String) -> Bool {
    historyMark == HistoryMark(of: folder + "/content")
  }

  /// Reads the guide in `folder`: its `content/` and, if it is there, its `templates/`.
  ///
  /// Names that begin with a dot are passed over. A symbolic link counts as what it leads to, if that is a file inside
  /// the guide's folder; any other link is an error.
  ///
  /// - Parameter previous: an earlier reading of the same folder. Files that are still the same are taken from it, so
  ///   their bytes compare as equal in no time; so is the history, if no other commit is checked out since.
  /// - Returns: what could be read, and an error for each file that could not.
  public static func load(
    _ folder: String, threads: Int, reusing previous: Source? = nil
  ) -> (source: Source, diagnostics: [Diagnostic]) {
    var walk = FolderWalk(root: folder)
    let contentPaths = walk.files(below: "content")
    let templatePaths = walk.exists("templates") ? walk.files(below: "templates") : []
    var diagnostics = walk.diagnostics
    let paths = contentPaths + templatePaths
    let knownFiles = previous.map(filesByPath) ?? [:]
    let mark = HistoryMark(of: folder + "/content")
    let known = previous.flatMap { $0.historyMark == mark ? $0.history : nil }
    let (results, history) = together(threads: threads) {
      concurrently(paths.count, threads: threads) { index in
        File.read(paths[index], in: folder, reusing: knownFiles[paths[index]])
      }
    } and: {
      known ?? GitHistory.read(folder + "/content")
    }
    diagnostics += results.compactMap(\.diagnostic)
    let files = results.map(\.file)
    let source = Source(
      content: Array(files[..<contentPaths.count]), templates: Array(files[contentPaths.count...]),
      hasContent: walk.exists("content"), folders: walk.folders,
      history: history, historyMark: mark)
    return (source, diagnostics)
  }

  /// This source with the files at `paths` read again: for a caller who knows that nothing else changed.
  ///
  /// - Returns: nil where one of them is not among the files or cannot be read; then `load` is to say what is there.
  public func rereading(_ paths: Set<String>, in folder: String) -> Source? {
    var source = self
    var count = 0
    func update(_ files: inout [File]) -> Bool {
      for index in files.indices where paths.contains(files[index].path) {
        let (file, diagnostic) = File.read(files[index].path, in: folder)
        guard diagnostic == nil else { return false }
        files[index] = file
        count += 1
      }
      return true
    }
    guard update(&source.content), update(&source.templates), count == paths.count else { return nil }
    return source
  }

  /// These files alone, without a history; nil where one of them cannot be read.
  static func load(content: [String], templates: [String], in folder: String, threads: Int) -> Source? {
    let paths = content + templates
    let results = concurrently(paths.count, threads: threads) { File.read(paths[$0], in: folder) }
    guard results.allSatisfy({ $0.diagnostic == nil }) else { return nil }
    let files = results.map(\.file)
    return Source(
      content: Array(files.prefix(content.count)), templates: Array(files.dropFirst(content.count)),
      history: .noRepository)
  }

  private static func filesByPath(_ source: Source) -> [String: File] {
    var files: [String: File] = [:]
    files.reserveCapacity(source.content.count + source.templates.count)
    for file in source.content { files[file.path] = file }
    for file in source.templates { files[file.path] = file }
    return files
  }
}

extension Source.File {
  /// The file at `path` below `folder`; `previous` if the disk says that it is still the same.
  fileprivate static func read(
    _ path: String, in folder: String, reusing previous: Source.File? = nil
  ) -> (file: Source.File, diagnostic: Diagnostic?) {
    let whole = folder + "/" + path
    if let previous, let stamp = previous.stamp, FileStamp(of: whole) == stamp { return (previous, nil) }
    let time = FileStamp.now()
    switch readFile(whole) {
    case .success(let (bytes, stamp)):
      let isTrusted = stamp.isTrusted(readAt: time)
      let isSame = previous.map { $0.bytes == bytes } ?? false
      let kept = isSame ? previous?.bytes ?? bytes : bytes
      return (Source.File(path: path, bytes: kept, stamp: isTrusted ? stamp : nil), nil)
    case .failure(let error):
      return (
        Source.File(path: path, bytes: []),
        .error("cannot read this file: \(error.reason)", at: Place(file: path))
      )
    }
  }
}

/// A file that could not be read, and why.
struct ReadError: Error {
  /// The system's words: "permission denied".
  var reason: String

  /// The reason that `errno` holds now.
  static func current() -> ReadError {
    ReadError(reason: String(cString: strerror(errno)).lowercased())
  }
}

/// The largest file that is read: what is larger does not belong on a help page.
private let largestFile = 256 << 20

/// The bytes of the file at `path`, and its stamp from before they were read.
func readFile(_ path: String) -> Result<(bytes: [UInt8], stamp: FileStamp), ReadError> {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return .failure(.current()) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return .failure(.current()) }
  guard status.st_mode & S_IFMT == S_IFREG else { return .failure(ReadError(reason: "it is not a file")) }
  guard status.st_size <= largestFile else {
    return .failure(ReadError(reason: "it is larger than \(largestFile >> 20) MB"))
  }
  var failure: ReadError?
  // One byte more than the size, so that the read that finds the end is the first one.
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
    while count < buffer.count, let base = buffer.baseAddress {
      let got = read(descriptor, base + count, buffer.count - count)
      if got < 0, errno == EINTR { continue }
      if got < 0 { failure = .current() }
      guard got > 0 else { return }
      count += got
    }
    // The file grew while it was read.
    failure = ReadError(reason: "it changes while it is read")
  }
  if let failure { return .failure(failure) }
  return .success((bytes, FileStamp(status)))
}
