import CommentDatabases
import Comments
import Testing

@Suite struct DatabaseAddressTests {
  @Test(arguments: ["comments.db", "/srv/help/comments.db", "./a:b.db", "a b.db", "x/postgres://y"])
  func `a path is a file`(text: String) throws {
    #expect(try DatabaseAddress(text) == .file(path: text))
    #expect("\(try DatabaseAddress(text))" == text)
  }

  @Test(arguments: [
    ("postgres://help@db.example.com/comments", nil), ("postgresql:///comments", nil), ("postgres://", nil),
    ("postgres:///comments?host=/run/postgresql&port=5433", nil), ("postgres://%2Frun%2Fpostgresql/comments", nil),
    ("postgres://a@[::1]:5432,db2:5433/comments?target_session_attrs=read-write", nil),
    ("postgres://help:s3cret@db/comments", "postgres://help@db/comments"),
    ("postgres://:s3cret@db/comments", "postgres://@db/comments"),
    ("postgres://help:s%40c:ret%2f@db", "postgres://help@db"),
    ("postgres://db/c?user=a&password=s3cret&sslpassword=x", "postgres://db/c?user=a&password=…&sslpassword=…"),
  ])
  func `a description shows no password`(text: String, shown: String?) throws {
    let address = try DatabaseAddress(text)
    #expect("\(address)" == shown ?? text)
    #expect(!String(reflecting: address).contains("s3cret"))
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }

  @Test(arguments: [
    ("", "it is no name of a file"),
    ("mysql://db/comments", "it begins like no address of a database that is known here"),
    ("postgres://a:s3@cret@db/c", #"it has more than one "@", or more than one "/" behind the host"#),
    ("postgres://a:s3/cret@db/c", #"it has more than one "@", or more than one "/" behind the host"#),
    ("postgres://a:s3cret/x", "a port is no number from 1 to 65535"),
    ("postgres://db:0/x", "a port is no number from 1 to 65535"),
    ("postgres://a:s3%cret@db/c", #"it has a "%" without two hexadecimal digits; the character itself is %25"#),
    ("postgres://a:s3%00ret@db/c", #"it has a "%" without two hexadecimal digits; the character itself is %25"#),
    ("postgres://a:s3#cret@db/c", ##"it has a space, a "#" or something unprintable, which stands there as %20 …"##),
    ("postgres://db/c?s3cret", #"behind its "?" stands something else than name=value&name=value"#),
    ("postgres://a:s3?cret@db/c", "a port is no number from 1 to 65535"),
  ])
  func `an address that is none says why, and cites nothing of it`(text: String, reason: String) {
    let error = #expect(throws: DatabaseAddressError.self) { _ = try DatabaseAddress(text) }
    #expect(error?.reason == reason)
    #expect(error.map { "\($0)".contains("s3") } != true)
  }

  @Test func `tables are made only by who may`() throws {
    let server = try PostgresServer.shared()
    try PostgresConnection(server.address().postgres).runScript("CREATE SCHEMA IF NOT EXISTS bare")
    let address = try server.address(schema: "bare")
    let words = "there are no comments in this database: a server that begins makes the tables"
    #expect(throws: StoreError.database(SQLError(.unavailable, words))) {
      _ = try CommentStore(at: address, creates: false)
    }
    _ = try CommentStore(at: address, creates: true)
    _ = try CommentStore(at: address, creates: false)
    try PostgresConnection(server.address().postgres).runScript("DROP SCHEMA bare CASCADE")
  }
}
