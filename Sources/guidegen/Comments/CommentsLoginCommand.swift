#if Comments
import ArgumentParser
import CommentServer
import Comments

/// `guidegen comments login`.
struct CommentsLoginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Makes a link that signs a moderator in, once and within a quarter of an hour.")

  @Argument(help: "The moderator's name.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Where browsers reach the server (default: what comments.yml says, or the help centre's host).",
      valueName: "address"))
  var publicURL: String?

  @OptionGroup(title: "The store") var store: StoreOptions

  mutating func validate() throws {
    if let publicURL, PublicAddress(publicURL) == nil {
      throw ValidationError("--public-url takes an address such as https://help.example.com/comments.")
    }
  }

  func run() throws {
    let settings = try store.settings()
    let origin = try StoreOptions.origin(settings)
    let opened = try store.open(settings)
    var random = SystemRandomNumberGenerator()
    let link = try StoreOptions.reporting { () throws(SQLError) in
      try opened.loginLink(for: name, of: origin.site, at: .now(), random: &random)
    }
    guard let link else { throw StoreOptions.fail([.noModerator(name)], with: .wrongInput) }
    let base = publicURL.flatMap { PublicAddress($0) } ?? settings.publicURL ?? PublicAddress(origin: origin.origin)
    Terminal.print(base.address(of: link))
  }
}
#endif
