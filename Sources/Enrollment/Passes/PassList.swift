import Crypto
import Diagnostics
import YAML

/// The people in a list of passes that an administrator had Entra ID make: CSV.
///
/// No message repeats a cell: in a list whose columns were shifted any of them may be a pass.
public struct PassList: Sendable {
  /// One of them.
  public struct Entry: Sendable {
    /// The person.
    public var user: User
    /// What lets the person in.
    public var pass: AccessPass
    /// What the letter is called: the same for the same person, whatever the pass is.
    public var serial: String
  }

  /// The rows, in the list's order; not to be used where anything is wrong.
  public private(set) var entries: [Entry] = []
  /// Columns that say nothing to guidegen; empty where the first line is no line of headings.
  public private(set) var unusedColumns: [String] = []
  /// All that is wrong.
  public private(set) var diagnostics: [Diagnostic] = []

  private enum Column { case user(UserField), pass(PassField), unused }

  /// Reads `bytes`; passes that end before `day` are errors.
  public init(_ bytes: [UInt8], file: String, vocabulary: UserList.Vocabulary, on day: CalendarDate) {
    let (table, found) = CSVTable.parse(bytes, file: file)
    diagnostics = found
    guard found.isEmpty, let columns = columns(of: table, file: file) else { return }
    var register = Register()
    for row in table.rows {
      let place = row.first?.place ?? Place(file: file)
      guard row.count == columns.count else {
        diagnostics.append(
          .error(
            "this row has \(row.count) of the first line's \(columns.count) cells", at: place,
            hint: "put cells that hold the separator in quotes"))
        continue
      }
      add(row, columns, at: place, vocabulary, day, &register)
    }
    if table.rows.isEmpty {
      diagnostics.append(.error("the list has no passes", at: Place(file: file), hint: "write a row for each person"))
    }
    diagnostics.sort()
  }

  private mutating func columns(of table: CSVTable, file: String) -> [Column]? {
    var columns: [Column] = []
    var unused: [String] = []
    var users: Set<UserField> = []
    var passes: Set<PassField> = []
    for cell in table.header {
      let isNew: Bool
      if let field = PassField(heading: cell.text) {
        isNew = passes.insert(field).inserted
        columns.append(.pass(field))
      } else if let field = UserField(heading: cell.text) {
        isNew = users.insert(field).inserted
        columns.append(.user(field))
      } else {
        isNew = true
        if !cell.text.isEmpty { unused.append(cell.text) }
        columns.append(.unused)
      }
      if !isNew {
        diagnostics.append(
          .error(
            "this column means the same as one before it", at: cell.place, hint: "remove or rename one of them"))
      }
    }
    let start = table.header.first?.place ?? Place(file: file)
    if !users.contains(.principalName) {
      diagnostics.append(
        .error("no column says what people sign in with", at: start, hint: #"name it "userPrincipalName" or "upn""#))
    }
    if !passes.contains(.code) {
      diagnostics.append(.error("no column has the passes", at: start, hint: #"name it "temporaryAccessPass""#))
    }
    guard diagnostics.isEmpty else { return nil }
    unusedColumns = unused
    return columns
  }

  /// Who and which pass was seen before, and where.
  private struct Register {
    var principalNames: [String: Place] = [:]
    var passes: [String: Place] = [:]
  }

  private mutating func add(
    _ row: [CSVTable.Cell], _ columns: [Column], at place: Place, _ vocabulary: UserList.Vocabulary,
    _ day: CalendarDate,
    _ register: inout Register
  ) {
    var ofUser: [UserField: UserList.Value] = [:]
    var ofPass: [PassField: UserList.Value] = [:]
    var found: [Diagnostic] = []
    for (column, cell) in zip(columns, row) {
      if let address = CredentialAddress(cell.text) { found.append(address.diagnostic(at: cell.place)) }
      switch column {
      case .user(let field): ofUser[field] = (cell.text, cell.place)
      case .pass(let field): ofPass[field] = (cell.text, cell.place)
      case .unused: break
      }
    }
    var userRow = UserRow(values: ofUser, place: place, vocabulary: vocabulary, quotesCells: false)
    let user = userRow.user()
    var passRow = PassRow(values: ofPass, place: place)
    let pass = passRow.pass(on: day)
    found += userRow.diagnostics + passRow.diagnostics
    if found.isEmpty {
      if let earlier = register.principalNames.updateValue(place, forKey: user.principalName.lowercased()) {
        found.append(
          .error(
            "this person stands in line \(earlier.line) already", at: ofUser[.principalName]?.place ?? place,
            hint: "leave one row for each person: only the last pass that Entra made is valid"))
      }
      if let earlier = register.passes.updateValue(place, forKey: pass.code) {
        found.append(
          .error(
            "this pass stands in line \(earlier.line) already", at: ofPass[.code]?.place ?? place,
            hint: "passes are one person's own: look for a column that was filled or sorted by itself"))
      }
    }
    diagnostics += found
    if found.isEmpty { entries.append(Entry(user: user, pass: pass, serial: Self.serial(of: user))) }
  }

  /// `TP` and ten of Crockford's digits, made from the identity.
  private static func serial(of user: User) -> String {
    let hash = SHA256.hash(data: Array("guidegen access pass \(user.id)".utf8))
    return "TP" + hash.prefix(10).map { String(Crockford.digits[Int($0 & 31)]) }.joined()
  }
}
