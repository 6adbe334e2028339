import CPostgres
import Glibc

/// A connection to a PostgreSQL database, or to one that speaks as it does; the only place that touches libpq's pointers.
///
/// Whatever is decided in the store is decided by one statement that holds its row, so READ COMMITTED is enough, and
/// servers do not make each other repeat what they did; a database that only knows SERIALIZABLE (CockroachDB) says 40001,
/// and the transaction is done anew. One transaction writes at a time, as in SQLite: two servers that each write many
/// comments at once would else wait for each other's rows crosswise, and the database lets a second go by before it sees.
///
/// A connection that was lost is opened anew for the next transaction, or the next statement outside of one.
package final class PostgresConnection: SQLConnection {
  private let library: guide_libpq
  private let address: PostgresAddress
  private var link: OpaquePointer?
  private var prepared: Set<Int> = []
  private var isInTransaction = false
  /// How long to wait for an answer, in milliseconds.
  private let patience: Int

  /// Connects to `address`.
  ///
  /// - Parameter patience: how long to wait for an answer, in milliseconds; longer than the database lets a statement run.
  package init(_ address: PostgresAddress, patience: Int = 15_000) throws(SQLError) {
    guard let library = Self.library else {
      throw SQLError(
        .unavailable, "PostgreSQL takes the library libpq.so.5, which is not here: on Debian, apt-get install libpq5")
    }
    (self.library, self.address, self.patience) = (library, address, patience)
    try connect()
  }

  deinit {
    library.finish(link)
  }

  @discardableResult
  package func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLError) -> [SQLRow] {
    try refresh()
    let name = "s\(statement.identity)"
    if !prepared.contains(statement.identity) {
      let types = values.map(Self.type(of:))
      let text = Self.numbered(statement.text)
      try answer { library.send_prepare($0, name, text, Int32(types.count), types) }
      prepared.insert(statement.identity)
    }
    let texts = try Self.texts(values)
    return try answer { link in
      texts.withPointers { library.send_prepared(link, name, texts.count, $0, nil, nil, 0) }
    }.rows
  }

  package func runScript(_ text: String) throws(SQLError) {
    try refresh()
    try script(text)
  }

  package func begin(_ access: SQLAccess) throws(SQLError) {
    isInTransaction = false
    try refresh()
    isInTransaction = true
    switch access {
    case .reading: try script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    case .writing:
      try script("BEGIN ISOLATION LEVEL READ COMMITTED; SELECT version FROM schema_version WHERE id = 1 FOR UPDATE")
    }
  }

  package func commit() throws(SQLError) {
    // Where a statement was refused, and somebody did not mind, "COMMIT" takes everything back and calls that well done.
    guard try script("COMMIT") == "COMMIT" else {
      throw SQLError(.other, "the database took a transaction back")
    }
    isInTransaction = false
  }

  package func rollback() {
    guard isInTransaction else { return }
    if link != nil {
      // One that cannot even be taken back is of no use for anything else.
      do throws(SQLError) { try script("ROLLBACK") } catch { disconnect() }
    }
    isInTransaction = false
  }

  package func hasTable(_ name: String) throws(SQLError) -> Bool {
    let rows = try run(
      "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?1",
      [.text(name)])
    return rows.first?.integer(0) == 1
  }

  // MARK: The connection

  private static let library: guide_libpq? = guide_load_libpq()?.pointee

  /// Makes sure that there is a connection, as far as can be seen without asking the database.
  private func refresh() throws(SQLError) {
    if isInTransaction {
      guard link != nil else { throw SQLError(.unavailable, "the connection to the database was lost") }
      return
    }
    // Nobody has asked for anything: what comes then is a farewell.
    while let link, isReadable(library.socket(link), within: 0) {
      if library.consume_input(link) == 0 || library.status(link) != Self.isConnected { disconnect() }
    }
    if link == nil { try connect() }
  }

  private func connect() throws(SQLError) {
    // What stands before the address may be changed by it; what stands after is as it must be.
    let parameters = [
      ("connect_timeout", "5"), ("fallback_application_name", "guidegen"), ("keepalives_idle", "10"),
      ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "15000"),
      ("dbname", address.text), ("client_encoding", "UTF8"),
    ]
    let (keywords, values) = (TerminatedTexts(parameters.map(\.0)), TerminatedTexts(parameters.map(\.1)))
    let link = keywords.withPointers { keywords in
      values.withPointers { values in library.connect(keywords + [nil], values + [nil], 1) }
    }
    guard let link else { throw SQLError(.unavailable, "there is no room for a connection to a database") }
    guard library.status(link) == Self.isConnected else {
      defer { library.finish(link) }
      throw SQLError(.unavailable, address.withoutSecrets(words(of: link)))
    }
    _ = library.set_notice_processor(link, guide_ignore_notice, nil)
    self.link = link
    do throws(SQLError) { try script(Self.session) } catch {
      disconnect()
      throw error
    }
  }

  /// What holds on each connection, whatever the database's own settings are. A server that hangs must not hold others
  /// up, and no commit is confirmed that has not reached a disk.
  private static let session = """
    SET standard_conforming_strings = on; SET statement_timeout = 10000; SET lock_timeout = 5000;
    SET idle_in_transaction_session_timeout = 10000;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
    """

  private func disconnect() {
    library.finish(link)
    link = nil
    prepared = []
  }

  private func words(of link: OpaquePointer) -> String { library.error_message(link).map(String.init(cString:)) ?? "" }

  // MARK: Questions and answers

  @discardableResult
  private func script(_ text: String) throws(SQLError) -> String {
    try answer { library.send_script($0, text) }.command
  }

  /// What the database answers to what `send` sends: the rows and the name of the last command.
  @discardableResult
  private func answer(
    _ send: (OpaquePointer) -> Int32
  ) throws(SQLError) -> (rows: [SQLRow], command: String) {
    guard let link else { throw SQLError(.unavailable, "the connection to the database was lost") }
    var (rows, command, refusal) = ([SQLRow](), "", SQLError?.none)
    var isGood = send(link) != 0
    while isGood {
      while isGood, library.is_busy(link) != 0 {
        guard isReadable(library.socket(link), within: patience) else {
          disconnect()
          throw SQLError(.unavailable, "the database does not answer")
        }
        isGood = library.consume_input(link) != 0
      }
      guard isGood, let result = library.get_result(link) else { break }
      defer { library.clear(result) }
      switch library.result_status(result) {
      case Self.hasNothing, Self.hasRows:
        rows = self.rows(of: result)
        command = library.command(result).map { String(cString: $0) } ?? ""
      default: refusal = refusal ?? error(of: result, link)
      }
    }
    if !isGood || library.status(link) != Self.isConnected {
      refusal = refusal ?? SQLError(.unavailable, words(of: link))
      if refusal?.kind != .unavailable { refusal = SQLError(.unavailable, refusal?.message ?? "") }
      disconnect()
    }
    // After another server has taken its part, this one can only be read: the next connection may find the right one.
    if let refusal {
      if refusal.kind == .unavailable || refusal.kind == .readOnly { disconnect() }
      throw refusal
    }
    return (rows, command)
  }

  private func isReadable(_ socket: Int32, within milliseconds: Int) -> Bool {
    var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    let deadline = Self.milliseconds() + milliseconds
    while true {
      let result = poll(&entry, 1, Int32(clamping: max(0, deadline - Self.milliseconds())))
      if result != -1 || errno != EINTR { return result > 0 }
    }
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private func rows(of result: OpaquePointer) -> [SQLRow] {
    let columns = 0..<library.column_count(result)
    return (0..<library.row_count(result)).map { row in
      SQLRow(columns.map { value(of: result, row, $0) })
    }
  }

  private func value(of result: OpaquePointer, _ row: Int32, _ column: Int32) -> SQLValue {
    guard library.is_null(result, row, column) == 0, let start = library.value(result, row, column) else {
      return .null
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(library.length(result, row, column)))
    let text = String(decoding: bytes, as: UTF8.self)
    // A sum of numbers is a "numeric", whatever they are.
    switch library.type(result, column) {
    case 20, 21, 23, 1700: return Int64(text).map(SQLValue.integer) ?? .text(text)
    case 16: return .integer(text == "t" ? 1 : 0)
    default: return .text(text)
    }
  }

  // MARK: What is sent

  /// The type that `value` is sent as; 0 where the database is to see by the statement.
  private static func type(of value: SQLValue) -> UInt32 {
    switch value {
    case .null: 0
    case .integer: 20
    case .text: 25
    }
  }

  /// `text` with `$1` for `?1`; in quotes no such thing stands.
  private static func numbered(_ text: StaticString) -> String {
    text.withUTF8Buffer { String(decoding: $0.map { $0 == UInt8(ascii: "?") ? UInt8(ascii: "$") : $0 }, as: UTF8.self) }
  }

  /// What `values` are as text, nil for null.
  private static func texts(_ values: [SQLValue]) throws(SQLError) -> TerminatedTexts {
    var texts: [String?] = []
    for value in values {
      switch value {
      case .null: texts.append(nil)
      case .integer(let number): texts.append(String(number))
      case .text(let text):
        guard !text.utf8.contains(0) else { throw .zeroByte }
        texts.append(text)
      }
    }
    return TerminatedTexts(texts)
  }

  // MARK: libpq's numbers

  // ConnStatusType
  private static let isConnected: Int32 = 0
  // ExecStatusType
  private static let (hasNothing, hasRows): (Int32, Int32) = (1, 2)
  // postgres_ext.h
  private static let (state, primaryMessage) = (Int32(UInt8(ascii: "C")), Int32(UInt8(ascii: "M")))

  private func error(of result: OpaquePointer, _ link: OpaquePointer) -> SQLError {
    guard let state = library.error_field(result, Self.state).map({ String(cString: $0) }) else {
      return SQLError(.unavailable, words(of: link))
    }
    return SQLError(
      state: state, library.error_field(result, Self.primaryMessage).map { String(cString: $0) } ?? "")
  }
}

/// Texts one behind the other, as C wants them: each with a zero byte at its end.
private struct TerminatedTexts {
  private var bytes: [CChar] = []
  private var starts: [Int?] = []

  init(_ texts: [String?]) {
    for text in texts {
      starts.append(text.map { _ in bytes.count })
      if let text { bytes += text.utf8CString }
    }
  }

  var count: Int32 { Int32(starts.count) }

  /// Calls `body` with where each text begins, null for nil.
  func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      body(starts.map { start in start.flatMap { bytes.baseAddress?.advanced(by: $0) } })
    }
  }
}
