/// Files of the finished site that are made together, when somebody asks for them: so that not all of a site's files are
/// in memory at once.
public struct OutputBatch: Sendable {
  /// The files' paths.
  public let paths: [String]
  private let make: @Sendable () -> [OutputFile]

  /// A batch of the files at `paths`.
  ///
  /// - Parameter make: the files, in the order of `paths`; the same whenever it is called, and on any thread.
  public init(paths: [String], make: @escaping @Sendable () -> [OutputFile]) {
    self.paths = paths
    self.make = make
  }

  /// The files, in the order of `paths`.
  public func files() -> [OutputFile] {
    let files = make()
    precondition(files.count == paths.count, "a batch makes the files that it names")
    return files
  }

  /// How many files at hand make a batch: enough to share them out among threads.
  private static let size = 64

  /// `files`, which are at hand, in batches.
  static func batches(of files: [OutputFile]) -> [OutputBatch] {
    stride(from: 0, to: files.count, by: size).map { start in
      let files = Array(files[start..<min(start + size, files.count)])
      return OutputBatch(paths: files.map(\.path)) { files }
    }
  }
}
