import CommentDatabases
import Comments
import Foundation
import RawHTTP
import Testing

/// Databases that are gone, full, locked or not to be written: clients are told to come again, and no more is needed than
/// that the database works again.
@Suite(.serialized) struct DatabaseFaultTests {
  /// How long PostgreSQL is gone, in seconds.
  private let absence = Double(count("GUIDEGEN_POSTGRES_GONE", usually: 1))
  private let site = "help.example.com"

  @Test(arguments: [false, true])
  func `PostgreSQL that is gone for a while, stopped or crashed, costs nothing but the wait`(crashes: Bool) throws {
    let postgres = try PostgresServer()
    let scratch = try ScratchFolder()
    let server = try ProbeServer(scratch.text(of: postgres.address()), in: scratch.path)
    let crowd = PostingCrowd(16, to: [server.port])
    try eventually("comments are confirmed") { crowd.confirmed >= 100 ? true : nil }
    postgres.stop(immediately: crashes)
    let gone = Date()
    try eventually("clients are told") {
      crowd.unavailable >= 20 && Date().timeIntervalSince(gone) >= absence ? true : nil
    }
    #expect(try server.ask("GET /health").status == 200)
    let ready = try server.ask("GET /ready")
    #expect(ready.status == 503 && ready.body == "The database cannot be reached.\n")
    #expect(try server.ask("GET /api/thread?page=faq/mfa.html").status == 503)
    let before = crowd.confirmed
    try postgres.start()
    try eventually("the server works again by itself") { crowd.confirmed >= before + 100 ? true : nil }
    #expect(try server.ask("GET /ready").status == 200)
    #expect(try server.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    let log = crowd.finish(0)
    #expect(log.foreign == 0 && log.unhelpful == 0 && log.refused.isEmpty)
    let stored = try CommentStore(at: postgres.address(), creates: false).comments(of: site, in: .pending, limit: .max)
    #expect(stored.count == log.confirmed.count)
    #expect(Dictionary(grouping: stored, by: \.markdown).mapValues { Set($0.map(\.id.description)) } == log.confirmed)
  }

  @Test func `PostgreSQL that is started anew between two requests is not noticed`() throws {
    let postgres = try PostgresServer()
    let scratch = try ScratchFolder()
    let server = try ProbeServer(scratch.text(of: postgres.address()), in: scratch.path)
    let client = try CommentClient(port: server.port)
    for round in 0..<2 {
      #expect(try client.post("Words.", nonce: "nonce-of-number-\(round)").status == 201)
      #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
      postgres.stop()
      try postgres.start()
    }
    #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    #expect(try client.post("Words.", nonce: "nonce-of-number-0").status == 200)
  }

  @Test func `PostgreSQL that may only be read says so, until it may be written`() throws {
    let postgres = try PostgresServer()
    let scratch = try ScratchFolder()
    let server = try ProbeServer(scratch.text(of: postgres.address()), in: scratch.path)
    let client = try CommentClient(port: server.port)
    let ruler = try PostgresConnection(postgres.address().postgres)
    func setReadOnly(_ value: String) throws {
      try ruler.runScript("ALTER SYSTEM SET default_transaction_read_only = \(value)")
      try ruler.runScript("SELECT pg_reload_conf()")
    }
    #expect(try client.post("Words.", nonce: "nonce-of-number-1").status == 201)
    try setReadOnly("on")
    let refused = try eventually("a comment is refused") {
      let answer = try client.post("Words.", nonce: "nonce-\(UUID())")
      return answer.status == 201 ? nil : answer
    }
    #expect(refused.status == 503 && refused.field("Retry-After") == "5")
    #expect(try client.ask("GET /ready").body == "The database cannot be written.\n")
    #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    try ruler.runScript("SET default_transaction_read_only = off")
    try setReadOnly("off")
    _ = try eventually("a comment is taken again") {
      try client.post("Words.", nonce: "nonce-of-number-2").status == 201 ? true : nil
    }
  }

