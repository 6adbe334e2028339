import Diagnostics

extension CommentStore {
  /// Imports comments, all or nothing.
  ///
  /// A second import of the same file adds nothing. What is there already stays as it is, whatever the file says: moderators
  /// and authors may have changed it since.
  ///
  /// - Throws: all that is wrong with the file, by line; for Isso's, by comment.
  @discardableResult
  package func importComments(_ options: ImportOptions) throws(ImportError) -> ImportReport {
    let isLabel = options.label.utf8.allSatisfy {
      $0 == UInt8(ascii: "-") || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0
    }
    guard isLabel, 1...40 ~= options.label.utf8.count else {
      throw .problem(
        "\"\(options.label)\" cannot be a label", at: Place(file: options.file),
        hint: "write at most 40 letters, digits and hyphens")
    }
    guard (try? AuthorName(options.nameless))?.text == options.nameless else {
      throw .problem(
        "\"\(VisibleText.line(options.nameless))\" cannot stand for a name", at: Place(file: options.file),
        hint: "write 1 to \(AuthorName.maximumCount) letters on one line")
    }
    switch options.source {
    case .guidegen: return try restore(options)
    case .isso: return try importForeign(IssoFile(path: options.file), options)
    case .disqus: return try importForeign(DisqusFile(path: options.file), options)
    case .wordpress: return try importForeign(WordPressFile(path: options.file), options)
    case .remark42: return try importForeign(RemarkFile(path: options.file), options)
    }
  }

  /// What `body` imports, or nothing where it finds problems.
  func importing(_ body: (inout ImportSession) throws(ImportError) -> Void) throws(ImportError) -> ImportReport {
    var problems: [Diagnostic] = []
    do throws(SQLError) {
      return try together { () throws(SQLError) in
        // The transaction may be run again.
        problems = []
        var session = ImportSession()
        do throws(ImportError) {
          try body(&session)
        } catch {
          switch error {
          case .problems(let found): session.problems += found
          case .database(let error): throw error
          }
        }
        if session.problems.isEmpty { try checkShape(&session) }
        problems = session.problems
        guard problems.isEmpty else { throw SQLError(.other, "the import has problems") }
        try finish(session.threads.values)
        return session.report
      }
    } catch {
      throw problems.isEmpty ? .database(error) : .problems(problems)
    }
  }

  /// Takes `record` into the page's thread.
  ///
  /// - Parameters:
  ///   - isSame: whether the one that is there already says the same.
  func take(
    _ record: CommentRecord, html: String, site: String, at place: Place, _ session: inout ImportSession,
    isSame: (CommentRecord) -> Bool
  ) throws(ImportError) {
    do throws(SQLError) {
      var thread: ImportedThread
      if let known = session.threads[record.page] {
        thread = known
      } else {
        thread = try importedThread(record.page, of: site, id: record.id)
      }
      defer { session.threads[record.page] = thread }
      if try isGone(record.id) {
        // Its place, for replies; without any the next tidying up takes it away again.
        _ = try insert(record.emptied, html: "", thread: thread.id, site: site)
        session.touched.insert(thread.id)
        session.report.known += 1
      } else if try insert(record, html: html, thread: thread.id, site: site) {
        if record.state == .approved { thread.published += 1 }
        session.touched.insert(thread.id)
        session.report.imported[record.state, default: 0] += 1
      } else if let known = try self.record(like: record, of: site) {
        // What was deleted here is not to come back.
        if known.state == .deleted || isSame(known) {
          session.report.known += 1
        } else {
          session.report.changed += 1
          session.report.warnings.append(
            .warning("the comment \(known.id) differs from the one that is here already, which stays", at: place))
        }
      } else {
        session.note("another site has the comment \(record.id)", at: place)
      }
    } catch {
      throw .database(error)
    }
  }

  /// Whether the comment `id` was here, and nothing is left of it.
  private func isGone(_ id: UUIDv7) throws(SQLError) -> Bool {
    !(try connection.run("SELECT id FROM gone WHERE id = ?1", [.text(id.description)])).isEmpty
  }

  /// Finds comments that do not stand where they say.
  private func checkShape(_ session: inout ImportSession) throws(SQLError) {
    for (page, thread) in session.threads.sorted(by: { $0.key < $1.key }) where session.touched.contains(thread.id) {
      let rows = try connection.run(
        """
        SELECT c.id FROM comments c LEFT JOIN comments p ON p.id = c.parent AND p.thread = c.thread
        WHERE c.thread = ?1 AND ((c.parent IS NULL AND (c.depth <> 0 OR c.root <> c.id))
          OR (c.parent IS NOT NULL AND (p.id IS NULL OR p.depth + 1 <> c.depth OR p.root <> c.root)))
        ORDER BY c.id LIMIT 20
        """, [.text(thread.id)])
      for row in rows {
        session.note(
          "the comment \(row.text(0)) of \"\(page)\" does not stand beneath the one that it replies to", at: nil)
      }
    }
  }
}

/// What an import has done so far.
struct ImportSession {
  var report = ImportReport()
  var problems: [Diagnostic] = []
  /// By page, those that comments of the file belong to.
  var threads: [String: ImportedThread] = [:]
  /// The threads that have new comments.
  var touched: Set<String> = []

  /// More say no more.
  static let mostProblems = 1_000

  mutating func note(_ message: String, at place: Place?, hint: String? = nil) {
    if problems.count < Self.mostProblems { problems.append(.error(message, at: place, hint: hint)) }
  }
}
