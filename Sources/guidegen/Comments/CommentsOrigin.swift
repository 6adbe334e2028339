import ArgumentParser
import Diagnostics
import Guide

#if Comments
import Comments
#endif

/// Where a build's comments come from.
enum CommentsOrigin: ExpressibleByArgument, Equatable {
  /// What a comment server exported, `-` for standard input, or its database: a file of SQLite.
  case file(String)
  /// A PostgreSQL database: `postgres://…`.
  case database(String)
  /// The export of a server that runs: `https://comments.example.com/api/export`.
  case server(String)

  init(argument: String) {
    if argument.hasPrefix("postgres://") || argument.hasPrefix("postgresql://") {
      self = .database(argument)
    } else if argument.hasPrefix("https://") || argument.hasPrefix("http://") {
      self = .server(argument)
    } else {
      self = .file(argument)
    }
  }

  /// The lines that a comment server exports, and what messages are to call them.
  ///
  /// - Parameter guide: the folder of the guide whose comments are asked for.
  /// - Throws: a finding, and how the process is to end.
  func read(for guide: String) throws(CommentsUnread) -> (bytes: [UInt8], file: String) {
    switch self {
    case .file(let path):
      let bytes: [UInt8]
      do throws(InputFile.Failure) {
        bytes = try InputFile.read(path)
      } catch {
        throw CommentsUnread(.error(error.message, at: nil, hint: "name a file that a comment server exported"))
      }
      guard bytes.starts(with: Self.databaseStart) else { return (bytes, path) }
      return (try lines(ofDatabaseAt: path, for: guide), path)
    case .database:
      throw CommentsUnread(
        .error(
          "this guidegen cannot read comments from PostgreSQL", at: nil,
          hint: "write them into a file with guidegen comments export, and name that"))
    case .server:
      throw CommentsUnread(
        .error(
          "this guidegen cannot ask a comment server", at: nil,
          hint: "load its /api/export with curl, and name the file"))
    }
  }

  /// How a file of SQLite begins. Source: SQLite, Database File Format, 1.3.
  private static let databaseStart = Array("SQLite format 3\0".utf8)

  private func lines(ofDatabaseAt path: String, for guide: String) throws(CommentsUnread) -> [UInt8] {
    #if Comments
    do throws(StoreError) {
      return try Self.lines(of: CommentStore(path: path, creates: false), for: guide)
    } catch {
      throw CommentsUnread(error.diagnostic(of: path), isMachineFault: true)
    }
    #else
    throw CommentsUnread(
      .error(
        "this guidegen was built without comments, and cannot read their database", at: Place(file: path),
        hint: "name a file that guidegen comments export wrote"))
    #endif
  }

  #if Comments
  private static func lines(of store: CommentStore, for guide: String) throws(StoreError) -> [UInt8] {
    do throws(SQLError) {
      // A database of one site is that of this guide, whatever address it will be reached at.
      let sites = try store.sites()
      return try store.publicExport(of: sites.count == 1 ? sites[0] : SiteName.read(fromGuideIn: guide))
    } catch {
      throw .database(error)
    }
  }
  #endif
}

/// Why a build's comments could not be had.
struct CommentsUnread: Error {
  var diagnostic: Diagnostic
  /// Whether the machine is to blame.
  var isMachineFault = false

  init(_ diagnostic: Diagnostic, isMachineFault: Bool = false) {
    (self.diagnostic, self.isMachineFault) = (diagnostic, isMachineFault)
  }
}
