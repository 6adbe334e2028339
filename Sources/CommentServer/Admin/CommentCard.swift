import Comments
import HTTP

/// A comment as moderators see it.
struct CommentCard {
  var comment: Comment
  /// What it replies to.
  var parent: Comment?
  /// Of its page.
  var title: String
  /// The address of its page.
  var address: String
  var now: Timestamp

  /// What can be done with a comment in its state.
  static func decisions(in state: CommentState) -> [Decision] {
    switch state {
    case .pending: [.approve, .reject, .delete]
    case .approved: [.reject, .delete]
    case .rejected: [.approve, .delete]
    case .deleted: []
    }
  }

  /// The card, in a form whose buttons say which comment they are for.
  var chooser: HTML {
    let buttons = Self.decisions(in: comment.state).map { decision -> HTML in
      """
      <button name="one" value="\(decision.rawValue) \(comment.id.description)" class="\(decision.rawValue)">\
      \(decision.words)</button>

      """
    }
    return """
      <article class="comment" id="c-\(comment.id.description)" tabindex="-1" aria-labelledby="n-\(comment.id.description)">
      <header>
      <label class="pick"><input type="checkbox" name="comment" value="\(comment.id.description)" \
      aria-label="Choose the comment by \(comment.author)"></label>
      <input type="hidden" name="shown" value="\(comment.shown)">
      \(head)
      </header>
      \(content)
      <p class="actions">\(buttons)</p>
      </article>

      """
  }

  /// The card alone.
  var plain: HTML {
    "<article class=\"comment\">\n<header>\n\(head)\n</header>\n\(content)\n</article>\n"
  }

  private var head: HTML {
    let website: HTML? = comment.website.map { "<bdi class=\"website\">\($0)</bdi> · " }
    let edited: HTML? = comment.edited.map { " · changed \(Self.age(of: $0, now))" }
    return """
      <div>
      <h2 id="n-\(comment.id.description)"><bdi>\(comment.author)</bdi></h2>
      <p class="meta">\(website)<time datetime="\(comment.created.text)" title="\(comment.created.text)">\
      \(Self.age(of: comment.created, now))</time>\(edited) · on <a href="\(address)"><bdi>\(title)</bdi></a></p>
      </div>
      """
  }

  private var content: HTML {
    let beginning: HTML? = parent.map { parent in
      let words = Self.beginning(of: parent.markdown)
      return """
        <p class="parent">In reply to <bdi>\(parent.author)</bdi>: <span dir="auto">\(words)</span></p>

        """
    }
    let lines = comment.verdicts.split(separator: "\n").map { line -> HTML in "<li>\(String(line))</li>" }
    let verdicts: HTML? = lines.isEmpty ? nil : "<ul class=\"verdicts\" aria-label=\"Why\">\(lines)</ul>"
    return """
      \(beginning)<div class="text" dir="auto">\(HTML(written: comment.html))</div>
      \(verdicts)
      """
  }

  /// `3 hours ago`.
  static func age(of time: Timestamp, _ now: Timestamp) -> String {
    let seconds = max(0, now.seconds - time.seconds)
    let units = [(86_400 * 365, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute")]
    for (length, name) in units where seconds >= length {
      let count = seconds / length
      return "\(count) \(name)\(count == 1 ? "" : "s") ago"
    }
    return "just now"
  }

  private static let beginningCount = 140

  /// The first words of `text`, on one line.
  static func beginning(of text: String) -> String {
    let line = text.prefix(4 * beginningCount).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= beginningCount ? line : "\(line.prefix(beginningCount))…"
  }
}

/// What a moderator can do with a comment.
enum Decision: String, CaseIterable {
  case approve
  case reject
  case delete

  /// What becomes of the comment.
  var state: CommentState {
    switch self {
    case .approve: .approved
    case .reject: .rejected
    case .delete: .deleted
    }
  }

  /// What a link must be signed for.
  var action: Token.Action {
    switch self {
    case .approve: .approve
    case .reject: .reject
    case .delete: .delete
    }
  }

  var words: String {
    switch self {
    case .approve: "Approve"
    case .reject: "Reject"
    case .delete: "Delete"
    }
  }
}
