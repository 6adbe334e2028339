import Comments
import HTTP

extension AdminDesk {
  /// How many comments a page has.
  private static let pageLength = 25
  /// The states that can be looked at: what was deleted has nothing to show.
  private static let states: [CommentState] = [.pending, .approved, .rejected]

  /// Comments in one state, the latest first.
  func list(_ request: AdminRequest, _ visitor: Visitor, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    let place = ListPlace(request)
    let comments = try store.comments(of: site, in: place.state, before: place.before, limit: Self.pageLength + 1)
    let counts = try store.statistics(of: site)
    let undelivered = try store.undelivered(of: site)
    var cards: [HTML] = []
    for comment in comments.prefix(Self.pageLength) { cards.append(try card(comment, request.now, store).chooser) }
    var page = self.page(place.state.title, request, visitor, body: "")
    page.navigation = navigation(counts, current: place.state)
    let last = comments.count > Self.pageLength ? comments[Self.pageLength - 1].id : nil
    page.body = """
      \(done(request))\(warning(undelivered))\(cards.isEmpty ? empty(place.state) : form(cards, place, visitor))
      \(pages(place, last))
      \(keys)
      """
    return page.answer()
  }

  /// A page of who is signed in.
  func page(_ title: String, _ request: AdminRequest, _ visitor: Visitor, body: HTML) -> AdminPage {
    AdminPage(
      title: title, root: request.route.root,
      visitor: (
        visitor.moderator.name, visitor.secret.formToken(for: AdminRoute.logout.rawValue, site: site, key: key)
      ),
      body: body)
  }

  func card(_ comment: Comment, _ now: Timestamp, _ store: CommentStore) throws(SQLError) -> CommentCard {
    var parent: Comment?
    if let id = comment.parent { parent = try store.comment(id) }
    return CommentCard(
      comment: comment, parent: parent, title: titles[comment.page.path], address: address(of: comment.page), now: now)
  }

  /// Where readers see `page`.
  func address(of page: PageKey) -> String { settings.help.address(ofPage: page.path) }

  private func form(_ cards: [HTML], _ place: ListPlace, _ visitor: Visitor) -> HTML {
    let buttons = CommentCard.decisions(in: place.state).map { decision -> HTML in
      "<button name=\"all\" value=\"\(decision.rawValue)\" class=\"\(decision.rawValue)\">\(decision.words)</button>\n"
    }
    // The first button is what Enter in a box would press: one that does nothing.
    return """
      <form method="post" action="admin/decide" id="comments">
      <button disabled hidden></button>
      \(hidden(place, visitor))
      \(cards)
      <p class="together"><span>Chosen:</span> \(buttons)</p>
      </form>

      """
  }

  /// What each form that decides brings along.
  func hidden(_ place: ListPlace, _ visitor: Visitor) -> HTML {
    """
    <input type="hidden" name="token" value="\(visitor.secret.formToken(for: AdminRoute.decide.rawValue, site: site, key: key))">
    <input type="hidden" name="state" value="\(place.state.rawValue)">
    <input type="hidden" name="before" value="\(place.before?.description ?? "")">
    """
  }

  func navigation(_ counts: [CommentState: Int], current: CommentState?) -> HTML {
    let root = current == nil ? "../" : ""
    let tabs = Self.states.map { state -> HTML in
      let mark: HTML? = state == current ? " aria-current=\"page\"" : nil
      return """
        <a href="\(root)admin?state=\(state.rawValue)"\(mark)>\(state.title) <span class="count">\(counts[state] ?? 0)</span></a>

        """
    }
    let mark: HTML? = current == nil ? " aria-current=\"page\"" : nil
    return """
      <nav aria-label="Comments">
      \(tabs)<a href="\(root)admin/statistics"\(mark)>Statistics</a>
      </nav>
      """
  }

  private func pages(_ place: ListPlace, _ last: UUIDv7?) -> HTML {
    let newest: HTML? = place.before.map { _ in "<a href=\"admin?state=\(place.state.rawValue)\">Newest</a> " }
    let older: HTML? = last.map {
      "<a href=\"admin?state=\(place.state.rawValue)&amp;before=\($0.description)\">Older</a>"
    }
    guard newest != nil || older != nil else { return "" }
    return "<nav class=\"pages\" aria-label=\"Pages\">\(newest)\(older)</nav>"
  }

  private func empty(_ state: CommentState) -> HTML {
    switch state {
    case .pending: "<p class=\"notice\">Nothing waits.</p>"
    default: "<p class=\"notice\">There are no such comments.</p>"
    }
  }

  /// What was done before the browser came here.
  private func done(_ request: AdminRequest) -> HTML? {
    if request.value("done") == "none" { return "<p role=\"status\" class=\"notice\">No comment was chosen.</p>\n" }
    guard let decision = Decision(rawValue: request.value("done")), let count = Int(request.value("count")),
      (0...1_000).contains(count)
    else { return nil }
    let noun = count == 1 ? "1 comment is" : "\(count) comments are"
    let chosen = Int(request.value("of")) ?? count
    let why: HTML? =
      count == 0 || count < chosen ? " An author may have changed one meanwhile: look at it again." : nil
    return "<p role=\"status\" class=\"notice\">\(noun) \(decision.state.rawValue).\(why)</p>\n"
  }

  func warning(_ undelivered: (late: Int, givenUp: Int)) -> HTML? {
    guard undelivered.late + undelivered.givenUp > 0 else { return nil }
    let late: HTML? =
      undelivered.late > 0 ? "Mail about \(undelivered.late) of the comments could not be sent yet. " : nil
    let lost: HTML? =
      undelivered.givenUp > 0
      ? "Mail about \(undelivered.givenUp) could not be sent for days and is not tried any more. " : nil
    return "<p class=\"alert\">\(late)\(lost)The server's log says why.</p>\n"
  }

  private var keys: HTML {
    """
    <p class="keys" hidden><label><input type="checkbox" checked> Keys:</label>
    <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>x</kbd> choose, <kbd>a</kbd> approve, <kbd>r</kbd> reject, <kbd>d</kbd> delete</p>
    """
  }
}

/// Which part of the list a browser looks at.
struct ListPlace {
  var state: CommentState
  /// Only comments before this one.
  var before: UUIDv7?

  init(_ request: AdminRequest) {
    state = CommentState(rawValue: request.value("state")).flatMap { $0 == .deleted ? nil : $0 } ?? .pending
    before = UUIDv7(request.value("before"))
  }

  /// From the list's own address.
  var query: String {
    "state=\(state.rawValue)" + (before.map { "&before=\($0)" } ?? "")
  }
}

extension CommentState {
  var title: String {
    switch self {
    case .pending: "Pending"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .deleted: "Deleted"
    }
  }
}
