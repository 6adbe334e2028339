import Comments
import HTTP

extension AdminDesk {
  /// How many days the statistics show.
  private static let days = 30

  func statistics(_ request: AdminRequest, _ visitor: Visitor, _ store: CommentStore) throws(SQLError) -> HTTPAnswer {
    let statistics = try store.moderationStatistics(of: site, days: Self.days, at: request.now)
    var page = self.page("Statistics", request, visitor, body: "")
    page.navigation = navigation(statistics.states, current: nil)
    page.body = """
      \(warning(statistics.undelivered))\(states(statistics))
      \(waiting(statistics))
      \(days(statistics))
      \(try feedback(request, store))
      """
    return page.answer()
  }

  private func states(_ statistics: ModerationStatistics) -> HTML {
    let rows = CommentState.allCases.map { state -> HTML in
      "<tr><th scope=\"row\">\(state.title)</th><td>\(statistics.states[state] ?? 0)</td></tr>\n"
    }
    return """
      <h2 id="all">All comments</h2>
      <div class="wide" role="region" tabindex="0" aria-labelledby="all"><table>
      \(rows)</table></div>
      """
  }

  private func waiting(_ statistics: ModerationStatistics) -> HTML? {
    guard !statistics.waiting.isEmpty else { return nil }
    let rows = statistics.waiting.map { page, count -> HTML in
      """
      <tr><th scope="row"><a href="\(address(of: page))"><bdi>\(titles[page.path])</bdi></a></th><td>\(count)</td></tr>

      """
    }
    return """
      <h2 id="pages">Pages where most wait</h2>
      <div class="wide" role="region" tabindex="0" aria-labelledby="pages"><table>
      \(rows)</table></div>
      """
  }

  private func days(_ statistics: ModerationStatistics) -> HTML? {
    guard !statistics.days.isEmpty else { return nil }
    let heads = CommentState.allCases.map { state -> HTML in "<th scope=\"col\">\(state.title)</th>" }
    let rows = statistics.days.map { day -> HTML in
      let cells = CommentState.allCases.map { state -> HTML in "<td>\(day.counts[state] ?? 0)</td>" }
      return "<tr><th scope=\"row\">\(Timestamp(milliseconds: day.number * 86_400_000).civil)</th>\(cells)</tr>\n"
    }
    return """
      <h2 id="days">By the day they came in</h2>
      <div class="wide" role="region" tabindex="0" aria-labelledby="days"><table>
      <thead><tr><th scope="col">Day (UTC)</th>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }
}
