import JSON

extension CommentStore {
  /// The public comments of `site`, for builds: lines of JSON, the pages in their order, each comment of a page before its
  /// replies.
  ///
  ///     {"page":"faq/mfa.html","id":"0197…","depth":0,"author":"Ada","html":"<p>…</p>\n","created":"2026-11-01T09:30:00Z"}
  ///     {"page":"faq/mfa.html","id":"0197…","depth":1,"gone":true}
  package func publicExport(of site: String) throws(SQLError) -> [UInt8] {
    try together { () throws(SQLError) in
      var lines: [UInt8] = []
      for page in try pages(of: site) {
        for entry in try thread(of: page).entries {
          var line = JSONText()
          line.add("page", page.path)
          line.add(entry.json())
          lines += line.bytes
          lines.append(0x0A)
        }
      }
      return lines
    }
  }
}
