import Diagnostics

/// The people in a list that a directory or a spreadsheet exported.
public struct UserList: Sendable {
  /// One of them.
  public struct Entry: Sendable, Equatable {
    /// The person.
    public var user: User
    /// The start of the row.
    public var place: Place
  }

  /// What browsers and systems are called in lists: the names in small letters, and the keys that they mean.
  public struct Vocabulary: Sendable {
    /// `microsoft edge` and `edge` both mean `edge`.
    public var browsers: [String: String]
    /// `windows` means `windows`.
    public var platforms: [String: String]

    /// Names in small letters by what they mean.
    public init(browsers: [String: String], platforms: [String: String]) {
      (self.browsers, self.platforms) = (browsers, platforms)
    }
  }

  /// The rows without a mistake, in the list's order.
  public private(set) var entries: [Entry] = []
  /// How many rows the list has, good and bad.
  public private(set) var rowCount = 0
  /// Columns that say nothing to guidegen.
  public private(set) var unusedColumns: [String] = []
  /// All that is wrong.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Whether rows are wrong but not the list as a whole, so that the good ones may be used.
  public private(set) var isReadable = false

  private let vocabulary: Vocabulary

  /// Reads `bytes`: JSON where they begin with a bracket, else CSV.
  public init(_ bytes: [UInt8], file: String, vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    let first = bytes.drop { $0 <= 32 || [0xEF, 0xBB, 0xBF].contains($0) }.first
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      readJSON(bytes, file: file)
    } else {
      readCSV(bytes, file: file)
    }
    diagnostics.sort()
  }

  /// A value, where it stands, and what it is.
  typealias Value = (text: String, place: Place)

  private mutating func readCSV(_ bytes: [UInt8], file: String) {
    let (table, found) = CSVTable.parse(bytes, file: file)
    diagnostics = found
    guard found.isEmpty else { return }
    var fields: [UserField?] = []
    for cell in table.header {
      let field = UserField(heading: cell.text)
      if field == nil, !cell.text.isEmpty { unusedColumns.append(cell.text) }
      if let field, fields.contains(field) {
        diagnostics.append(
          .error(
            #"the column "\#(cell.text)" means the same as one before it"#, at: cell.place,
            hint: "remove or rename one of them"))
      }
      fields.append(field)
    }
    guard fields.contains(.principalName) else {
      diagnostics.append(
        .error(
          "no column says what people sign in with", at: table.header.first?.place ?? Place(file: file),
          hint: #"name it "userPrincipalName" or "upn""#))
      return
    }
    guard diagnostics.isEmpty else { return }
    isReadable = true
    var register = Register()
    for cells in table.rows {
      rowCount += 1
      let place = cells.first?.place ?? Place(file: file)
      // Spreadsheets write separators for columns that once held something.
      let hasOnlyEmptyMore = cells.count > fields.count && cells[fields.count...].allSatisfy(\.text.isEmpty)
      let row = hasOnlyEmptyMore ? Array(cells[..<fields.count]) : cells
      guard row.count == fields.count else {
        diagnostics.append(
          .error(
            "this row has \(row.count) of the first line's \(fields.count) cells", at: place,
            hint: "put cells that hold the separator in quotes"))
        continue
      }
      let addresses = row.compactMap { cell in CredentialAddress(cell.text)?.diagnostic(at: cell.place) }
      guard addresses.isEmpty else {
        diagnostics += addresses
        continue
      }
      var values: [UserField: Value] = [:]
      for (field, cell) in zip(fields, row) {
        if let field { values[field] = (cell.text, cell.place) }
      }
      add(values, at: place, &register)
    }
  }

  private mutating func readJSON(_ bytes: [UInt8], file: String) {
    let (rows, found) = JSONRows.parse(bytes, file: file)
    diagnostics = found
    guard found.isEmpty else { return }
    isReadable = true
    var register = Register()
    for row in rows {
      rowCount += 1
      diagnostics += row.diagnostics
      for key in row.unusedKeys where !unusedColumns.contains(key) { unusedColumns.append(key) }
      if row.diagnostics.isEmpty { add(row.values, at: row.place, &register) }
    }
  }

  /// Who was seen before, and where.
  private struct Register {
    var identities: [String: Place] = [:]
    var principalNames: [String: Place] = [:]
  }

  private mutating func add(_ values: [UserField: Value], at place: Place, _ register: inout Register) {
    var row = UserRow(values: values, place: place, vocabulary: vocabulary)
    let user = row.user()
    var found = row.diagnostics
    let keys: [(WritableKeyPath<Register, [String: Place]>, String, UserField)] = [
      (\.principalNames, user.principalName.lowercased(), .principalName), (\.identities, user.id, .id),
    ]
    // A row that is wrong otherwise counts too: the one after it is still a second for the same person.
    var isRepeated = false
    for (path, key, field) in keys where !key.isEmpty && !isRepeated {
      if let earlier = register[keyPath: path][key] {
        isRepeated = true
        found.append(
          .error(
            #""\#(values[field]?.text ?? key)" stands in line \#(earlier.line) already"#,
            at: values[field]?.place ?? place, hint: "leave one row for each person"))
      } else {
        register[keyPath: path][key] = place
      }
    }
    diagnostics += found
    if found.isEmpty { entries.append(Entry(user: user, place: place)) }
  }
}
