import CommentDatabases
import Comments
import Foundation
import Synchronization
import Testing

/// A store in a database of its own; its file, if it has one, goes when this is let go.
final class TestStore {
  /// Where its file is, if it has one.
  let folder: String
  let address: DatabaseAddress
  let store: CommentStore

  static let now = Timestamp(milliseconds: 1_800_000_000_000)
  static let page = PageKey(site: "help.example.com", path: "faq/mfa.html")

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/guidegen-comments-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    address = try TestDatabase.current.address(for: folder)
    store = try CommentStore(at: address, creates: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  var path: String { folder + "/comments.db" }

  /// Another store on the same database, as another process would have it.
  func other() throws -> CommentStore { try CommentStore(at: address, creates: false) }

  /// How many comments another process counts that opens the database, looks, and closes it.
  func countInAnotherProcess() throws -> Int? {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1])
      print(database.execute("SELECT COUNT(*) FROM comments").fetchone()[0])
      database.close()
      """
    process.arguments = ["python3", "-c", script, path]
    process.standardOutput = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Int(String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// A comment that nobody else has made.
  static func comment(
    _ text: String = "Words.", on page: PageKey = page, parent: UUIDv7? = nil, state: CommentState = .approved,
    at time: Timestamp = now, nonce: String? = nil
  ) -> NewComment {
    var random = SystemRandomNumberGenerator()
    return NewComment(
      id: UUIDv7(at: time, random: &random), page: page, parent: parent, state: state, author: "Ada", markdown: text,
      html: "<p>\(text)</p>\n", created: time, nonce: nonce ?? UUID().uuidString)
  }

  /// Posts, and expects it to be stored.
  @discardableResult
  func post(_ new: NewComment) throws -> Comments.Comment {
    guard case .stored(let comment) = try store.post(new) else {
      throw NotStored(outcome: try store.post(new))
    }
    return comment
  }

  struct NotStored: Error {
    var outcome: PostingOutcome
  }

  /// The thread of `page` as a tree: each comment's text behind as many dots as it is deep.
  func tree(of page: PageKey = page) throws -> [String] {
    try store.thread(of: page).entries.map { entry in
      String(repeating: ".", count: entry.depth) + (entry.comment?.markdown ?? "gone")
    }
  }
}

extension TestStore {
  /// Takes out of the tables what later versions have brought.
  func makeFirstVersion() throws {
    try address.connection().runScript(
      """
      DROP TABLE gone; DROP TABLE answered; DROP INDEX comments_like;
      CREATE INDEX comments_like ON comments (site, fingerprint);
      UPDATE schema_version SET version = 1
      """)
  }
}
