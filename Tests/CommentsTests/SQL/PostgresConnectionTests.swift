import CommentDatabases
import Comments
import Foundation
import Testing

@Suite struct PostgresConnectionTests {
  private let server: PostgresServer
  private let connection: PostgresConnection

  init() throws {
    server = try PostgresServer.shared()
    connection = try PostgresConnection(server.address().postgres)
  }

  @Test func `numbers, texts and nothing come back as they were sent`() throws {
    let values: [SQLValue] = [
      .integer(.max), .integer(.min), .integer(0), "", "it's \\ \"quoted\" $1 ?2", "\u{1F600} e\u{301}\n", .null,
    ]
    for value in values {
      switch value {
      case .integer: #expect(try connection.run("SELECT CAST(?1 AS BIGINT)", [value]) == [SQLRow([value])])
      default: #expect(try connection.run("SELECT CAST(?1 AS TEXT)", [value]) == [SQLRow([value])])
      }
    }
    #expect(try connection.run("SELECT SUM(n) FROM (VALUES (?1), (?2)) v (n)", [2, 3]) == [SQLRow([5])])
    #expect(try connection.run("SELECT ?1 = 'a', COUNT(*) WHERE 1 = 1", ["a"]) == [SQLRow([1, 1])])
  }

  @Test func `a connection that was cut is made anew, but not within a transaction`() throws {
    let other = try PostgresConnection(server.address().postgres)
    func cut() throws {
      let identifier = try connection.run("SELECT pg_backend_pid()", [])
      try other.run("SELECT pg_terminate_backend(CAST(?1 AS INTEGER), 5000)", identifier[0].values)
    }
    try cut()
    #expect(try connection.run("SELECT ?1 + 1", [1]) == [SQLRow([2])])
    try connection.begin(.reading)
    try cut()
    let lost = #expect(throws: SQLError.self) { try connection.run("SELECT ?1 + 1", [1]) }
    #expect(lost?.kind == .unavailable)
    #expect(throws: SQLError.self) { try connection.run("SELECT ?1 + 1", [1]) }
    #expect(throws: SQLError.self) { try connection.commit() }
    connection.rollback()
    #expect(try connection.run("SELECT ?1 + 1", [1]) == [SQLRow([2])])
  }

  @Test func `a database that does not answer is given up in time`() throws {
    let hasty = try PostgresConnection(server.address().postgres, patience: 500)
    let error = #expect(throws: SQLError.self) { try hasty.run("SELECT pg_sleep(20)", []) }
    #expect(error == SQLError(.unavailable, "the database does not answer"))
    #expect(try hasty.run("SELECT 1", []) == [SQLRow([1])])
  }

  @Test func `transactions that are in each other's way are done anew until both are done`() async throws {
    let (server, table) = (server, "conflicts")
    try connection.runScript(
      "DROP TABLE IF EXISTS \(table); CREATE TABLE \(table) (n BIGINT); INSERT INTO \(table) VALUES (0)")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          let connection = try PostgresConnection(server.address().postgres)
          for _ in 0..<20 {
            try connection.transaction(.reading) { () throws(SQLError) in
              try connection.runScript("COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE")
              let row = try connection.run("SELECT n FROM conflicts", []).first
              try connection.run("UPDATE conflicts SET n = ?1 + 1", row?.values ?? [])
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try connection.run("SELECT n FROM conflicts", []) == [SQLRow([60])])
    try connection.runScript("DROP TABLE \(table)")
  }

  @Test func `a statement that was refused is not passed over by the commit`() throws {
    try connection.begin(.reading)
    #expect(throws: SQLError.self) { try connection.run("SELECT 1 / ?1", [0]) }
    #expect(throws: SQLError(.other, "the database took a transaction back")) { try connection.commit() }
    connection.rollback()
    #expect(try connection.run("SELECT 1", []) == [SQLRow([1])])
  }

  @Test func `a commit has reached the disk, whatever the database's settings say`() throws {
    let lax = try PostgresConnection(server.address(options: "&options=-csynchronous_commit%3Doff").postgres)
    #expect(try lax.run("SHOW synchronous_commit", []) == [SQLRow(["on"])])
    #expect(try lax.run("SHOW application_name", []) == [SQLRow(["guidegen"])])
    #expect(try lax.run("SHOW client_encoding", []) == [SQLRow(["UTF8"])])
    #expect(try lax.run("SHOW fsync", []) == [SQLRow(["on"])])
  }

  @Test func `no error shows a value or a password`() throws {
    let value = #expect(throws: SQLError.self) { try connection.run("SELECT CAST(?1 AS BIGINT)", ["s3cret"]) }
    #expect(value == SQLError(.other, "a value is refused (SQLSTATE 22P02)"))
    try connection.runScript("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right/word'")
    for text in [
      "postgres://guarded:s3cret@127.0.0.1:\(server.port)/postgres",
      "postgres://none:s3cret@127.0.0.1:\(server.port)/postgres",
      "postgres://guarded:s3cret@127.0.0.1:1/postgres", "postgres://guarded@127.0.0.1:1/postgres?password=s3cret",
      "postgres://a:s3%63ret@s3cret.invalid/postgres", "postgres://a:s3cret@127.0.0.1/b?sslmode=s3cret",
    ] {
      let address = try DatabaseAddress(text)
      let error = #expect(throws: StoreError.self, "\(text)") { _ = try CommentStore(at: address, creates: true) }
      guard case .database(let error) = error else { continue }
      #expect(error.kind == .unavailable)
      #expect(!error.message.isEmpty && !error.message.contains("s3cret"), "\(error.message)")
      #expect(!"\(address)".contains(":s3"))
    }
    let right = try DatabaseAddress("postgres://guarded:right%2Fword@127.0.0.1:\(server.port)/postgres")
    #expect(
      try PostgresConnection(right.postgres).run("SELECT CAST(current_user AS TEXT)", []) == [SQLRow(["guarded"])])
  }

  @Test(arguments: TestDatabase.allCases)
  func `a text with a zero byte goes into no database`(_ database: TestDatabase) throws {
    try TestDatabase.$current.withValue(database) {
      let test = try TestStore()
      #expect(throws: SQLError(.other, "a text has a zero byte")) {
        _ = try test.store.post(TestStore.comment("a\u{0}b"))
      }
      #expect(try test.store.statistics(of: TestStore.page.site).isEmpty)
    }
  }

  @Test(arguments: [
    ("40001", SQLError.Kind.conflict), ("40P01", .conflict), ("55P03", .locked), ("57014", .locked), ("53100", .full),
    ("25006", .readOnly), ("42501", .readOnly), ("08006", .unavailable), ("57P01", .unavailable),
    ("57P03", .unavailable), ("40003", .unavailable), ("53300", .unavailable), ("28P01", .unavailable),
    ("3D000", .unavailable), ("58030", .unavailable), ("XX001", .damaged), ("23505", .constraint), ("42P01", .other),
    ("XX000", .other),
  ])
  func `what PostgreSQL refuses is told apart by its state`(state: String, kind: SQLError.Kind) {
    #expect(SQLError(state: state, "words") == SQLError(kind, "words"))
  }
}
