#if Comments
import CommentServer
import Comments
import Diagnostics
import HTTP
import Transfers
import YAML

/// `comments.yml`: what all commands of one comment store need to know.
struct CommentsConfiguration {
  /// The help centre, as browsers name it: `https://help.example.com`.
  var origin: PublicAddress?
  /// A file, or the address of a PostgreSQL database.
  var database: String?
  var listen: ListenAddress?
  /// The list of pages that have comments.
  var pages: String?
  /// Where browsers reach the server.
  var publicURL: PublicAddress?
  /// Those who pass requests on, and whose word on a client's address is taken.
  var proxies: [NetworkPrefix] = []
  var moderation: PostingDesk.Moderation?
  var votes: Bool?
  /// Whether readers say if an article helped.
  var feedback: Bool?
  /// Whether searches that found nothing are counted.
  var searches: Bool?
  /// The file of words that spam has.
  var words: String?
  /// Whether comments of authors wait of whom none was approved yet.
  var holdsNewcomers: Bool?
  /// Whether comments with links wait.
  var holdsLinks: Bool?
  var retention = Retention()
  var mail: MailSettings?
  /// Where it says how to send mail.
  var mailPlace: Place?
  var perNetwork: Int?
  var perPage: Int?
  /// How long authors may change their comments, in seconds.
  var editTime: Int?

  /// The name of the file where no other is given.
  static let usualName = "comments.yml"

  /// A configuration that says nothing.
  init() {}

  /// Reads the file; paths in it start from its folder.
  ///
  /// - Parameter file: its path, for places too.
  init(_ bytes: [UInt8], file: String) throws(Findings) {
    let (node, diagnostics) = YAMLNode.parse(bytes[...], file: file)
    guard diagnostics.isEmpty else { throw Findings(diagnostics: diagnostics) }
    let top = node ?? YAMLNode(.null, at: Place(file: file, line: 1, column: 1))
    var keys = YAMLMapping(top, called: "configuration")
    read(&keys, from: file.lastIndex(of: "/").map { String(file[...$0]) } ?? "")
    let findings = keys.finish()
    guard findings.isEmpty else { throw Findings(diagnostics: findings) }
  }

  /// What is wrong with the file.
  struct Findings: Error {
    var diagnostics: [Diagnostic]
  }

  private mutating func read(_ keys: inout YAMLMapping, from folder: String) {
    origin = keys.read(
      "origin", as: "a help centre's address", hint: "write https:// and the host: https://help.example.com"
    ) {
      PublicAddress($0)
    }
    database = keys.string("database").map { Self.path($0, from: folder) }
    listen = keys.read("listen", as: "an address to listen on", hint: "write one such as 127.0.0.1:8080") {
      ListenAddress($0)
    }
    pages = keys.string("pages").map { Self.path($0, from: folder) }
    moderation = keys.choice("moderation", among: PostingDesk.Moderation.allCases.map(\.rawValue))
      .flatMap(PostingDesk.Moderation.init)
    publicURL = keys.read("public-url", as: "an address", hint: "write one such as https://help.example.com/comments") {
      PublicAddress($0)
    }
    for (text, place) in keys.placedStrings("proxies") {
      if let network = NetworkPrefix(text) {
        proxies.append(network)
      } else {
        keys.report(
          #""\#(text)" is no network"#, at: place, hint: "write an address, or a network such as 10.0.0.0/8 or fd00::/8"
        )
      }
    }
    votes = keys.boolean("votes")
    feedback = keys.boolean("feedback")
    searches = keys.boolean("searches")
    words = keys.string("words").map { Self.path($0, from: folder) }
    editTime = keys.integer("edit-minutes", in: 0...10_080).map { $0 * 60 }
    keys.mapping("hold") { keys in
      holdsNewcomers = keys.boolean("newcomers")
      holdsLinks = keys.boolean("links")
    }
    keys.mapping("keep-days") { keys in
      retention.rejected = keys.integer("rejected", in: 0...36_500) ?? retention.rejected
      retention.deleted = keys.integer("deleted", in: 0...36_500) ?? retention.deleted
      retention.addresses = keys.integer("addresses", in: 0...366) ?? retention.addresses
      retention.feedback = keys.integer("feedback", in: 0...36_500) ?? retention.feedback
      retention.searches = keys.integer("searches", in: 0...36_500) ?? retention.searches
    }
    mailPlace = keys.place(of: "mail")
    mail = keys.mapping("mail") { Self.mail(&$0, from: folder) } ?? nil
    keys.mapping("limits") { keys in
      perNetwork = keys.integer("per-network", in: 1...1_000_000)
      perPage = keys.integer("per-page", in: 1...1_000_000)
    }
  }

  /// How moderators are told by mail; nil where something is wrong, which is reported.
  private static func mail(_ keys: inout YAMLMapping, from folder: String) -> MailSettings? {
    keys.require("server")
    keys.require("from")
    let sender = keys.read("from", as: "a mail address", hint: "write help@example.com or Help <help@example.com>") {
      MailAddress($0)
    }
    var recipients: [MailAddress] = []
    for (text, place) in keys.placedStrings("to") {
      if let address = MailAddress(text) {
        recipients.append(address)
      } else {
        keys.report(#""\#(text)" is no mail address"#, at: place, hint: "write one such as moderators@example.com")
      }
    }
    var login: MailServer.Login?
    if let user = keys.string("user") {
      keys.require("password-file")
      login = MailServer.Login(
        user: user, password: .file(Self.path(keys.string("password-file") ?? "", from: folder)))
    }
    guard let text = keys.string("server") else { return nil }
    do throws(TransferError) {
      var server = try MailServer(text, login: login)
      server.requiresEncryption = keys.boolean("encryption") ?? server.requiresEncryption
      server.authorities = keys.string("authorities").map { Self.path($0, from: folder) }
      return sender.map { MailSettings(server: server, sender: $0, recipients: recipients) }
    } catch {
      keys.report(
        #""server" is not the address of a mail server"#, at: keys.place(of: "server"),
        hint: "write smtp://mail.example.com:587 or smtps://mail.example.com:465")
      return nil
    }
  }

  private static func path(_ text: String, from folder: String) -> String {
    text.hasPrefix("/") || text.contains("://") ? text : folder + text
  }
}

extension YAMLMapping {
  /// What `read` makes of the text at `key`; where that is nil, an error: the text is no `wanted`.
  fileprivate mutating func read<Value>(
    _ key: String, as wanted: String, hint: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text = string(key) else { return nil }
    if let value = read(text) { return value }
    report(#""\#(key)" must be \#(wanted), not "\#(text)""#, at: place(of: key), hint: hint)
    return nil
  }
}
#endif
