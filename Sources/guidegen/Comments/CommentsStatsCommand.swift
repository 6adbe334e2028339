#if Comments
import ArgumentParser
import Comments
import JSON

/// `guidegen comments stats`.
struct CommentsStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Says how many comments there are in each state.")

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    let settings = try store.settings()
    let opened = try store.open(settings)
    let site = try store.site(in: opened, settings)
    let counts = try StoreOptions.reporting { () throws(SQLError) in try opened.statistics(of: site) }
    if json {
      var text = JSONText()
      text.add("pending", counts[.pending] ?? 0)
      text.add("approved", counts[.approved] ?? 0)
      text.add("rejected", counts[.rejected] ?? 0)
      text.add("deleted", counts[.deleted] ?? 0)
      return Terminal.print(String(decoding: text.bytes, as: UTF8.self))
    }
    for state in CommentState.allCases {
      let name = state.rawValue
      Terminal.print(name + String(repeating: " ", count: 10 - name.count) + String(counts[state] ?? 0))
    }
  }
}
#endif
