/// What the dates in a `GitHistory` depend on, as far as one short question to git tells.
struct HistoryState: Sendable, Equatable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// That of `folder`: the commit that is checked out, whether the clone is shallow and where the folder stands in it.
  init(of folder: String) {
    let git = Git(folder: folder)
    guard git.isInRepository else {
      bytes = Array("none".utf8)
      return
    }
    let answer = git.output("rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    bytes = answer ?? Array("unreadable".utf8)
  }
}
