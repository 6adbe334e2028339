import ArgumentParser
import Diagnostics
import Guide

#if Comments
import Comments
import Transfers
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
        throw CommentsUnread(.error(error.message, at: nil, hint: "name what guidegen comments export --public wrote"))
      }
      guard bytes.starts(with: Self.databaseStart) else { return (bytes, path) }
      return (try lines(ofDatabase: path, for: guide), path)
    case .database(let address): return (try lines(ofDatabase: address, for: guide), "comments in the database")
    case .server(let address): return (try lines(ofServer: address), address)
    }
  }

  /// How a file of SQLite begins. Source: SQLite, Database File Format, 1.3.
  private static let databaseStart = Array("SQLite format 3\0".utf8)

  #if Comments
  private func lines(ofDatabase text: String, for guide: String) throws(CommentsUnread) -> [UInt8] {
    let address: DatabaseAddress
    do throws(DatabaseAddressError) {
      address = try DatabaseAddress(text)
    } catch {
      throw CommentsUnread(
        .error(
          "the address of the database cannot be read: \(error.reason)", at: nil,
          hint: "write postgres://USER@HOST/DATABASE"))
    }
    do throws(StoreError) {
      let store = try CommentStore(at: address, creates: false)
      do throws(SQLError) {
        // A database of one site is that of this guide, whatever address it will be reached at.
        let sites = try store.sites()
        return try store.publicExport(of: sites.count == 1 ? sites[0] : SiteName.read(fromGuideIn: guide))
      } catch {
        throw .database(error)
      }
    } catch {
      throw CommentsUnread(error.diagnostic(of: "\(address)"), isMachineFault: true)
    }
  }

  private func lines(ofServer address: String) throws(CommentsUnread) -> [UInt8] {
    do throws(TransferError) {
      guard case .changed(let bytes, _) = try Transfer().get(address) else { return [] }
      return bytes
    } catch {
      throw CommentsUnread(
        .error(error.message, at: nil, hint: "name what the server has at /api/export"), isMachineFault: true)
    }
  }
  #else
  private static let unable = CommentsUnread(
    .error(
      "this guidegen was built without comments, and knows neither their database nor their server", at: nil,
      hint: "name a file that guidegen comments export --public wrote"))

  private func lines(ofDatabase text: String, for guide: String) throws(CommentsUnread) -> [UInt8] { throw Self.unable }

  private func lines(ofServer address: String) throws(CommentsUnread) -> [UInt8] { throw Self.unable }
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
