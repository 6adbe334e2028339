import Templates

/// The comments of a page, and the form for more.
struct CommentsView: Sendable {
  let view: PageView
  let settings: CommentSettings

  /// What templates' schemas call a comment.
  static let schemaName = "comment"

  /// A comment as templates see it; its replies are comments again.
  static let schema = RecordSchema([
    "id": .text, "gone": .flag, "author": .text, "website": .text, "html": .html, "created": .text, "words": .text,
    "edited": .text, "edited-words": .text, "state": .text, "reply": .text, "has-replies": .flag,
    "replies": .list(.named(schemaName)),
  ])

  static let view = View<CommentsView>([
    .bytes("server") { $0.address("") },
    .bytes("action") { $0.address("comments") },
    .bytes("feed") { $0.address("feed?page=" + String(decoding: $0.view.page.encodedAddress, as: UTF8.self)) },
    .text("path") { $0.view.page.address },
    .bytes("worker") { $0.view.linker.address(of: $0.view.site.assets.comments.worker) },
    .bytes("style") { $0.view.linker.address(of: $0.view.site.assets.comments.style) },
    .text("count") { $0.thread.count == 0 ? "" : "\($0.thread.count)" },
    .flag("has-list") { !$0.thread.comments.isEmpty },
    .list("list", named: schemaName) { $0.tree(of: $0.thread.comments) },
    .flag("moderated-before") { $0.settings.moderation == .before },
    .text("privacy") { $0.settings.privacy },
  ])

  private var thread: PublishedComments.Thread {
    view.site.comments.threads[view.page.address] ?? PublishedComments.Thread()
  }

  private func address(_ path: String) -> [UInt8] { settings.address(path, on: view.linker) }

  /// How many comments one is shown beneath at most; what is deeper stands beside those.
  private static let deepest = 5

  /// The records of `comments`, each with its replies.
  private func tree(of comments: [PublishedComment]) -> [Value] {
    // From the last to the first: replies are known before what they reply to. By level, those still without a parent,
    // the last one first.
    var waiting = Array(repeating: [Value](), count: Self.deepest + 2)
    for comment in comments.reversed() {
      let depth = min(comment.depth, Self.deepest)
      let replies = depth == Self.deepest ? [] : waiting[depth + 1]
      if depth < Self.deepest { waiting[depth + 1] = [] }
      waiting[depth].append(record(of: comment, replies: replies.reversed()))
    }
    return waiting[0].reversed()
  }

  private func record(of comment: PublishedComment, replies: [Value]) -> Value {
    let page = String(decoding: view.page.encodedAddress, as: UTF8.self)
    func text(_ text: String?) -> Value { .text(Array((text ?? "").utf8)) }
    func words(_ moment: PublishedComment.Moment?) -> Value { text(moment.map { view.words.words(for: $0.date) }) }
    let content = comment.text
    return .record([
      text(comment.id), .flag(content == nil), text(content?.author), text(content?.website),
      .html(Array((content?.html ?? "").utf8)), text(content?.created.text), words(content?.created),
      text(content?.edited?.text), words(content?.edited),
      text(content.map { ($0.edited ?? $0.created).text } ?? "gone"),
      .text(address("reply?page=\(page)&to=\(comment.id)")), .flag(!replies.isEmpty), .list(replies),
    ])
  }
}
