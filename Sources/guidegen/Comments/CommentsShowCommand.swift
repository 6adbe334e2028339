#if Comments
import ArgumentParser
import Comments

/// `guidegen comments show`.
struct CommentsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows comments whole, and what each rule says of them.")

  @OptionGroup var selection: CommentSelection

  @Flag(help: "Write JSON Lines.")
  var json = false

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    let settings = try store.settings()
    let opened = try store.open(settings)
    let comments = try selection.find(in: opened, of: try store.site(in: opened, settings))
    Terminal.print(comments.map { json ? $0.moderatorsJSON : $0.sheet }.joined(separator: json ? "\n" : "\n\n"))
  }
}

extension Comment {
  fileprivate var sheet: String {
    let fields: [(name: String, value: String?)] = [
      ("comment", id.description), ("page", page.path), ("replies to", parent?.description), ("state", state.rawValue),
      ("author", author), ("website", website), ("created", created.text), ("edited", edited?.text),
    ]
    var lines = fields.compactMap { field in
      field.value.map { field.name + String(repeating: " ", count: 12 - field.name.count) + $0 }
    }
    let rules = verdicts.split(separator: "\n")
    for (index, verdict) in rules.enumerated() {
      lines.append((index == 0 ? "rules       " : "            ") + verdict)
    }
    return lines.joined(separator: "\n") + "\n\n" + markdown
  }
}
#endif
