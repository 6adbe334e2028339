#if Comments
import ArgumentParser
import CommentServer
import Comments
import Diagnostics
import Glibc
import Guide
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

  @Option(
    help: ArgumentHelp(
      "Where browsers reach this server (default: the help centre's host); links in mail begin with it, and need it.",
      valueName: "address"))
  var publicURL: String?

  @Option(
    help: ArgumentHelp(
      "Believe what this address or network says of whom it passes requests on for. Can be repeated.",
      valueName: "network"))
  var trustedProxy: [String] = []

  @Flag(inversion: .prefixedNo, help: "Let readers vote on comments.")
  var votes: Bool?

  @Option(help: ArgumentHelp("What to say on standard error: debug, info, warning or error.", valueName: "level"))
  var log: LogEvent.Level = .info

  @Option(help: ArgumentHelp("Comments from one network within an hour (default: 20).", valueName: "n"))
  var perNetwork: Int?

  @Option(help: ArgumentHelp("Comments to one page within an hour (default: 120).", valueName: "n"))
  var perPage: Int?

  mutating func validate() throws {
    listen = listen ?? Environment.value("LISTEN")
    if let listen, ListenAddress(listen) == nil {
      throw ValidationError("--listen takes an address and a port, such as 127.0.0.1:8080 or [::1]:8080.")
    }
    if let publicURL, PublicAddress(publicURL) == nil {
      throw ValidationError("--public-url takes an address such as https://help.example.com/comments.")
    }
    for network in trustedProxy where NetworkPrefix(network) == nil {
      throw ValidationError(
        "--trusted-proxy takes an address or a network such as 10.0.0.0/8, not \"\(network)\".")
    }
    guard perNetwork ?? 1 > 0, perPage ?? 1 > 0 else {
      throw ValidationError("--per-network and --per-page take numbers from 1.")
    }
  }

  func run() throws {
    let file = try store.settings()
    let database = try StoreOptions.database(file)
    let opener = StoreOpener { () throws(StoreError) in try CommentStore(at: database, creates: true) }
    let list = pages ?? file.pages ?? Self.usualPages
    let writer = LogWriter()
    var settings = try serverSettings(file)
    settings.log = .lines(from: log, by: writer)
    try writer.writing {
      let server: CommentServer
      do throws(ServerError) {
        server = try CommentServer(settings, store: opener, pageList: list)
      } catch {
        throw StoreOptions.fail([error.diagnostic(of: "\(database)")], with: .machineFailed)
      }
      server.stop(on: [SIGINT, SIGTERM, SIGHUP])
      // A script reads the address from here.
      Terminal.print("http://\(server.address)/")
      server.run()
    }
  }

  /// Where guidegen build puts the list of pages, seen from the guide's folder.
  static let usualPages = "site/_server/comments.jsonl"

  /// What is said here goes before what the file says.
  private func serverSettings(_ file: CommentsConfiguration) throws -> ServerSettings {
    var settings = ServerSettings(
      help: try StoreOptions.origin(file),
      listen: listen.flatMap { ListenAddress($0) } ?? file.listen ?? ListenAddress(port: 8080),
      moderation: moderation ?? file.moderation ?? .before,
      proxies: TrustedProxies(file.proxies + trustedProxy.compactMap { NetworkPrefix($0) }))
    settings.rates = PostingRates(
      perNetwork: perNetwork ?? file.perNetwork ?? settings.rates.perNetwork,
      perPage: perPage ?? file.perPage ?? settings.rates.perPage)
    settings.editTime = file.editTime ?? settings.editTime
    settings.publicURL = publicURL.flatMap { PublicAddress($0) } ?? file.publicURL
    settings.votes = votes ?? file.votes ?? false
    settings.feedback = file.feedback ?? settings.feedback
    settings.searches = file.searches ?? settings.searches
    settings.retention = file.retention
    settings.moderators.mail = file.mail
    if file.mail != nil, settings.publicURL == nil {
      // Links to the top of the help centre would lead nowhere where the server is below a path.
      throw StoreOptions.fail(
        [
          .error(
            "mail has links to this server, and nothing says where browsers reach it", at: file.mailPlace,
            hint: "write public-url: and its address, such as https://help.example.com/comments")
        ], with: .wrongInput)
    }
    settings.version = guidegenVersion
    settings.spam.holdsNewcomers = file.holdsNewcomers ?? settings.spam.holdsNewcomers
    settings.spam.holdsLinks = file.holdsLinks ?? settings.spam.holdsLinks
    if let words = file.words { settings.spam.words = try Self.words(words) }
    return settings
  }

  private static func words(_ path: String) throws -> WordList {
    let bytes: [UInt8]
    do throws(InputFile.Failure) {
      bytes = try InputFile.read(path)
    } catch {
      throw StoreOptions.fail([.error(error.message, at: nil)], with: .machineFailed)
    }
    let (list, diagnostics) = WordList.parse(bytes, file: path)
    guard diagnostics.isEmpty else { throw StoreOptions.fail(diagnostics, with: .wrongInput) }
    return list
  }
}

extension PostingDesk.Moderation: ExpressibleByArgument {}
extension LogEvent.Level: ExpressibleByArgument {}

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
