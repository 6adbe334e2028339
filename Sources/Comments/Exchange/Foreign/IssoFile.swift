import Diagnostics

/// Isso's SQLite file. Source: Isso 0.14, `isso/db/comments.py` and `isso/views/comments.py`.
struct IssoFile: ForeignFile {
  let path: String

  func read(_ take: @escaping ForeignComment.Taker) throws(ImportError) -> Int {
    let connection: SQLiteConnection
    do throws(SQLError) { connection = try SQLiteConnection(reading: path) } catch { throw unreadable(error) }
    var last = Int.min
    while true {
      let rows: [SQLRow]
      do throws(SQLError) { rows = try Self.rows(connection, after: last) } catch { throw unreadable(error) }
      guard let final = rows.last else { return 0 }
      last = final.integer(0)
      for row in rows { try take { () throws(ImportError) in try comment(row) } }
    }
  }

  private func unreadable(_ error: SQLError) -> ImportError {
    .problem(
      "Isso's database cannot be read: \(error.message)", at: Place(file: path),
      hint: "give the file that stands after \"dbpath\" in Isso's settings")
  }

  private static func rows(_ connection: SQLiteConnection, after id: Int) throws(SQLError) -> [SQLRow] {
    try connection.run(
      """
      SELECT c.id, c.parent, t.uri, CAST(ROUND(c.created * 1000) AS INTEGER),
        CAST(ROUND(c.modified * 1000) AS INTEGER), c.mode, c.text, c.author, c.website, c.likes, c.dislikes
      FROM comments c LEFT JOIN threads t ON t.id = c.tid WHERE c.id > ?1 ORDER BY c.id LIMIT 500
      """, [SQLValue(id)])
  }

  private func comment(_ row: SQLRow) throws(ImportError) -> ForeignComment {
    let place = Place(file: path, line: row.integer(0))
    guard let link = row.optionalText(2) else {
      throw .problem("comment \(row.integer(0)) belongs to no thread", at: place)
    }
    let state: CommentState
    switch row.integer(5) {
    case 1: state = .approved
    case 2: state = .pending
    case 4: state = .deleted
    case let mode: throw .problem("comment \(row.integer(0)) has the unknown mode \(mode)", at: place)
    }
    return ForeignComment(
      record: String(row.integer(0)), parent: row.optionalInteger(1).flatMap { $0 == 0 ? nil : String($0) }, link: link,
      // Isso keeps these two escaped, and the text as it was written.
      author: HTMLEntity.decoded(row.text(7)), website: HTMLEntity.decoded(row.text(8)), body: .markdown(row.text(6)),
      created: Timestamp(milliseconds: row.integer(3)),
      edited: row.optionalInteger(4).map(Timestamp.init(milliseconds:)),
      state: state, upvotes: max(0, row.integer(9)), downvotes: max(0, row.integer(10)), place: place)
  }
}