  @Test func `a disk that is full says so, and takes comments again when there is room`() throws {
    let scratch = try ScratchFolder()
    let disk = scratch.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let server = try ProbeServer(
      disk + "/comments.db", in: scratch.path,
      by: Self.unshare() + ["sh", "-c", "mount -t tmpfs -o size=8m disk \(disk) && exec \"$@\"", "sh"])
    // The disk is where this process alone sees it.
    let seen = "/proc/\(server.process.processIdentifier)/root\(disk)"
    let client = try CommentClient(port: server.port)
    let words = String(repeating: "words ", count: 700)
    #expect(try client.post(words, nonce: "nonce-of-number-1").status == 201)
    try Self.fill(seen + "/filler")
    let refused = try eventually("a comment is refused") {
      let answer = try client.post(words, nonce: "nonce-\(UUID())")
      return answer.status == 201 ? nil : answer
    }
    #expect(refused.status == 503 && refused.field("Retry-After") == "5")
    let nonce = "nonce-of-number-2"
    #expect(try client.post(words, nonce: nonce).status == 503)
    #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    try FileManager.default.removeItem(atPath: seen + "/filler")
    #expect(try client.post(words, nonce: nonce).status == 201)
    #expect(try client.post(words, nonce: "nonce-of-number-1").status == 200)
    #expect(try client.ask("GET /ready").status == 200)
    // SQLite would follow the way to the disk to where this process sees none.
    for end in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: "\(seen)/comments.db\(end)", toPath: "\(scratch.path)/copy.db\(end)")
    }
    let connection = try SQLiteConnection(path: scratch.path + "/copy.db", creates: false)
    #expect(try connection.run("PRAGMA integrity_check", []) == [SQLRow(["ok"])])
  }

  @Test func `a disk that is full under PostgreSQL says so, and takes comments again when there is room`() throws {
    let postgres = try PostgresServer(disk: 100)
    let scratch = try ScratchFolder()
    let server = try ProbeServer(scratch.text(of: postgres.address()), in: scratch.path)
    let client = try CommentClient(port: server.port)
    let words = String(repeating: "words ", count: 700)
    #expect(try client.post(words, nonce: "nonce-of-number-1").status == 201)
    let filler = try #require(postgres.diskSeen) + "/filler"
    try Self.fill(filler)
    let refused = try eventually("a comment is refused") {
      let answer = try client.post(words, nonce: "nonce-\(UUID())")
      return answer.status == 201 ? nil : answer
    }
    #expect(refused.status == 503 && refused.field("Retry-After") == "5")
    #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    try FileManager.default.removeItem(atPath: filler)
    _ = try eventually("a comment is taken again") {
      try client.post(words, nonce: "nonce-of-number-2").status == 201 ? true : nil
    }
    #expect(try client.post(words, nonce: "nonce-of-number-1").status == 200)
  }

  @Test func `a database that another process holds says so, is read meanwhile, and takes comments afterwards`() throws
  {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/comments.db"
    let server = try ProbeServer(path, in: scratch.path, patience: 100)
    let client = try CommentClient(port: server.port)
    let holder = try SQLiteConnection(path: path, creates: false)
    try holder.begin(.writing)
    let refused = try client.post("Words.", nonce: "nonce-of-number-1")
    #expect(refused.status == 503 && refused.field("Retry-After") == "5")
    #expect(try client.ask("GET /ready").body == "Another process holds the database.\n")
    #expect(try client.ask("GET /api/thread?page=faq/mfa.html").status == 200)
    #expect(try client.ask("GET /api/export").status == 200)
    holder.rollback()
    #expect(try client.post("Words.", nonce: "nonce-of-number-1").status == 201)
  }

  @Test func `a server does not begin where its file may not be written, and says so`() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/comments.db"
    _ = try CommentStore(path: path, creates: true)
    // Root may write everything but for this.
    let command = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    let file = #expect(throws: ProbeServer.DoesNotBegin.self) {
      _ = try ProbeServer(path, in: scratch.path, by: command)
    }
    #expect(file?.message.contains("readOnly") == true && file?.status == 1)
    try FileManager.default.removeItem(atPath: path)
    let pages = scratch.path + "/pages.jsonl"
    try RunningCommentServer.pageList.write(toFile: pages, atomically: true, encoding: .utf8)
    chmod(scratch.path, 0o500)
    defer { chmod(scratch.path, 0o700) }
    let folder = #expect(throws: ProbeServer.DoesNotBegin.self) {
      _ = try ProbeServer(path, in: scratch.path, by: command)
    }
    #expect(folder?.message.contains("readOnly") == true)
  }

  @Test func `without libpq a server says what to install, and one with a file needs none`() throws {
    let scratch = try ScratchFolder()
    let hide = "for f in $(ldconfig -p | sed -n 's/.*libpq.so.5 .*=> //p'); do mount --bind /dev/null \"$f\"; done"
    let command = try Self.unshare() + ["sh", "-c", "PATH=$PATH:/sbin:/usr/sbin; \(hide); exec \"$@\"", "sh"]
    let error = #expect(throws: ProbeServer.DoesNotBegin.self) {
      _ = try ProbeServer("postgres://127.0.0.1/none", in: scratch.path, by: command)
    }
    #expect(error?.message.contains("apt-get install libpq5") == true)
    let server = try ProbeServer(scratch.path + "/comments.db", in: scratch.path, by: command)
    #expect(try server.ask("GET /ready").status == 200)
  }

  // MARK: Small disks

  /// What gives a command mounts of its own: it takes root, or a system on which others may make user name spaces.
  private static func unshare() throws -> [String] {
    for command in [["unshare", "--mount"], ["unshare", "--mount", "--user", "--map-root-user"]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = command + ["true"]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus == 0 { return command }
    }
    throw Trouble(
      description: "this test must be allowed to mount a disk: run it as root, or allow user name spaces")
  }

  /// Writes the file at `path` until there is no room left.
  private static func fill(_ path: String) throws {
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    for size in [65_536, 4_096, 1] {
      let bytes = [UInt8](repeating: 0, count: size)
      while write(file, bytes, size) == size {}
    }
    #expect(errno == ENOSPC)
  }
}
