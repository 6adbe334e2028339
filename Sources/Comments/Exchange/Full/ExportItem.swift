import JSON

/// What a line of an export says.
enum ExportItem {
  case thread(path: String, id: UUIDv7, version: Int)
  case comment(CommentRecord)
  case learned(token: String, approved: Int, rejected: Int)
  case feedback(path: String, kind: String, answer: String, day: Int, given: Int)

  /// Reads `line`, which is not the first one.
  init(_ line: JSONValue) throws(ExportFields.Problem) {
    var fields = ExportFields(line)
    let counts = 0...1_000_000_000
    if fields.has("comment") {
      self = .comment(try CommentRecord(&fields))
    } else if fields.has("thread") {
      self = .thread(
        path: try fields.text("thread"), id: try fields.identifier("id"),
        version: try fields.number("version", in: counts))
    } else if fields.has("learned") {
      self = .learned(
        token: try fields.text("learned"), approved: try fields.number("approved", in: counts),
        rejected: try fields.number("rejected", in: counts))
    } else if fields.has("feedback") {
      self = .feedback(
        path: try fields.text("feedback"), kind: try fields.text("kind"), answer: try fields.text("answer"),
        day: try fields.number("day", in: counts), given: try fields.number("given", in: counts))
    } else {
      throw ExportFields.Problem(member: "comment", message: "is missing, and so is every other kind of line")
    }
    if let rest = fields.rest { throw ExportFields.Problem(member: rest, message: "is not known") }
  }
}
