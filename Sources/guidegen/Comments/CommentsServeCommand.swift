#if Comments
import ArgumentParser
import CommentServer
import Comments
import Diagnostics
import Glibc
import HTTP

/// `guidegen comments serve`.
struct CommentsServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Takes comments from readers and gives them to pages, until it is stopped.",
    discussion: """
      An SQLite file that is not there is made. The pages that have comments are those of a list that guidegen build \
      writes; a later build is noticed. What was accepted when the server is told to stop (Ctrl-C, SIGTERM) is finished.

      Any number of servers may work on one PostgreSQL database. Put a web server before it that speaks TLS, and say so \
      with --trusted-proxy: else all readers seem to come from that server's address.

      Examples:

        guidegen comments serve --database comments.db --origin https://help.example.com
        guidegen comments serve --config comments.yml --listen 127.0.0.1:8080
      """)

  @OptionGroup(title: "The store") var store: StoreOptions

  @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1:8080; port 0: any).", valueName: "address:port"))
  var listen: String?

  @Option(
    help: ArgumentHelp(
      "The pages that have comments (default: site/_server/comments.jsonl).", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var pages: String?

  @Option(
    help: ArgumentHelp("When moderators look at comments: before they are public, or after.", valueName: "when"))
  var moderation: PostingDesk.Moderation?

  @Option(help: ArgumentHelp("Comments from one network within an hour (default: 20).", valueName: "n"))
  var perNetwork: Int?

  @Option(help: ArgumentHelp("Comments to one page within an hour (default: 120).", valueName: "n"))
  var perPage: Int?

  mutating func validate() throws {
    listen = listen ?? Environment.value("LISTEN")
    if let listen, ListenAddress(listen) == nil {
      throw ValidationError("--listen takes an address and a port, such as 127.0.0.1:8080 or [::1]:8080.")
    }
    guard perNetwork ?? 1 > 0, perPage ?? 1 > 0 else {
      throw ValidationError("--per-network and --per-page take numbers from 1.")
    }
  }

  func run() throws {
    let settings = try store.settings()
    guard let origin = settings.origin else {
      throw StoreOptions.fail(
        [
          .error(
            "nobody says whose comments these are", at: nil,
            hint: "add --origin https://help.example.com, the address of the help centre")
        ], with: .wrongCommandLine)
    }
    let database = try StoreOptions.database(settings)
    let opener = StoreOpener { () throws(StoreError) in try CommentStore(path: database, creates: true) }
    let list = pages ?? settings.pages ?? "site/_server/comments.jsonl"
    let server: CommentServer
    do throws(ServerError) {
      server = try CommentServer(serverSettings(settings, origin), store: opener, pageList: list)
    } catch {
      throw StoreOptions.fail([error.diagnostic(of: database)], with: .machineFailed)
    }
    // A script reads the address from here.
    Terminal.print("http://\(server.address)/")
    server.run(stoppingOn: [SIGINT, SIGTERM, SIGHUP])
  }

  /// What is said here goes before what the file says.
  private func serverSettings(_ file: CommentsConfiguration, _ origin: String) -> ServerSettings {
    var settings = ServerSettings(
      origin: origin, listen: listen.flatMap { ListenAddress($0) } ?? file.listen ?? ListenAddress(port: 8080),
      moderation: moderation ?? file.moderation ?? .before)
    settings.rates = PostingRates(
      perNetwork: perNetwork ?? file.perNetwork ?? settings.rates.perNetwork,
      perPage: perPage ?? file.perPage ?? settings.rates.perPage)
    settings.editTime = file.editTime ?? settings.editTime
    return settings
  }
}

extension PostingDesk.Moderation: ExpressibleByArgument {}

extension ServerError {
  fileprivate func diagnostic(of database: String) -> Diagnostic {
    switch self {
    case .listen(let error): Self.diagnostic(error.description)
    case .store(let error): error.diagnostic(of: database)
    case .pages(let error):
      .error(
        "cannot read the list of pages \"\(error.path)\": \(error.reason)", at: nil,
        hint: "guidegen build writes it where guide.yml has \"comments:\"; say with --pages where it is")
    }
  }

  /// `text` is a message as it is printed: `error: …`, and the hint on the next line.
  private static func diagnostic(_ text: String) -> Diagnostic {
    let parts = text.split(separator: "\n", maxSplits: 1).map(String.init)
    let message = parts.first.map { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : $0 } ?? text
    let hint = parts.dropFirst().first.map { $0.replacing("  hint: ", with: "", maxReplacements: 1) }
    return .error(message, at: nil, hint: hint)
  }
}
#endif
