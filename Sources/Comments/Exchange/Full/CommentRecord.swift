import JSON

/// All that the store keeps of a comment, but its HTML, which is made of its Markdown.
struct CommentRecord: Sendable, Equatable {
  var id: UUIDv7
  var page: String
  var parent: UUIDv7?
  var root: UUIDv7
  var depth = 0
  var state: CommentState
  var author: String
  var website: String?
  var markdown: String
  var created: Timestamp
  var edited: Timestamp?
  var decided: Timestamp?
  var verdicts = ""
  var taught: String?
  var fingerprint = ""
  var authorID: String?
  var addressKey: String?
  var upvotes = 0
  var downvotes = 0
  var nonce: String

  /// Reads a row of: id, path, parent, root, depth, state, author, website, markdown, created, edited, decided,
  /// verdicts, taught, fingerprint, author_id, address_key, upvotes, downvotes, client_nonce.
  ///
  /// - Throws: where it is none, so that no export leaves out what it cannot read.
  init(_ row: SQLRow) throws(SQLError) {
    guard let id = UUIDv7(row.text(0)), let root = UUIDv7(row.text(3)), let state = CommentState(rawValue: row.text(5))
    else { throw SQLError(.damaged, "the comment \"\(VisibleText.line(row.text(0)))\" cannot be read") }
    func time(_ column: Int) -> Timestamp? { row.optionalInteger(column).map(Timestamp.init(milliseconds:)) }
    (self.id, page, parent) = (id, row.text(1), row.optionalText(2).flatMap(UUIDv7.init))
    (self.root, depth, self.state) = (root, row.integer(4), state)
    (author, website, markdown) = (row.text(6), row.optionalText(7), row.text(8))
    (created, edited, decided) = (Timestamp(milliseconds: row.integer(9)), time(10), time(11))
    (verdicts, taught, fingerprint) = (row.text(12), row.optionalText(13), row.text(14))
    (authorID, addressKey) = (row.optionalText(15), row.optionalText(16))
    (upvotes, downvotes, nonce) = (row.integer(17), row.integer(18), row.text(19))
  }

  init(
    id: UUIDv7, page: String, parent: UUIDv7?, root: UUIDv7, depth: Int, state: CommentState, author: String,
    markdown: String, created: Timestamp, nonce: String
  ) {
    (self.id, self.page, self.parent, self.root, self.depth) = (id, page, parent, root, depth)
    (self.state, self.author, self.markdown) = (state, author, markdown)
    (self.created, self.nonce) = (created, nonce)
  }

  /// The line of an export; `docs/content/readers/comments-format.md` says what each member is.
  var json: JSONText {
    var text = JSONText()
    text.add("comment", id.description)
    text.add("page", page)
    text.add("parent", parent?.description)
    text.add("root", root.description)
    text.add("depth", depth)
    text.add("state", state.rawValue)
    text.add("author", author)
    text.add("website", website)
    text.add("markdown", markdown)
    text.add("created", created.milliseconds)
    if let edited { text.add("edited", edited.milliseconds) }
    if let decided { text.add("decided", decided.milliseconds) }
    if !verdicts.isEmpty { text.add("verdicts", verdicts) }
    text.add("taught", taught)
    if !fingerprint.isEmpty { text.add("fingerprint", fingerprint) }
    text.add("author_id", authorID)
    text.add("address_key", addressKey)
    text.add("up", upvotes)
    text.add("down", downvotes)
    text.add("nonce", nonce)
    return text
  }

  /// How many votes there can be.
  static let votes = 0...1_000_000_000

  /// Reads what `json` writes, and believes none of it.
  init(_ fields: inout ExportFields) throws(ExportFields.Problem) {
    id = try fields.identifier("comment")
    page = try fields.text("page", longest: 2_000)
    parent = try fields.optionalIdentifier("parent")
    root = try fields.identifier("root")
    depth = try fields.number("depth", in: 0...CommentStore.deepest)
    let state = try fields.text("state")
    guard let known = CommentState(rawValue: state) else {
      throw ExportFields.Problem(member: "state", message: "is none of pending, approved, rejected and deleted")
    }
    self.state = known
    author = try fields.text("author")
    website = try fields.optionalText("website")
    markdown = try fields.text("markdown", longest: .max)
    created = try fields.time("created")
    edited = try fields.optionalTime("edited")
    decided = try fields.optionalTime("decided")
    verdicts = try fields.optionalText("verdicts", longest: 100_000) ?? ""
    taught = try fields.optionalText("taught", longest: 20)
    fingerprint = try fields.optionalText("fingerprint") ?? ""
    authorID = try fields.optionalText("author_id", longest: 100)
    addressKey = try fields.optionalText("address_key", longest: 100)
    upvotes = try fields.number("up", in: Self.votes)
    downvotes = try fields.number("down", in: Self.votes)
    nonce = try fields.text("nonce", longest: 200)
    try check()
  }

  /// What comes from outside is shown as any comment is, so it is held to the same rules.
  private func check() throws(ExportFields.Problem) {
    if let website, LinkAddress(website)?.text != website || LinkAddress(website)?.host == nil {
      throw ExportFields.Problem(member: "website", message: "is no address of a page")
    }
    if !fingerprint.isEmpty, TextFingerprint(text: fingerprint) == nil {
      throw ExportFields.Problem(member: "fingerprint", message: "is none")
    }
    guard state != .deleted else {
      guard author.isEmpty, markdown.isEmpty, website == nil, fingerprint.isEmpty else {
        throw ExportFields.Problem(member: "state", message: "is deleted, but there are words or a name")
      }
      return
    }
    let name = try? AuthorName(author)
    guard let name, name.text.utf8.elementsEqual(author.utf8) else {
      throw ExportFields.Problem(member: "author", message: "is no name that can be shown")
    }
  }

  /// What is left of it when it is deleted: that there was one.
  var emptied: CommentRecord {
    CommentRecord(
      id: id, page: page, parent: parent, root: root, depth: depth, state: .deleted, author: "", markdown: "",
      created: created, nonce: nonce)
  }

  /// The HTML of its Markdown; nil where that is none, or would be read as something else than it is.
  func html() -> String? {
    if state == .deleted { return "" }
    guard let text = try? CommentMarkdown(markdown, limits: .imported), text.source.utf8.elementsEqual(markdown.utf8)
    else {
      return nil
    }
    return text.html
  }
}

extension CommentLimits {
  /// What is there already is kept, as long as it does no harm.
  static let imported = CommentLimits(characters: 200_000, depth: 100, links: 2_000)
}
