#if Comments
import CommentServer
import Comments
import Diagnostics
import HTTP
import YAML

/// `comments.yml`: what all commands of one comment store need to know.
struct CommentsConfiguration {
  /// The help centre, as browsers name it: `https://help.example.com`.
  var origin: String?
  /// A file, or the address of a PostgreSQL database.
  var database: String?
  var listen: ListenAddress?
  /// The list of pages that have comments.
  var pages: String?
  var moderation: PostingDesk.Moderation?
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
    origin = keys.read("origin", as: "an origin", hint: "write https:// and the host: https://help.example.com") {
      ServerSettings.origin($0)
    }
    database = keys.string("database").map { Self.path($0, from: folder) }
    listen = keys.read("listen", as: "an address to listen on", hint: "write one such as 127.0.0.1:8080") {
      ListenAddress($0)
    }
    pages = keys.string("pages").map { Self.path($0, from: folder) }
    moderation = keys.choice("moderation", among: PostingDesk.Moderation.allCases.map(\.rawValue))
      .flatMap(PostingDesk.Moderation.init)
    editTime = keys.integer("edit-minutes", in: 0...10_080).map { $0 * 60 }
    keys.mapping("limits") { keys in
      perNetwork = keys.integer("per-network", in: 1...1_000_000)
      perPage = keys.integer("per-page", in: 1...1_000_000)
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
