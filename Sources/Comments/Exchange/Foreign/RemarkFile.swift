import Diagnostics
import JSON

/// A backup of Remark42: lines of JSON, the first of which says the version. Source: Remark42's documentation, "Backup and
/// restore", and what its program writes.
struct RemarkFile: ForeignFile {
  let path: String

  func read(_ take: @escaping ForeignComment.Taker) throws(ImportError) -> Int {
    var lines = InputLines(try InputFile(path))
    guard let header = try lines.nextJSON(), let version = header["version"]?.integer else {
      throw .problem(
        "this is no backup of Remark42: it does not begin with {\"version\":1,…}", at: Place(file: path, line: 1))
    }
    guard 0...1 ~= version else {
      throw .problem("the backup has the version \(version), which is not known", at: lines.place)
    }
    while let line = try lines.nextJSON() {
      let place = lines.place
      try take { () throws(ImportError) in try comment(line, at: place) }
    }
    return 0
  }

  private func comment(_ line: JSONValue, at place: Place) throws(ImportError) -> ForeignComment {
    guard let record = line["id"]?.string, !record.isEmpty, let link = line["locator"]?["url"]?.string,
      let time = line["time"]?.string
    else { throw .problem("the comment lacks one of \"id\", \"locator.url\" and \"time\"", at: place) }
    guard let created = Timestamp(reading: time) else { throw .problem("\"\(time)\" is no time", at: place) }
    // What was typed is not there in old backups.
    let body: ForeignComment.Body =
      if let typed = line["orig"]?.string, !typed.isEmpty {
        .markdown(typed)
      } else {
        .html(line["text"]?.string ?? "", keepsLines: false)
      }
    let isDeleted = line["delete"]?.bool == true || line["deleted"]?.bool == true
    let (up, down) = Self.votes(line)
    return ForeignComment(
      record: record, parent: line["pid"]?.string.flatMap { $0.isEmpty ? nil : $0 }, link: link,
      author: HTMLEntity.decoded(line["user"]?["name"]?.string ?? ""), body: body, created: created,
      edited: line["edit"]?["time"]?.string.flatMap { Timestamp(reading: $0) },
      state: isDeleted ? .deleted : .approved, upvotes: up, downvotes: down, place: place)
  }

  /// By each voter where they are kept, else by the score that came of them.
  private static func votes(_ line: JSONValue) -> (up: Int, down: Int) {
    let votes = line["votes"]?.members?.compactMap(\.value.bool) ?? []
    if !votes.isEmpty { return (votes.count { $0 }, votes.count { !$0 }) }
    let score = min(max(line["score"]?.integer ?? 0, -1_000_000), 1_000_000)
    return (max(0, score), max(0, -score))
  }
}
