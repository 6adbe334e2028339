import Comments
import HTTP

extension AdminDesk {
  /// How many comments one form may decide on.
  private static let mostTogether = 100

  /// Does what the buttons of a list say.
  func decide(_ request: AdminRequest, _ visitor: Visitor, _ store: CommentStore) throws(SQLError) -> AdminOutcome {
    let place = ListPlace(request)
    guard let (decision, comments) = Self.decision(in: request) else {
      return AdminOutcome(
        AdminPage.notice(400, "This form cannot be read", root: request.route.root, link: ("admin", "Comments")))
    }
    guard !comments.isEmpty else { return AdminOutcome(AdminPage.redirect(to: "../admin?\(place.query)&done=none")) }
    if decision == .delete, request.value("sure") != "yes" {
      return AdminOutcome(try question(comments, request, place, visitor, store))
    }
    let changed = try store.together { () throws(SQLError) in
      var changed: [PageKey] = []
      for id in comments {
        if let comment = try decide(decision, on: id, request, store) { changed.append(comment.page) }
      }
      return changed
    }
    let isPartly = decision == .approve && !changed.isEmpty && changed.count < comments.count
    let back =
      "../admin?\(place.query)&done=\(decision.rawValue)&count=\(changed.count)"
      + (isPartly ? "&of=\(comments.count)" : "")
    return AdminOutcome(AdminPage.redirect(to: back), changed: changed)
  }

  /// Makes the decision for a comment of this site; nil where there is no such comment here, or it is not the one that was
  /// shown.
  func decide(
    _ decision: Decision, on id: UUIDv7, _ request: AdminRequest, _ store: CommentStore
  ) throws(SQLError) -> Comment? {
    // A database may hold several sites' comments, and each has moderators of its own.
    guard let known = try store.comment(id), known.page.site == site, !wasChanged(known, since: request, decision)
    else {
      return nil
    }
    return try store.set(decision.state, of: id, at: request.now)
  }

  /// Whether the author has changed `comment` since the page was shown from which it is to be approved.
  private func wasChanged(_ comment: Comment, since request: AdminRequest, _ decision: Decision) -> Bool {
    guard decision == .approve,
      let shown = request.values("shown").first(where: { $0.hasPrefix("\(comment.id) ") })
    else { return false }
    return shown != comment.shown
  }

  private static func decision(in request: AdminRequest) -> (Decision, [UUIDv7])? {
    let one = request.value("one").split(separator: " ")
    if one.count == 2 {
      guard let decision = Decision(rawValue: String(one[0])), let id = UUIDv7(String(one[1])) else { return nil }
      return (decision, [id])
    }
    let comments = request.values("comment")
    guard let decision = Decision(rawValue: request.value("all")), comments.count <= mostTogether else { return nil }
    return (decision, comments.compactMap(UUIDv7.init))
  }

  /// Asks whether comments are to be deleted: there is no way back from that.
  private func question(
    _ comments: [UUIDv7], _ request: AdminRequest, _ place: ListPlace, _ visitor: Visitor, _ store: CommentStore
  ) throws(SQLError) -> HTTPAnswer {
    var cards: [HTML] = []
    var fields: [HTML] = []
    for id in comments {
      guard let comment = try store.comment(id), comment.page.site == site, comment.state != .deleted else { continue }
      cards.append(try card(comment, request.now, store).plain)
      fields.append("<input type=\"hidden\" name=\"comment\" value=\"\(id.description)\">\n")
    }
    let what = cards.count == 1 ? "this comment" : "these \(cards.count) comments"
    let body: HTML = """
      <form method="post" action="decide">
      \(hidden(place, visitor))
      \(fields)<input type="hidden" name="sure" value="yes">
      <p class="notice">Delete \(what)? The words and the author's name are gone for good then.</p>
      <p class="actions"><button name="all" value="delete" class="delete" autofocus>Delete</button>
      <a href="../admin?\(place.query)">Keep</a></p>
      </form>
      \(cards)
      """
    return page("Delete", request, visitor, body: body).answer()
  }

