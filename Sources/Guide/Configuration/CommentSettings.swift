import YAML

/// `comments` in `guide.yml`: where readers' comments are kept, and which pages have them. Without it none has.
///
///     comments:
///       server: https://comments.example.com/
///
///     comments:
///       server: /comments/
///       show-on: chosen
///       moderation: after
///       feedback: false
///       searches: true
///       privacy: We keep comments for two years.
struct CommentSettings: Sendable {
  /// The pages that have comments if they say nothing of it themselves.
  enum Audience: String, CaseIterable {
    /// Every article but those that say `comments: false`.
    case articles
    /// The articles that say `comments: true`.
    case chosen
  }

  /// When a moderator reads what was sent; the comment server decides it, pages only say it.
  enum Moderation: String, CaseIterable {
    case before
    case after
  }

  /// The comment server's address with a slash at its end: whole, from the host's top, or from the site's top; empty where
  /// there is none.
  private(set) var server = ""
  /// The scheme, host and port of the server; nil where that is the site's own.
  private(set) var origin: String?
  private(set) var showOn = Audience.articles
  private(set) var moderation = Moderation.before
  /// What readers are told of their data in place of the theme's words; empty: the theme's.
  private(set) var privacy = ""
  /// Whether articles ask if they helped.
  private(set) var hasFeedback = true
  /// Whether the server is told of searches that found nothing.
  private(set) var countsSearches = false

  init() {}

  /// What `keys`, those below `comments`, say.
  init(_ keys: inout YAMLMapping) {
    keys.require("server")
    readServer(&keys)
    if let choice = keys.choice("show-on", among: Audience.allCases.map(\.rawValue)) {
      showOn = Audience(rawValue: choice) ?? .articles
    }
    if let choice = keys.choice("moderation", among: Moderation.allCases.map(\.rawValue)) {
      moderation = Moderation(rawValue: choice) ?? .before
    }
    privacy = keys.string("privacy") ?? ""
    hasFeedback = keys.boolean("feedback") ?? true
    countsSearches = keys.boolean("searches") ?? false
  }

  var isOn: Bool { !server.isEmpty }

  /// Whether an article has comments whose front matter says `choice`.
  func include(_ choice: Bool?) -> Bool {
    isOn && (choice ?? (showOn == .articles))
  }

  private mutating func readServer(_ keys: inout YAMLMapping) {
    guard let text = keys.string("server"), !text.isEmpty else { return }
    guard let (origin, path) = Self.parts(of: text) else {
      keys.report(
        #""server" must be the address of a comment server, not "\#(text)""#, at: keys.place(of: "server"),
        hint: "write https://comments.example.com/, or a path on the site's own host: /comments/")
      return
    }
    self.origin = origin
    server = (origin ?? "") + path + (path.hasSuffix("/") ? "" : "/")
  }

  /// The origin of the address `text`, nil for one on the site's own host, and the rest of it; nil for no address.
  ///
  /// The origin becomes a part of the pages' policy and of web servers' configuration, so no other character may be in it.
  private static func parts(of text: String) -> (origin: String?, path: String)? {
    guard text.utf8.allSatisfy({ isLetterOrDigit($0) || "-._~/%:[]".utf8.contains($0) }) else { return nil }
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
      // A path alone; `//host` would be another host.
      return text.hasPrefix("//") || text.contains(":") || text.contains("[") ? nil : (nil, text)
    }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" }
    guard !host.isEmpty, !host.contains("%"), !host.contains("~"), host.first != ":" else { return nil }
    let path = rest.dropFirst(host.count)
    guard !path.contains(where: { ":[]".contains($0) }) else { return nil }
    return (scheme + host, path.isEmpty ? "/" : String(path))
  }
}
