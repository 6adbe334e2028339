import Diagnostics
import Glibc

/// Every file that a guide is made of, as it was on the disk. Nothing else in this module reads the disk.
public struct Source: Sendable {
  /// One file.
  public struct File: Sendable {
    /// Below the guide's folder, `/` between names: `content/faq/index.md`.
    public var path: String
    /// What the file holds.
    public var bytes: [UInt8]
  }

  /// What is below `content/`, by path.
  public var content: [File]
  /// The site's own templates, below `templates/`, by path; empty where the site has none.
  public var templates: [File]
  /// Whether `content/` could be opened at all.
  var hasContent = true
  /// The dates of the files in the history.
  var history: GitHistory.Outcome

  /// Reads the guide in `folder`: its `content/` and, if it is there, its `templates/`.
  ///
  /// Names that begin with a dot are passed over. A symbolic link counts as what it leads to, if that is a file inside
  /// the guide's folder; any other link is an error.
  ///
  /// - Returns: what could be read, and an error for each file that could not.
  public static func load(_ folder: String, threads: Int) -> (source: Source, diagnostics: [Diagnostic]) {
    var walk = FolderWalk(root: folder)
    let contentPaths = walk.files(below: "content")
    let templatePaths = walk.exists("templates") ? walk.files(below: "templates") : []
    var diagnostics = walk.diagnostics
    let paths = contentPaths + templatePaths
    let results = concurrently(paths.count, threads: threads) { index in
      readFile(folder + "/" + paths[index])
    }
    var files: [File] = []
    files.reserveCapacity(paths.count)
    for (path, result) in zip(paths, results) {
      switch result {
      case .success(let bytes):
        files.append(File(path: path, bytes: bytes))
      case .failure(let error):
        files.append(File(path: path, bytes: []))
        diagnostics.append(.error("cannot read this file: \(error.reason)", at: Place(file: path)))
      }
    }
    let source = Source(
      content: Array(files[..<contentPaths.count]), templates: Array(files[contentPaths.count...]),
      hasContent: walk.exists("content"), history: GitHistory.read(folder + "/content"))
    return (source, diagnostics)
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

/// The bytes of the file at `path`.
func readFile(_ path: String) -> Result<[UInt8], ReadError> {
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
  return .success(bytes)
}
