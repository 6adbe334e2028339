import JSON

/// What an export is to hold.
package struct ExportOptions: Sendable {
  package var site: String
  /// Whether what network addresses are known by goes out too. It leads to nobody once the key of its day is destroyed.
  package var includesAddressKeys = false

  package init(site: String) {
    self.site = site
  }

  /// What the first line says, and its version.
  static let format = "guidegen-comments"
  static let version = 1
}

extension CommentStore {
  /// Writes everything that belongs to the comments of a site as lines of JSON, which `importComments` reads:
  /// `docs/content/readers/comments-format.md` says what stands in them.
  ///
  /// A store that is in use may be exported too: each line is whole, and what comes in meanwhile is there or is not.
  ///
  /// - Parameters:
  ///   - write: is given some lines at a time.
  ///   - stopped: makes an error of the database one that `write` may throw.
  /// - Returns: how many comments were written.
  @discardableResult
  package func export<Failure: Error>(
    _ options: ExportOptions, stopped: (SQLError) -> Failure, to write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    func read<Value>(_ body: () throws(SQLError) -> Value) throws(Failure) -> Value {
      do throws(SQLError) { return try body() } catch { throw stopped(error) }
    }
    let site = options.site
    var header = JSONText()
    header.add("format", ExportOptions.format)
    header.add("version", ExportOptions.version)
    header.add("site", site)
    try write(Self.lines([header]))
    var count = 0
    let threads = try read { () throws(SQLError) -> [ExportedThread] in try exportedThreads(of: site) }
    for thread in threads {
      try write(Self.lines([thread.json]))
      var last: UUIDv7?
      while true {
        var records = try read { () throws(SQLError) -> [CommentRecord] in
          try self.records(ofThread: thread.id, after: last)
        }
        guard let final = records.last else { break }
        if !options.includesAddressKeys { for index in records.indices { records[index].addressKey = nil } }
        try write(Self.lines(records.map(\.json)))
        (count, last) = (count + records.count, final.id)
      }
    }
    try write(Self.lines(try read { () throws(SQLError) -> [JSONText] in try exportedTokens(of: site) }))
    try write(Self.lines(try read { () throws(SQLError) -> [JSONText] in try exportedAnswers(of: site) }))
    return count
  }

  /// The threads of `site`, in the order of their paths' bytes, which is the same in every database.
  private func exportedThreads(of site: String) throws(SQLError) -> [ExportedThread] {
    try connection.run("SELECT id, path, version FROM threads WHERE site = ?1", [.text(site)])
      .map { ExportedThread(id: $0.text(0), path: $0.text(1), version: $0.integer(2)) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private struct ExportedThread {
    var id: String
    var path: String
    var version: Int

    var json: JSONText {
      var text = JSONText()
      text.add("thread", path)
      text.add("id", id)
      text.add("version", version)
      return text
    }
  }

  private func exportedTokens(of site: String) throws(SQLError) -> [JSONText] {
    try connection.run("SELECT token, approved, rejected FROM learned WHERE site = ?1", [.text(site)])
      .sorted { $0.text(0).utf8.lexicographicallyPrecedes($1.text(0).utf8) }
      .map { row in
        var text = JSONText()
        text.add("learned", row.text(0))
        text.add("approved", row.integer(1))
        text.add("rejected", row.integer(2))
        return text
      }
  }

  private func exportedAnswers(of site: String) throws(SQLError) -> [JSONText] {
    try connection.run("SELECT path, kind, answer, day, given FROM feedback WHERE site = ?1", [.text(site)])
      .map { row in
        var text = JSONText()
        text.add("feedback", row.text(0))
        text.add("kind", row.text(1))
        text.add("answer", row.text(2))
        text.add("day", row.integer(3))
        text.add("given", row.integer(4))
        return (key: "\(row.text(0))\n\(row.text(1))\n\(row.text(2))\n\(1_000_000 + row.integer(3))", text: text)
      }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.text)
  }

  private static func lines(_ objects: [JSONText]) -> [UInt8] {
    var bytes: [UInt8] = []
    for object in objects {
      bytes += object.bytes
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
