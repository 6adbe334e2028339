#if Comments
import ArgumentParser
import Comments
import JSON

/// `guidegen comments list`.
struct CommentsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists comments, the latest first: those that wait, or of another state.",
    discussion: """
      Examples:

        guidegen comments list
        guidegen comments list --state rejected --limit 20
        guidegen comments list --state all --json
      """)

  @Option(help: ArgumentHelp("pending, approved, rejected, deleted, or all.", valueName: "state"))
  var state = "pending"

  @Option(help: ArgumentHelp("How many at most.", valueName: "n"))
  var limit = 100

  @Flag(help: "Write JSON Lines.")
  var json = false

  @OptionGroup(title: "The store") var store: StoreOptions

  mutating func validate() throws {
    guard state == "all" || CommentState(rawValue: state) != nil else {
      throw ValidationError("--state takes pending, approved, rejected, deleted or all.")
    }
    guard limit > 0 else { throw ValidationError("--limit takes a number from 1.") }
  }

  func run() throws {
    let settings = try store.settings()
    let opened = try store.open(settings)
    let site = try store.site(in: opened, settings)
    let states = CommentState(rawValue: state).map { [$0] } ?? CommentState.allCases
    let found = try StoreOptions.reporting { () throws(SQLError) in
      var found: [Comment] = []
      for state in states { found += try opened.comments(of: site, in: state, limit: limit) }
      return found
    }
    for comment in found.sorted(by: { $0.id > $1.id }).prefix(limit) {
      Terminal.print(json ? comment.moderatorsJSON : comment.line)
    }
  }
}

extension Comment {
  /// `0197…  pending   2026-11-01  faq/mfa.html  Ada: How do I …`.
  fileprivate var line: String {
    let state = state.rawValue + String(repeating: " ", count: 8 - min(8, state.rawValue.count))
    return "\(id)  \(state)  \(created.civil)  \(page.path)  \(author): \(Self.beginning(of: markdown))"
  }

  /// What fits on a line.
  private static func beginning(of text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 60 ? words.prefix(59) + "…" : words
  }

  /// The comment as moderators' programs read it, on one line.
  var moderatorsJSON: String {
    var text = JSONText()
    text.add("id", id.description)
    text.add("page", page.path)
    text.add("parent", parent?.description)
    text.add("state", state.rawValue)
    text.add("author", author)
    text.add("website", website)
    text.add("markdown", markdown)
    text.add("created", created.text)
    text.add("edited", edited?.text)
    text.add("verdicts", verdicts)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
#endif
