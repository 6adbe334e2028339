#if Comments
import ArgumentParser
import CommentServer
import Comments

/// The comments that a command is about.
struct CommentSelection: ParsableArguments {
  @Argument(help: "Comments, as list calls them.")
  var ids: [String]

  /// The comments of the store; ends the command where one is not there, before anything is done.
  func find(in store: CommentStore, of site: String) throws -> [Comment] {
    var found: [Comment] = []
    var unknown: [String] = []
    for text in ids {
      let comment = try StoreOptions.reporting { () throws(SQLError) in
        try UUIDv7(text.lowercased()).flatMap { (id) throws(SQLError) in try store.comment(id) }
      }
      if let comment, comment.page.site == site, comment.state != .deleted {
        if !found.contains(comment) { found.append(comment) }
      } else {
        unknown.append(text)
      }
    }
    guard unknown.isEmpty else {
      throw StoreOptions.fail(
        unknown.map {
          .error("there is no comment \"\($0)\"", at: nil, hint: "guidegen comments list --state all shows all")
        }, with: .wrongInput)
    }
    return found
  }

  /// Makes `state` the state of all of them, or of none; says so of each.
  func set(_ state: CommentState, _ options: StoreOptions) throws {
    let settings = try options.settings()
    let store = try options.open(settings)
    let comments = try find(in: store, of: try options.site(in: store, settings))
    let now = Timestamp.now()
    let changed = try StoreOptions.reporting { () throws(SQLError) in
      try store.together { () throws(SQLError) in
        var changed: [Comment] = []
        for comment in comments { if let new = try store.set(state, of: comment.id, at: now) { changed.append(new) } }
        return changed
      }
    }
    for comment in changed { Terminal.print("\(comment.id): \(comment.state.rawValue)") }
  }
}
#endif
