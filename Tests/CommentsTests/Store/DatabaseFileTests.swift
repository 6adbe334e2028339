import CommentDatabases
import Comments
import Foundation
import Testing

@Suite struct DatabaseFileTests {
  @Test func `a database is for its owner's eyes alone`() throws {
    let test = try TestStore()
    try test.post(TestStore.comment())
    for file in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: test.folder + "/" + file)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
  }

  @Test func `a database that is not there is made only by who may`() throws {
    let test = try TestStore()
    let error = #expect(throws: StoreError.self) {
      _ = try CommentStore(path: test.folder + "/none.db", creates: false)
    }
    #expect(error == .database(SQLError(.unavailable, "no such file or directory")))
    #expect(!FileManager.default.fileExists(atPath: test.folder + "/none.db"))
  }

  @Test func `a file that is no database is left as it is`() throws {
    let test = try TestStore()
    let path = test.folder + "/letter.db"
    let letter = String(repeating: "Dear reader, ", count: 500)
    try letter.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: StoreError.self) { _ = try CommentStore(path: path, creates: true) }
    #expect(error == .database(SQLError(.damaged, "file is not a database")))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == letter)
  }

  @Test func `a database of a later guidegen is left alone`() throws {
    let test = try TestStore()
    let connection = try SQLiteConnection(path: test.path, creates: false)
    try connection.run("UPDATE schema_version SET version = 999", [])
    let error = #expect(throws: StoreError.self) { _ = try test.other() }
    #expect(error == .laterVersion(999))
  }

  @Test func `another process that looks into the database and goes takes nothing with it`() throws {
    let test = try TestStore()
    try test.post(TestStore.comment())
    // A second connection, as a server has one for each of its threads.
    let second = try CommentStore(path: test.path, creates: true)
    #expect(try second.count(of: TestStore.page) == 1)
    #expect(try test.countInAnotherProcess() == 1)
    #expect(FileManager.default.fileExists(atPath: test.path + "-wal"))
    for _ in 0..<3 { try test.post(TestStore.comment()) }
    #expect(try test.countInAnotherProcess() == 4)
    #expect(try second.count(of: TestStore.page) == 4)
  }

  @Test(.eachDatabase) func `four processes that begin at once make the tables once`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/guidegen-comments-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let address = try TestDatabase.current.address(for: folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = try CommentStore(at: address, creates: true)
          _ = try store.post(TestStore.comment())
        }
      }
      try await group.waitForAll()
    }
    #expect(try CommentStore(at: address, creates: false).count(of: TestStore.page) == 4)
  }
}
