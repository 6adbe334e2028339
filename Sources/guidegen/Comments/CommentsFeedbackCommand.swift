#if Comments
import ArgumentParser
import CommentServer
import Comments
import JSON

/// `guidegen comments feedback`.
struct CommentsFeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract: "Says which articles helped readers, which did not and why, and what they looked for in vain.",
    discussion: """
      The articles that did not help most often come first. Searches are there where comments.yml and guide.yml say \
      "searches: true".

      Examples:

        guidegen comments feedback
        guidegen comments feedback --since 2026-11-01 --json
      """)

  @Option(help: ArgumentHelp("The first day to count (default: 30 days ago).", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("How many articles and how many searches at most.", valueName: "n"))
  var limit = 50

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup(title: "The store") var store: StoreOptions

  mutating func validate() throws {
    if let since, Self.day(since) == nil { throw ValidationError("--since takes a day such as 2026-11-01.") }
    guard limit > 0 else { throw ValidationError("--limit takes a number from 1.") }
  }

  func run() throws {
    let settings = try store.settings()
    let opened = try store.open(settings)
    let site = try store.site(in: opened, settings)
    let first = since.flatMap(Self.day) ?? Timestamp.now().day - 29
    let found = try StoreOptions.reporting { () throws(SQLError) in
      try opened.feedbackStatistics(of: site, since: first, limit: limit)
    }
    let pages = found.pages.prefix(limit)
    if json { return Terminal.print(Self.json(Array(pages), found.searches)) }
    if pages.isEmpty, found.searches.isEmpty { return Terminal.print("Nobody has answered yet.") }
    if !pages.isEmpty { Terminal.print("    no    yes  article") }
    for page in pages { Terminal.print(Self.line(page)) }
    if !found.searches.isEmpty { Terminal.print("\n times  search that found nothing") }
    for search in found.searches { Terminal.print("\(Self.column(search.count))  \(search.query)") }
  }

  /// `    12      3  faq/mfa.html  (broken 7, missing 2)`.
  private static func line(_ page: FeedbackStatistics.PageAnswers) -> String {
    let reasons = page.sortedReasons.map { "\($0.reason.rawValue) \($0.count)" }.joined(separator: ", ")
    return "\(column(page.no)) \(column(page.yes))  \(page.path)" + (reasons.isEmpty ? "" : "  (\(reasons))")
  }

  private static func column(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }

  private static func day(_ text: String) -> Int? { Timestamp(reading: text + "T00:00:00Z")?.day }

  private static func json(
    _ pages: [FeedbackStatistics.PageAnswers], _ searches: [FeedbackStatistics.UnfoundSearch]
  ) -> String {
    var text = JSONText()
    text.add(
      "pages",
      pages.map { page in
        var line = JSONText()
        line.add("page", page.path)
        line.add("yes", page.yes)
        line.add("no", page.no)
        var reasons = JSONText()
        for (reason, count) in page.sortedReasons { reasons.add(named: reason.rawValue, count) }
        line.add("reasons", json: reasons.bytes)
        return line
      })
    text.add(
      "searches",
      searches.map { search in
        var line = JSONText()
        line.add("query", search.query)
        line.add("count", search.count)
        return line
      })
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
#endif
