#if Comments
import ArgumentParser
import CommentServer
import Comments
import Diagnostics
import Transfers

/// `guidegen comments moderators`: who decides.
struct CommentsModeratorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moderators", abstract: "Says who may decide on the server's page for moderators, /admin.",
    discussion: """
      Moderators sign in with a password, or with a link that works once: by mail, or from guidegen comments login.

        guidegen comments moderators add Ada --mail ada@example.com
        guidegen comments login Ada
      """,
    subcommands: [Add.self, List.self, Remove.self])

  /// `guidegen comments moderators add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds a moderator, or gives one another mail address or password.",
      discussion:
        "Of one who is there already, what is not said stays as it is, and who is signed in has to sign in again.")

    @Argument(help: "The name to sign in with.")
    var name: String

    @Option(help: ArgumentHelp("Where to send word of comments and links to sign in with.", valueName: "address"))
    var mail: String?

    @Flag(help: "Ask for a password to sign in with; without one, links alone do.")
    var password = false

    @Option(
      help: ArgumentHelp("Read the password from the first line of this file.", valueName: "file"), completion: .file())
    var passwordFile: String?

    @OptionGroup(title: "The store") var store: StoreOptions

    mutating func validate() throws {
      if let mail, MailAddress(mail) == nil {
        throw ValidationError("--mail takes an address such as ada@example.com.")
      }
    }

    func run() throws {
      let settings = try store.settings()
      let site = try StoreOptions.origin(settings).site
      let name = try checkedName()
      let hash = try hash()
      let opened = try store.open(settings, creates: true)
      var random = SystemRandomNumberGenerator()
      let moderator = Moderator(id: UUIDv7(at: .now(), random: &random), site: site, name: name, mail: mail)
      let isNew = try StoreOptions.reporting { () throws(SQLError) in
        try opened.put(moderator, password: hash, at: .now()).isNew
      }
      Terminal.print("\(name): \(isNew ? "moderator" : "changed; still moderator") of \(site)")
    }

    /// The name as it can be typed again; ends the command where it is none.
    private func checkedName() throws -> String {
      do throws(CommentProblem) {
        return try AuthorName(name).text
      } catch {
        throw StoreOptions.fail(
          [.error("\(error)", at: nil, hint: "take a name of letters, on one line")], with: .wrongInput)
      }
    }

    private func hash() throws -> PasswordHash? {
      guard password || passwordFile != nil else { return nil }
      var words: [UInt8]
      if let passwordFile {
        do throws(InputFile.Failure) {
          words = Array(try InputFile.read(passwordFile).prefix { $0 != 0x0A && $0 != 0x0D })
        } catch {
          throw StoreOptions.fail([.error(error.message, at: nil)], with: .machineFailed)
        }
      } else {
        words = Passphrase.askTwice("New password", instead: "give it with --password-file")
      }
      var random = SystemRandomNumberGenerator()
      guard let text = String(validating: words, as: UTF8.self), let hash = PasswordHash(of: text, random: &random)
      else {
        throw StoreOptions.fail(
          [
            .error(
              "the password is too short, too long, or no text", at: nil,
              hint: "take \(PasswordHash.lengths.lowerBound) to \(PasswordHash.lengths.upperBound) characters")
          ], with: .wrongInput)
      }
      return hash
    }
  }

  /// `guidegen comments moderators list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the moderators of a help centre.")

    @OptionGroup(title: "The store") var store: StoreOptions

    func run() throws {
      let settings = try store.settings()
      let opened = try store.open(settings)
      let site = try StoreOptions.origin(settings).site
      for moderator in try StoreOptions.reporting({ () throws(SQLError) in try opened.moderators(of: site) }) {
        Terminal.print(moderator.name + (moderator.mail.map { "  \($0)" } ?? ""))
      }
    }
  }

  /// `guidegen comments moderators remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a moderator's rights away, at once and everywhere.",
      discussion: """
        Links in mail about comments are not a moderator's but the mailbox's that gets them (comments.yml, mail, to): take who \
        leaves out of that too.
        """)

    @Argument(help: "The moderator's name.")
    var name: String

    @OptionGroup(title: "The store") var store: StoreOptions

    func run() throws {
      let settings = try store.settings()
      let opened = try store.open(settings)
      let site = try StoreOptions.origin(settings).site
      guard try StoreOptions.reporting({ () throws(SQLError) in try opened.removeModerator(name, of: site) }) else {
        throw StoreOptions.fail([.noModerator(name)], with: .wrongInput)
      }
      Terminal.print("\(name): no moderator any more")
    }
  }
}

extension Diagnostic {
  static func noModerator(_ name: String) -> Diagnostic {
    .error(
      "there is no moderator \"\(name)\"", at: nil, hint: "guidegen comments moderators list says who there is")
  }
}
#endif
