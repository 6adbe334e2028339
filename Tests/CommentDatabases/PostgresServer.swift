import Comments
import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: Debian's, with a folder, a port and a user of its own. Whatever this machine has
/// set up for PostgreSQL is not touched.
///
/// It ends when this process does, however that ends: a shell waits at a pipe that only this process holds.
package final class PostgresServer: Sendable {
  /// Where its data are, and its socket.
  package let folder: String
  package let port: UInt16
  private let binaries: String
  /// What starts a command as somebody who is not root, whom PostgreSQL refuses to work for.
  private let asOthers: [String]
  /// The size of the disk in memory that its data are on, in megabytes; nil where they are in `folder`.
  private let disk: Int?
  private let running = Mutex<Running?>(nil)

  private struct Running {
    var watch: Process
    /// The end of the pipe that the shell waits at.
    var line: FileHandle
  }

  /// What a server cannot do, and what to do about it.
  package struct Trouble: Error, CustomStringConvertible {
    package var description: String
  }

  /// The server that all tests of this process share, each with a schema of its own.
  package static func shared() throws -> PostgresServer { try all.get() }
  private static let all = Result { try PostgresServer() }

  /// Makes a server and starts it.
  ///
  /// - Parameter disk: the size of a disk of its own, in megabytes; an empty server takes 60. It takes root.
  package init(disk: Int? = nil) throws {
    self.disk = disk
    binaries = try Self.newestBinaries()
    folder = FileManager.default.temporaryDirectory.path + "/guidegen-postgres-\(UUID().uuidString.prefix(13))"
    port = try Self.freePort()
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if geteuid() == 0 {
      guard let user = getpwnam("postgres")?.pointee else {
        throw Trouble(description: "there is no user \"postgres\" on this machine: apt-get install postgresql")
      }
      chown(folder, user.pw_uid, user.pw_gid)
      asOthers = ["setpriv", "--reuid=\(user.pw_uid)", "--regid=\(user.pw_gid)", "--clear-groups"]
    } else {
      asOthers = []
    }
    // Its order of letters is that of English, which is not that of bytes: nothing may rely on either.
    try run([
      binaries + "/initdb", "--pgdata=\(folder)/data", "--username=tests", "--auth=trust", "--encoding=UTF8",
      "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync", "--no-instructions",
    ])
    // Everybody who comes from this machine is believed, but for who is to show a password.
    let rules = folder + "/data/pg_hba.conf"
    let others = try String(contentsOfFile: rules, encoding: .utf8)
    try ("host all guarded all scram-sha-256\n" + others).write(toFile: rules, atomically: false, encoding: .utf8)
    try start()
  }

  deinit {
    tell("")
    // The shell cannot take away where its disk was.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts it, and waits until it answers.
  package func start() throws {
    let leash = try Leash()
    let place = "\(folder)/" + (disk == nil ? "data" : "disk/data")
    let watch = process(
      ["/bin/sh", "-c", Self.watch, "watch", folder, binaries + "/postgres", "-D", place, "-k", folder]
        + ["-p", "\(port)", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "fsync=on"]
        + ["-c", "shared_buffers=32MB", "-c", "dynamic_shared_memory_type=mmap"], on: disk)
    watch.standardInput = leash.end
    try watch.start()
    running.withLock { $0 = Running(watch: watch, line: leash.hand) }
    let deadline = Date(timeIntervalSinceNow: 60)
    while true {
      do {
        _ = try PostgresConnection(address().postgres)
        return
      } catch {
        guard deadline > Date() else {
          let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
          throw Trouble(description: "PostgreSQL does not begin: \(error)\n\(log)")
        }
        usleep(10_000)
      }
    }
  }

  /// Ends it and keeps its data.
  ///
  /// - Parameter immediately: as if it had crashed: what was under way is found in its log by the next one.
  package func stop(immediately: Bool = false) {
    if immediately, let process = identifier { kill(process, SIGQUIT) }
    tell("keep\n")
  }

  /// Where the disk of its own can be seen by this process.
  package var diskSeen: String? {
    running.withLock { $0.map { "/proc/\($0.watch.processIdentifier)/root\(folder)/disk" } }
  }

  /// The process that starts all others of the server; nil where it has ended.
  package var identifier: pid_t? {
    let text = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
    return text?.split(separator: "\n").first.flatMap { pid_t($0) }
  }

  /// The database that it has from the beginning, as the server's own user.
  ///
  /// - Parameters:
  ///   - schema: where tables are made and looked for.
  ///   - options: more settings, as they stand in an address.
  package func address(schema: String? = nil, options: String = "") throws -> DatabaseAddress {
    let schema = schema.map { "&options=-csearch_path%3D\($0)" } ?? ""
    return try DatabaseAddress("postgres://tests@/postgres?host=\(folder)&port=\(port)\(schema)\(options)")
  }

  /// Runs one of PostgreSQL's programs against it, to its end; returns what it wrote.
  @discardableResult
  package func program(_ name: String, _ arguments: [String]) throws -> Data {
    try run(["\(binaries)/\(name)", "--host=\(folder)", "--port=\(port)", "--username=tests"] + arguments)
  }

  // MARK: Processes

  private static let watch = """
    trap : INT TERM HUP
    folder=$1
    shift
    cd "$folder"
    "$@" >>"$folder/log" 2>&1 </dev/null &
    server=$!
    read -r word || word=
    while kill -INT $server 2>/dev/null; do wait $server; done
    [ "$word" = keep ] || rm -rf "$folder"
    """

  private func tell(_ word: String) {
    let running = running.withLock { running in
      defer { running = nil }
      return running
    }
    guard let running else { return }
    try? running.line.write(contentsOf: Data(word.utf8))
    try? running.line.close()
    running.watch.waitUntilExit()
  }

  /// - Parameter disk: the size of a disk to work on, which only the process itself can see.
  private func process(_ arguments: [String], on disk: Int? = nil) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let mount = disk.map { disk in
      let script = "mkdir disk && mount -t tmpfs -o size=\(disk)m disk disk && cp -a data disk && exec \"$@\""
      return ["unshare", "--mount", "/bin/sh", "-euc", script, "mount"]
    }
    process.arguments = ["LC_ALL=C.UTF-8"] + (mount ?? []) + asOthers + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    return process
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> Data {
    let process = process(arguments)
    let (output, errors) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, output, errors)
    try process.start()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Trouble(description: "\(arguments[0]): \(String(decoding: said, as: UTF8.self))")
    }
    return data
  }

  private static func newestBinaries() throws -> String {
    let folder = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { Int($0) }
    guard let newest = versions.filter({ FileManager.default.fileExists(atPath: "\(folder)/\($0)/bin/postgres") }).max()
    else { throw Trouble(description: "PostgreSQL is not installed: apt-get install postgresql") }
    return "\(folder)/\(newest)/bin"
  }

  private static func freePort() throws -> UInt16 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, size) == 0 ? getsockname(socket, address, &size) : -1
      }
    }
    guard result == 0 else { throw Trouble(description: "there is no port to be had") }
    return UInt16(bigEndian: address.sin_port)
  }
}

extension DatabaseAddress {
  /// A connection to the database beneath the store.
  package func connection() throws -> any SQLConnection {
    switch self {
    case .file(let path): try SQLiteConnection(path: path, creates: false)
    case .postgres(let address): try PostgresConnection(address)
    }
  }

  /// The address of a PostgreSQL database.
  ///
  /// - Throws: where it is a file.
  package var postgres: PostgresAddress {
    get throws {
      guard case .postgres(let address) = self else { throw PostgresServer.Trouble(description: "\(self) is a file") }
      return address
    }
  }
}
