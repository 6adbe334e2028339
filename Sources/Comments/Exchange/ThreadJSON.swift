import JSON

extension CommentThread {
  /// What clients get of the thread.
  ///
  ///     {"page":"faq/mfa.html","version":3,"count":1,"comments":[
  ///       {"id":"0197…","parent":null,"depth":0,"author":"Ada","html":"<p>…</p>\n","created":"2026-11-01T09:30:00Z"}]}
  ///
  /// `comments` are in the order in which they are shown, `depth` is how far one is indented, and one that is gone and
  /// only stands for its replies' sake has `"gone":true` and no more than `id` and `depth`.
  ///
  /// - Parameter hasVotes: whether readers vote: then it has `"votes":true`, and each comment `up` and `down`.
  package func json(hasVotes: Bool = false) -> [UInt8] {
    var text = JSONText()
    text.add("page", page.path)
    text.add("version", version)
    text.add("count", count)
    if hasVotes { text.add("votes", true) }
    text.add("comments", entries.map { $0.json(hasVotes: hasVotes) })
    return text.bytes
  }
}

extension CommentThread.Entry {
  /// What clients get of it.
  func json(hasVotes: Bool = false) -> JSONText {
    guard let comment else {
      var text = JSONText()
      text.add("id", id.description)
      text.add("depth", depth)
      text.add("gone", true)
      return text
    }
    var text = comment.json(depth: depth)
    if hasVotes { text.add(comment.votes.json) }
    return text
  }
}

extension VoteCount {
  /// `"up":3,"down":1`, for clients.
  package var json: JSONText {
    var text = JSONText()
    text.add("up", up)
    text.add("down", down)
    return text
  }
}

extension Comment {
  /// What clients get of the comment.
  ///
  /// - Parameter depth: how far it is indented.
  package func json(depth: Int) -> JSONText {
    var text = JSONText()
    text.add("id", id.description)
    text.add("parent", parent?.description)
    text.add("depth", depth)
    text.add("author", author)
    text.add("website", website)
    text.add("html", html)
    text.add("created", created.text)
    text.add("edited", edited?.text)
    return text
  }
}
