import CommentServer
import Comments
import Glibc
import HTTP

/// A comment server in a process of its own, so that tests can kill it, stop it or take its disk away.
///
///     CommentProbe DATABASE PAGES ORIGIN [RATE [PATIENCE]]
///
/// Prints the port that it listens on. RATE is how many comments an hour one network may post, and everybody to one page;
/// PATIENCE how long to wait for another process that writes the file, in milliseconds. Comments with their work done are
/// public at once; 127.0.0.1 is trusted to say whom it passes requests on for. Ends by SIGTERM, or when standard input does.
@main enum CommentProbe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 3 else { exit(2) }
    let (database, pages, origin) = (arguments[1], arguments[2], arguments[3])
    let rate = arguments.count > 3 ? Int(arguments[4]) ?? 0 : 1_000_000
    let patience = arguments.count > 4 ? Int(arguments[5]) ?? 0 : 10_000
    var settings = ServerSettings(
      help: PublicAddress(origin: origin), listen: ListenAddress(port: 0), moderation: .after,
      rates: PostingRates(perNetwork: rate, perPage: rate),
      proxies: TrustedProxies(["127.0.0.1"].compactMap { NetworkPrefix($0) }))
    // Many comments come at once from few places, all of the same unknown author.
    settings.spam.holdsNewcomers = false
    (settings.spam.leastSeconds, settings.spam.usualFromNetwork, settings.spam.usualToPage) = (
      0, 1_000_000_000, 1_000_000_000
    )
    do {
      let (address, settings) = (try DatabaseAddress(database), settings)
      let opener = StoreOpener { () throws(StoreError) in
        guard case .file(let path) = address else { return try CommentStore(at: address, creates: true) }
        let connection: SQLiteConnection
        do throws(SQLError) {
          connection = try SQLiteConnection(path: path, creates: true, patience: patience)
        } catch {
          throw .database(error)
        }
        return try CommentStore(connection)
      }
      let server = try CommentServer(settings, store: opener, pageList: pages)
      server.stop(on: [SIGTERM])
      say("\(server.address.port)\n", to: 1)
      server.run(untilReadable: 0)
    } catch {
      say("\(error)\n", to: 2)
      exit(1)
    }
  }

  private static func say(_ text: String, to descriptor: Int32) {
    _ = write(descriptor, text, text.utf8.count)
  }
}
