import JSON

extension CommentStore {
  /// The public comments of `site`, for builds: lines of JSON, the pages in their order, each comment of a page before its
  /// replies.
  ///
  ///     {"page":"faq/mfa.html","id":"0197…","depth":0,"author":"Ada","html":"<p>…</p>\n","created":"2026-11-01T09:30:00Z"}
  ///     {"page":"faq/mfa.html","id":"0197…","depth":1,"gone":true}
  package func publicExport(of site: String) throws(SQLError) -> [UInt8] {
    try reading { () throws(SQLError) in
      try publicExport(of: site, after: nil, atLeast: .max).lines
    }
  }

  /// A part of that.
  ///
  /// - Parameters:
  ///   - path: the page behind which to go on; nil to begin.
  ///   - bytes: how many to gather before the part ends with a page.
  /// - Returns: the lines, and the page after which the next part begins; nil where this was the last one.
  package func publicExport(
    of site: String, after path: String?, atLeast bytes: Int
  ) throws(SQLError) -> (lines: [UInt8], next: String?) {
    var lines: [UInt8] = []
    var last = path ?? ""
    while true {
      let pages = try pages(of: site, after: last, limit: Self.pagesTogether)
      for page in pages {
        for entry in try thread(of: page).entries {
          var line = JSONText()
          line.add("page", page.path)
          line.add(entry.json())
          lines += line.bytes
          lines.append(0x0A)
        }
        last = page.path
        if lines.count >= bytes { return (lines, last) }
      }
      if pages.count < Self.pagesTogether { return (lines, nil) }
    }
  }

  /// How many pages to ask the names of at a time.
  private static let pagesTogether = 100
}
