import Diagnostics
import Glibc

/// Tokens on their way into one file: first all are looked at, then all are written, or none.
public struct HandOver {
  /// The format of the file.
  public let format: ExportFormat
  /// What is wrong with the tokens that were looked at; where there is anything, nothing is to be written.
  public private(set) var problems: [Diagnostic] = []
  /// How many tokens were looked at.
  public private(set) var count = 0

  private let nameKind: AccountName
  private let wantsRecoveryCodes: Bool
  private var export: any TokenExport
  /// By what the system calls them in small letters: principal names.
  private var names: [String: String] = [:]

  /// - Throws: `refused` where a password cannot become a key, for want of memory.
  public init(
    _ format: ExportFormat, _ options: ExportOptions, using generator: inout some RandomNumberGenerator
  ) throws(VaultError) {
    self.format = format
    nameKind = options.name
    wantsRecoveryCodes = options.hasRecoveryCodes
    do {
      export = try format.export(options, using: &generator)
    } catch {
      throw .refused(attempt: "encrypt", path: format.rawValue, code: ENOMEM)
    }
  }

  /// Looks at the token of `enrollee` that holds.
  ///
  /// - Returns: whether there is one.
  public mutating func check(_ enrollee: Enrollee) -> Bool {
    guard let token = ExportedToken(enrollee, called: nameKind) else { return false }
    count += 1
    problems += export.obstacles(to: token)
    if wantsRecoveryCodes, token.recoveryCodes == nil {
      problems.append(
        .error(
          #""\#(token.user.principalName)" has no recovery codes"#, at: nil,
          hint: "guidegen enroll recovery-codes makes them"))
    }
    guard format.namesPeople else { return true }
    let principal = token.user.principalName
    if token.name.isEmpty {
      problems.append(
        .error(
          #"the list says nothing of "\#(principal)" that the system could call the person"#, at: nil,
          hint: "take another name with --name"))
    } else if let other = names.updateValue(principal, forKey: token.name.lowercased()) {
      problems.append(
        .error(
          #""\#(other)" and "\#(principal)" would both be called "\#(token.name)""#, at: nil,
          hint: "take another name with --name"))
    }
    return true
  }

  /// Writes the file piece by piece.
  ///
  /// - Parameters:
  ///   - next: the people who were looked at, by number; each is asked for once, in order.
  ///   - sink: takes the pieces.
  public mutating func write(
    _ next: (Int) throws(VaultError) -> Enrollee, to sink: ([UInt8]) throws(VaultError) -> Void
  ) throws(VaultError) {
    try sink(export.head())
    let parts = (count + export.partSize - 1) / export.partSize
    for index in 0..<parts {
      var tokens: [ExportedToken] = []
      for number in (index * export.partSize)..<min(count, (index + 1) * export.partSize) {
        if let token = ExportedToken(try next(number), called: nameKind) { tokens.append(token) }
      }
      let bytes: [UInt8]
      do {
        bytes = try export.part(tokens, index: index, count: parts)
      } catch {
        throw .refused(attempt: "encrypt", path: format.rawValue, code: ENOMEM)
      }
      try sink(bytes)
    }
    try sink(export.tail())
  }
}
