import Comments
import HTTP

/// What of the store is kept as it is sent.
enum Subject: Sendable, Hashable {
  case thread(PageKey)
  /// The latest comments of one page.
  case feed(PageKey)
  /// The latest comments of all pages.
  case siteFeed

  /// The page whose changes change it; nil where any page's do.
  var page: PageKey? {
    switch self {
    case .thread(let page), .feed(let page): page
    case .siteFeed: nil
    }
  }

  /// Differs from all other states that it has had.
  func state(in store: CommentStore, _ site: String, _ titles: PageTitles) throws(SQLError) -> String {
    switch self {
    case .thread(let page): "\(try store.version(of: page))"
    case .feed(let page): "\(try store.version(of: page))-\(titles.fingerprint)"
    case .siteFeed: "\(try store.state(of: site))-\(titles.fingerprint)"
    }
  }

  /// What it is now.
  ///
  /// - Parameter site: the help centre.
  func read(in store: CommentStore, _ site: DocumentSite, _ titles: PageTitles) throws(SQLError) -> Document {
    // First the state: what changes meanwhile is read once more then, rather than never.
    let state = try state(in: store, site.name, titles)
    if case .thread(let page) = self { return Document(try store.thread(of: page), hasVotes: site.hasVotes) }
    let comments = try store.latestPublic(of: site.name, page: page, limit: AtomFeed.length)
    return Document(AtomFeed(of: site, page: page, comments, titles), state: state)
  }
}

/// What documents say of the help centre and its server.
struct DocumentSite: Sendable {
  /// What the store calls the help centre.
  var name: String
  /// Where browsers reach the server; nil where nobody says.
  var server: PublicAddress?
  /// Whether threads show votes.
  var hasVotes: Bool
}

/// A thread or a feed as it is sent.
struct Document: Sendable {
  /// As `Subject.state` says it.
  let state: String
  /// How many comments are in it.
  let count: Int
  let type: String
  let body: [UInt8]
  /// The body compressed; nil where that is not worth it.
  let compressed: [UInt8]?
  /// Differs from that of every other state, also of a database that was made anew.
  let tag: String

  /// How many bytes it takes.
  var size: Int { body.count + (compressed?.count ?? 0) }

  init(_ thread: CommentThread, hasVotes: Bool) {
    // A database may be made anew, and its versions begin again: the first comment is another then.
    let first = thread.entries.first?.id.description ?? ""
    self.init(
      state: "\(thread.version)", count: thread.count, type: "application/json", body: thread.json(hasVotes: hasVotes),
      tag: "\(thread.version)\(hasVotes ? "v" : "")-\(first)")
  }

  init(_ feed: AtomFeed, state: String) {
    let latest = feed.comments.first?.id.description ?? ""
    self.init(
      state: state, count: feed.comments.count, type: "application/atom+xml; charset=utf-8", body: feed.bytes,
      tag: "\(state)-\(latest)")
  }

  private init(state: String, count: Int, type: String, body: [UInt8], tag: String) {
    (self.state, self.count, self.type, self.body, self.tag) = (state, count, type, body, tag)
    compressed = body.count < Self.worthCompressing ? nil : Gzip.compressed(body)
  }

  /// What is shorter fits into one packet anyway, in bytes.
  private static let worthCompressing = 1_200

  /// What the client that sent `request` gets of it: nothing where it has it already.
  func answer(to request: HTTPRequest) -> HTTPAnswer {
    if let compressed, request.accepts(coding: "gzip") {
      return answer(to: request, "\"\(tag)-gzip\"", compressed, [("Content-Encoding", "gzip")])
    }
    return answer(to: request, "\"\(tag)\"", body, [])
  }

  private func answer(
    to request: HTTPRequest, _ tag: String, _ body: [UInt8], _ coding: [(name: String, value: String)]
  ) -> HTTPAnswer {
    let headers = [("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
    guard !EntityTag.matches(tag, request.fields["if-none-match"]) else {
      return HTTPAnswer(status: 304, headers: headers)
    }
    return HTTPAnswer(type: type, headers: headers + coding, body: body)
  }
}

/// What a client has already. Source: RFC 9110, 13.1.2.
enum EntityTag {
  /// Whether the field `If-None-Match` names `tag`, weak or not.
  static func matches(_ tag: String, _ field: String?) -> Bool {
    guard let field else { return false }
    // The usual case needs no taking apart.
    if field == tag || field == "*" { return true }
    return field.split(separator: ",").contains { unpadded($0) == tag }
  }

  /// Without spaces around it, and without the mark of a weak tag.
  private static func unpadded(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text.hasPrefix("W/") ? text.dropFirst(2) : text
  }
}

extension HTTPRequest {
  /// Whether the client says that it understands `coding`. Source: RFC 9110, 12.5.3.
  func accepts(coding: String) -> Bool {
    guard let field = fields["accept-encoding"]?.lowercased() else { return false }
    for part in field.split(separator: ",") {
      let words = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard words.first == coding else { continue }
      // A weight of nothing but zeros says no.
      guard let weight = words.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return true }
      return weight.dropFirst(2).contains { $0 != "0" && $0 != "." }
    }
    return false
  }
}
