#if Comments
import ArgumentParser
import CommentServer
import Comments
import Diagnostics
import Glibc

/// What all commands that open a comment store understand.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("What is always the same (default: comments.yml, where it is there).", valueName: "file"),
    completion: .file(extensions: ["yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp("The comments: an SQLite file, or postgres://user@host/name.", valueName: "database"),
    completion: .file())
  var database: String?

  @Option(
    help: ArgumentHelp("The help centre, as browsers name it: https://help.example.com.", valueName: "origin"))
  var origin: String?

  mutating func validate() throws {
    config = config ?? Environment.value("COMMENTS_CONFIG")
    if let origin, PublicAddress(origin) == nil {
      throw ValidationError("--origin takes https:// and a host, such as https://help.example.com.")
    }
  }

  /// What the file says and, before it, the command line; ends the command where the file is wrong.
  func settings() throws -> CommentsConfiguration {
    var settings = try file()
    settings.origin = origin.flatMap { PublicAddress($0) } ?? settings.origin
    settings.database = database ?? settings.database
    return settings
  }

  private func file() throws -> CommentsConfiguration {
    let path = config ?? CommentsConfiguration.usualName
    if config == nil, access(path, F_OK) != 0 { return CommentsConfiguration() }
    do {
      return try CommentsConfiguration(try InputFile.read(path), file: path)
    } catch let findings as CommentsConfiguration.Findings {
      throw Self.fail(findings.diagnostics, with: .wrongInput)
    } catch let failure as InputFile.Failure {
      throw Self.fail([.error(failure.message, at: nil)], with: .machineFailed)
    }
  }

  /// Opens the store.
  ///
  /// - Parameter creates: whether one that is not there is made.
  func open(_ settings: CommentsConfiguration, creates: Bool = false) throws -> CommentStore {
    let database = try Self.database(settings)
    do throws(StoreError) {
      return try CommentStore(at: database, creates: creates)
    } catch {
      throw Self.fail([error.diagnostic(of: "\(database)")], with: .machineFailed)
    }
  }

  /// The store's address; ends the command where nobody said, or it is none.
  static func database(_ settings: CommentsConfiguration) throws -> DatabaseAddress {
    guard let text = settings.database else {
      throw fail(
        [
          .error(
            "nobody says where the comments are", at: nil,
            hint: "add --database comments.db, or \"database: comments.db\" to \(CommentsConfiguration.usualName)")
        ], with: .wrongCommandLine)
    }
    do throws(DatabaseAddressError) {
      return try DatabaseAddress(text)
    } catch {
      throw fail(
        [
          .error(
            "the address of the database cannot be read: \(error.reason)", at: nil,
            hint: "write the path of a file, or postgres://USER@HOST/DATABASE")
        ], with: .wrongInput)
    }
  }

  /// Which help centre of the store is meant: the one that was named, or the only one there is.
  func site(in store: CommentStore, _ settings: CommentsConfiguration) throws -> String {
    let sites = try Self.reporting { () throws(SQLError) in try store.sites() }
    if let site = settings.origin?.site {
      if sites.isEmpty || sites.contains(site) { return site }
      throw Self.fail(
        [
          .error(
            "the store has no comments of \"\(site)\"", at: nil,
            hint:
              "it has those of \(sites.joined(separator: ", ")): see what --origin and \(CommentsConfiguration.usualName) say"
          )
        ], with: .wrongInput)
    }
    if sites.count <= 1 { return sites.first ?? "" }
    throw Self.fail(
      [
        .error(
          "the store has comments of \(sites.count) help centres", at: nil,
          hint: "say which with --origin: \(sites.joined(separator: ", "))")
      ], with: .wrongCommandLine)
  }

  /// The help centre that was named; ends the command where none was.
  static func origin(_ settings: CommentsConfiguration) throws -> PublicAddress {
    if let origin = settings.origin { return origin }
    throw fail(
      [
        .error(
          "nobody says whose comments these are", at: nil,
          hint: "add --origin https://help.example.com, the address of the help centre")
      ], with: .wrongCommandLine)
  }

  /// Runs `body`; what the database refuses is said, and ends the command.
  static func reporting<Result>(_ body: () throws(SQLError) -> Result) throws -> Result {
    do throws(SQLError) {
      return try body()
    } catch {
      throw fail([error.diagnostic], with: .machineFailed)
    }
  }

  /// Says what is wrong; to be thrown.
  static func fail(_ diagnostics: [Diagnostic], with exit: Exit) -> Exit {
    Terminal.printError(diagnostics)
    return exit
  }
}

extension StoreError {
  /// What is wrong with the store in `database`, and what to do.
  func diagnostic(of database: String) -> Diagnostic {
    switch self {
    case .database(let error):
      .error("cannot open the comments in \"\(database)\": \(error.message)", at: nil, hint: error.hint)
    case .laterVersion(let version):
      .error(
        "the comments in \"\(database)\" were kept by a later guidegen (tables of version \(version))", at: nil,
        hint: "use that guidegen, or a later one")
    }
  }
}

extension SQLError {
  /// What the database says, and what to do.
  var diagnostic: Diagnostic { .error("the database says: \(message)", at: nil, hint: hint) }

  /// What to do about it.
  var hint: String {
    switch kind {
    case .conflict, .locked: "see which other program works on the database, and try again"
    case .full: "make room on the disk, and try again: nothing that was confirmed is lost"
    case .readOnly: "see who may write the file and its folder"
    case .unavailable: "see whether it is there, and whether this user may use it"
    case .damaged: "restore a backup; sqlite3 FILE \".recover\" saves what can be read"
    case .constraint, .other: "report this as a bug, with the words above"
    }
  }
}
#endif
