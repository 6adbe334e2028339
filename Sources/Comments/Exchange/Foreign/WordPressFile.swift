import Diagnostics

/// What WordPress exports (WXR, "extended RSS"): an `item` for each page, with its comments in it.
/// Source: WordPress, "Tools Export Screen", and the file's own comments; versions 1.0 to 1.2 differ in nothing that is read.
struct WordPressFile: ForeignFile {
  let path: String

  /// The version stands behind.
  private static let space = "http://wordpress.org/export/"

  func read(_ take: @escaping ForeignComment.Taker) throws(ImportError) -> Int {
    var link = ""
    var fields: [String: String]?
    var start = Place(file: path)
    var skipped = 0
    var depth = 0
    try XMLReader.read(try InputFile(path)) { (event, place) throws(ImportError) in
      switch event {
      case .start(let name, _):
        depth += 1
        if depth == 1, name != XMLName("rss") {
          throw .problem("this is no export of WordPress: it begins with <\(name.name)>", at: place)
        }
        if name == XMLName("item") { link = "" }
        if name.name == "comment", name.space.hasPrefix(Self.space) { (fields, start) = ([:], place) }
      case .end(let name, let text):
        depth -= 1
        if name == XMLName("link"), depth == 3 { link = VisibleText.line(text) }
        guard name.space.hasPrefix(Self.space), let all = fields else { return }
        guard name.name == "comment" else {
          fields?[name.name] = text
          return
        }
        fields = nil
        guard ["", "comment"].contains(all["comment_type"] ?? "") else {
          skipped += 1
          return
        }
        try take { () throws(ImportError) in try Self.comment(all, link: link, at: start) }
      }
    }
    return skipped
  }

  private static func comment(
    _ fields: [String: String], link: String, at place: Place
  ) throws(ImportError) -> ForeignComment {
    func text(_ name: String) -> String { VisibleText.line(fields[name] ?? "") }
    let record = text("comment_id")
    guard !record.isEmpty else { throw .problem("the comment has no \"wp:comment_id\"", at: place) }
    guard !link.isEmpty else { throw .problem("comment \(record) belongs to an item without a link", at: place) }
    // Where nobody knew the time zone, the first one is all zeros.
    guard
      let created = Timestamp(reading: text("comment_date_gmt")) ?? Timestamp(reading: text("comment_date"))
    else { throw .problem("comment \(record) has no time in \"wp:comment_date_gmt\"", at: place) }
    let state: CommentState
    switch text("comment_approved") {
    case "1", "approve", "approved": state = .approved
    case "0", "hold": state = .pending
    case "spam": state = .rejected
    case "trash", "post-trashed": state = .deleted
    case let other: throw .problem("comment \(record) has the unknown state \"\(other)\"", at: place)
    }
    let parent = text("comment_parent")
    return ForeignComment(
      record: record, parent: parent.isEmpty || parent == "0" ? nil : parent, link: link,
      author: HTMLEntity.decoded(text("comment_author")), website: HTMLEntity.decoded(text("comment_author_url")),
      body: .html(fields["comment_content"] ?? "", keepsLines: true), created: created, state: state, place: place)
  }
}