  // MARK: Links in mail

  /// Shows what a link in a mail is about, with a button: to look at a link, as scanners of mail do, decides nothing.
  func linkedComment(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> AdminOutcome {
    guard let (decision, id, _) = linked(request) else { return AdminOutcome(deadLink(request)) }
    guard let comment = try store.comment(id), comment.page.site == site, comment.state != .deleted else {
      return AdminOutcome(gone(request))
    }
    let card = try card(comment, request.now, store).plain
    guard comment.state != decision.state else {
      let page = AdminPage(
        title: "Comments", root: request.route.root,
        body: "<p role=\"status\" class=\"notice\">This comment is \(comment.state.rawValue) already.</p>\n\(card)")
      return AdminOutcome(page.answer())
    }
    let body: HTML = """
      <form method="post" action="moderate">
      <input type="hidden" name="comment" value="\(id.description)">
      <input type="hidden" name="token" value="\(request.value("token"))">
      <input type="hidden" name="shown" value="\(comment.shown)">
      <p class="notice">\(decision.question)</p>
      <p class="actions"><button class="\(decision.rawValue)" autofocus>\(decision.words)</button></p>
      </form>
      \(card)
      """
    return AdminOutcome(AdminPage(title: "\(decision.words) a comment", root: request.route.root, body: body).answer())
  }

  /// Does what a link in a mail says, once.
  func followLink(_ request: AdminRequest, _ store: CommentStore) throws(SQLError) -> AdminOutcome {
    guard let (decision, id, expiry) = linked(request) else { return AdminOutcome(deadLink(request)) }
    let token = request.value("token")
    let result = try store.together { () throws(SQLError) -> LinkResult in
      if let known = try store.comment(id), wasChanged(known, since: request, decision) { return .changed }
      guard try store.useOnce("moderate:\(id):\(token)", until: expiry, at: request.now) else { return .used }
      guard let comment = try decide(decision, on: id, request, store) else { return .gone }
      return .done(comment)
    }
    switch result {
    case .used: return AdminOutcome(deadLink(request))
    case .gone: return AdminOutcome(gone(request))
    // Shown as it is now, to be decided on.
    case .changed: return try linkedComment(request, store)
    case .done(let comment):
      return AdminOutcome(
        AdminPage.notice(200, "The comment is \(decision.state.rawValue) now", root: request.route.root),
        changed: [comment.page])
    }
  }

  private enum LinkResult {
    case done(Comment)
    case used
    case gone
    case changed
  }

  /// What a link is signed for; nil where it is not, or not any more.
  private func linked(_ request: AdminRequest) -> (Decision, UUIDv7, Timestamp)? {
    let token = request.value("token")
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let decision = Decision(rawValue: String(parts[0])), let seconds = Int(parts[1]),
      let id = UUIDv7(request.value("comment")),
      Token.allows(decision.action, of: id, by: token, at: request.now, key: key)
    else { return nil }
    return (decision, id, Timestamp(milliseconds: seconds * 1000))
  }

  private func deadLink(_ request: AdminRequest) -> HTTPAnswer {
    AdminPage.notice(
      403, "This link has been used, is too old, or was changed on its way", root: request.route.root,
      link: ("admin", "Comments"))
  }

  private func gone(_ request: AdminRequest) -> HTTPAnswer {
    AdminPage.notice(404, "This comment is not there any more", root: request.route.root, link: ("admin", "Comments"))
  }
}

extension Comment {
  /// Which text of which comment a page shows: another one if its author changes it. No clock is asked, for servers have each
  /// its own.
  var shown: String { "\(id) \(edited?.milliseconds ?? 0)" }
}

extension Decision {
  fileprivate var question: String {
    switch self {
    case .approve: "Let everybody read this comment?"
    case .reject: "Keep this comment from readers?"
    case .delete: "Delete this comment? The words and the author's name are gone for good then."
    }
  }
}
