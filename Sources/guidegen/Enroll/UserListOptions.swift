#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Glibc
import Guide

/// Which list of people is read.
struct UserListOptions: ParsableArguments {
  @Argument(help: "The list: CSV as Excel and Entra export it, or JSON; - for standard input.")
  var list: String

  @Flag(help: "Leave rows that are wrong out, and take the others.")
  var skipBad = false

  @Option(
    help: ArgumentHelp("Give this person a new secret; the one before is revoked. Can be repeated.", valueName: "user"))
  var rotate: [String] = []

  /// Reads the list, says what is wrong with it, and ends the command if that is too much.
  func read(_ settings: EnrollmentSettings) throws -> UserList {
    let file = list == "-" ? "standard input" : list
    let bytes = try VaultOptions.reporting { () throws(VaultError) in try readWhole(list) }
    let users = UserList(
      bytes, file: file,
      vocabulary: UserList.Vocabulary(browsers: settings.browsers, platforms: settings.platforms))
    if !users.unusedColumns.isEmpty {
      Terminal.printError("not used: \(users.unusedColumns.map { #""\#($0)""# }.joined(separator: ", "))")
    }
    guard !users.diagnostics.isEmpty else { return users }
    Terminal.printError(users.diagnostics)
    let bad = users.rowCount - users.entries.count
    guard users.isReadable else {
      Terminal.printError("nothing was changed")
      throw Exit.wrongInput
    }
    guard skipBad else {
      Terminal.printError(
        "\(counted(bad, "row is", "rows are")) wrong of \(users.rowCount); nothing was changed (--skip-bad takes the others)"
      )
      throw Exit.wrongInput
    }
    Terminal.printError("\(counted(bad, "row", "rows")) left out of \(users.rowCount)")
    return users
  }

  /// What the list would change in `vault`.
  func plan(_ users: UserList, _ enrollees: [Enrollee]) throws -> EnrollmentPlan {
    var rotated: Set<String> = []
    for name in rotate {
      guard let entry = users.entries.first(where: { $0.user.isCalled(name) }) else {
        throw VaultOptions.fail(
          [
            .error(
              #"there is no "\#(name)" in the list"#, at: nil, hint: "give --rotate a user principal name or an id")
          ],
          with: .wrongInput)
      }
      rotated.insert(entry.user.id)
    }
    return EnrollmentPlan(users: users.entries.map(\.user), enrollees: enrollees, rotated: rotated)
  }
}

/// What the file at `path` holds, or standard input for `-`.
private func readWhole(_ path: String) throws(VaultError) -> [UInt8] {
  let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .refused(attempt: "read", path: path, code: errno) }
  defer { close(descriptor) }
  return try readToEnd(descriptor, called: path)
}

extension User {
  /// Whether `name` means this person: the principal name, in whatever case, or the identity.
  func isCalled(_ name: String) -> Bool {
    principalName.lowercased() == name.lowercased() || id == name
  }
}
#endif
