import Diagnostics
import JSON

extension CommentStore {
  /// Imports what `export` wrote, line by line.
  func restore(_ options: ImportOptions) throws(ImportError) -> ImportReport {
    try importing { (session) throws(ImportError) in
      var lines = InputLines(try InputFile(options.file))
      let site = try Self.site(in: &lines, options)
      while session.problems.count < ImportSession.mostProblems, let line = try lines.nextJSON() {
        let item: ExportItem
        do throws(ExportFields.Problem) {
          item = try ExportItem(line)
        } catch {
          session.note(
            "\"\(error.member)\" \(error.message)", at: lines.place, hint: "see Comments in and out in the user guide")
          continue
        }
        try restore(item, of: site, at: lines.place, options, &session)
      }
    }
  }

  /// The site that the comments are to belong to.
  private static func site(in lines: inout InputLines, _ options: ImportOptions) throws(ImportError) -> String {
    let header = try lines.nextJSON()
    guard let header, header["format"]?.string == ExportOptions.format, let site = header["site"]?.string,
      let version = header["version"]?.integer
    else {
      throw .problem(
        "this is no export of comments: it does not begin with {\"format\":\"\(ExportOptions.format)\",…}",
        at: Place(file: options.file, line: 1))
    }
    guard version == ExportOptions.version else {
      throw .problem(
        "the export has the version \(version), and \(ExportOptions.version) is known", at: lines.place,
        hint: "import it with the guidegen that wrote it, or a later one")
    }
    guard !site.utf8.contains(0), !site.isEmpty, site.utf8.count <= 300 else {
      throw .problem("\"site\" is no name of a site", at: lines.place)
    }
    return options.site ?? site
  }

  private func restore(
    _ item: ExportItem, of site: String, at place: Place, _ options: ImportOptions, _ session: inout ImportSession
  ) throws(ImportError) {
    do throws(SQLError) {
      switch item {
      case .thread(let path, let id, let version):
        guard hasPage(path, at: place, options, &session) else { return }
        var thread = try importedThread(path, of: site, id: id)
        thread.version = version
        session.threads[path] = thread
      case .learned(let token, let approved, let rejected):
        // What is there already was learned from the same comments or from others; to add to it would count some twice.
        try connection.run(
          """
          INSERT INTO learned (site, token, approved, rejected) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (site, token) DO NOTHING
          """, [.text(site), .text(token), SQLValue(approved), SQLValue(rejected)])
      case .feedback(let path, let kind, let answer, let day, let given):
        try connection.run(
          """
          INSERT INTO feedback (site, path, kind, answer, day, given) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
          ON CONFLICT (site, path, kind, answer, day) DO NOTHING
          """,
          [.text(site), .text(path), .text(kind), .text(answer), SQLValue(day), SQLValue(given)])
      case .comment: break
      }
    } catch {
      throw .database(error)
    }
    if case .comment(let record) = item { try restore(record, of: site, at: place, options, &session) }
  }

  private func restore(
    _ record: CommentRecord, of site: String, at place: Place, _ options: ImportOptions, _ session: inout ImportSession
  ) throws(ImportError) {
    if let pages = options.pages, !pages.pages.contains(record.page) {
      // Its thread's line has told.
      session.report.leftOut += 1
      return
    }
    guard session.threads[record.page] != nil else {
      return session.note("there is no line {\"thread\":\"\(record.page)\",…} before", at: place)
    }
    guard let html = record.html() else {
      return session.note("\"markdown\" is no comment's text", at: place)
    }
    try take(record, html: html, site: site, at: place, &session) { known in
      var (known, record) = (known, record)
      (known.addressKey, record.addressKey) = (nil, nil)
      return known == record
    }
  }

  private func hasPage(_ path: String, at place: Place, _ options: ImportOptions, _ session: inout ImportSession)
    -> Bool
  {
    guard let pages = options.pages, !pages.pages.contains(path) else { return true }
    var finding = pages.unknown(path, at: place)
    if options.leavesOutUnknownPages {
      (finding.severity, finding.hint) = (.warning, nil)
      session.report.warnings.append(finding)
    } else {
      session.problems.append(finding)
    }
    return false
  }
}
