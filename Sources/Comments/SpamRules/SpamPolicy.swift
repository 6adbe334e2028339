/// How a site judges comments.
package struct SpamPolicy: Sendable, Hashable {
  /// Whether each comment waits for a moderator, whatever the rules say.
  package var holdsAll = true
  /// Whether the comments of authors wait until one of theirs was approved.
  package var holdsNewcomers = true
  /// Whether comments with links, or by authors with a website, wait.
  package var holdsLinks = true
  /// Seconds between the form and the comment in which nobody writes one.
  package var leastSeconds = 5
  /// Comments from one network within an hour that raise no suspicion.
  package var usualFromNetwork = 4
  /// Comments to one page within an hour that raise no suspicion.
  package var usualToPage = 30
  /// Words that people who write spam use.
  package var words = WordList()
  /// The weight from which a moderator is to look.
  package var holdWeight = 30
  /// The weight from which a comment is rejected.
  package var rejectWeight = 100

  /// The policy of a site that says nothing of it: moderators see each comment first.
  package init() {}

  /// The rules in the order in which moderators read their verdicts.
  package var rules: [any SpamRule] {
    [
      TrapRule(),
      WordRule(words: words),
      RepetitionRule(),
      CrowdRule(usualFromNetwork: usualFromNetwork, usualToPage: usualToPage),
      HasteRule(leastSeconds: leastSeconds),
      WorkRule(),
      LinkRule(holds: holdsLinks),
      LearnedRule(),
      HistoryRule(holdsNewcomers: holdsNewcomers),
    ]
  }
}
