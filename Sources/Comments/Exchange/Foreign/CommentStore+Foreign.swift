import Diagnostics

extension CommentStore {
  /// Imports the comments of another program: reads its file once to see where each comment will stand, and once more to store
  /// them.
  func importForeign(_ file: some ForeignFile, _ options: ImportOptions) throws(ImportError) -> ImportReport {
    guard let site = options.site, let pages = options.pages else {
      throw .problem("the file does not say which site and which pages it belongs to", at: Place(file: options.file))
    }
    let (plan, skipped) = try ForeignPlan.made(of: file, options, pages: pages)
    var report = try importing { (session) throws(ImportError) in
      var current = ImportSession()
      _ = try file.read { (make) throws(ImportError) in
        try self.store(try make(), plan, options, site: site, &current)
      }
      session = current
    }
    report.skipped += skipped
    report.warnings = (plan.warnings + report.warnings).sorted()
    return report
  }

  private func store(
    _ comment: ForeignComment, _ plan: ForeignPlan, _ options: ImportOptions, site: String,
    _ session: inout ImportSession
  ) throws(ImportError) {
    guard let number = plan.number(of: comment.record) else {
      return session.note("the file changes while it is read", at: comment.place)
    }
    let entry = plan.entries[number]
    guard let page = plan.path(of: entry) else {
      session.report.leftOut += 1
      return
    }
    guard entry.isKept else {
      session.report.skipped += 1
      return
    }
    var record = CommentRecord(
      id: entry.id, page: page, parent: entry.parent.map { plan.entries[$0].id }, root: plan.entries[entry.root].id,
      depth: entry.depth, state: comment.state, author: "", markdown: "", created: comment.created,
      nonce: plan.nonce(of: comment.record))
    let html = words(of: comment, options, into: &record, &session)
    try take(record, html: html, site: site, at: comment.place, &session) { known in
      known.page == record.page && known.author == record.author && known.website == record.website
        && known.markdown == record.markdown
    }
  }

  /// Puts what was said into `record`; nothing where the comment is deleted or has no words.
  ///
  /// - Returns: its HTML.
  private func words(
    of comment: ForeignComment, _ options: ImportOptions, into record: inout CommentRecord,
    _ session: inout ImportSession
  ) -> String {
    guard comment.state != .deleted else { return "" }
    do throws(CommentProblems) {
      let text = try CommentMarkdown(comment.body.markdown, limits: .imported)
      record.markdown = text.source
      record.author = Self.name(comment.author, nameless: options.nameless)
      record.website = website(of: comment, &session)
      record.edited = comment.edited
      record.verdicts = "imported from \(options.label)"
      let votes = CommentRecord.votes
      record.upvotes = min(max(comment.upvotes, votes.lowerBound), votes.upperBound)
      record.downvotes = min(max(comment.downvotes, votes.lowerBound), votes.upperBound)
      return text.html
    } catch {
      if error.all == [.textEmpty] {
        record.state = .deleted
        session.report.warnings.append(.warning("the comment has no words", at: comment.place))
      } else {
        for problem in error.all { session.note(problem.description, at: comment.place) }
      }
      return ""
    }
  }

  /// The author's website; nil where there is none, or none that may be linked.
  private func website(of comment: ForeignComment, _ session: inout ImportSession) -> String? {
    guard !comment.website.isEmpty else { return nil }
    do throws(CommentProblem) {
      return try AuthorWebsite(HTMLEntity.decoded(comment.website)).address.text
    } catch {
      session.report.warnings.append(.warning("the website is left out: \(error)", at: comment.place))
      return nil
    }
  }

  /// `name` as it can be shown: of a mail address only what stands before the host, of one that is too long the beginning.
  private static func name(_ name: String, nameless: String) -> String {
    var line = VisibleText.line(String(name.prefix(500)))
    if LinkAddress("mailto:" + line) != nil { line = String(line.prefix { $0 != "@" }) }
    let short = VisibleText.line(String(String.UnicodeScalarView(line.unicodeScalars.prefix(AuthorName.maximumCount))))
    return (try? AuthorName(short))?.text ?? nameless
  }
}
