#if Comments
import ArgumentParser

/// `guidegen comments delete`.
struct CommentsDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Takes the words and the names of comments away, for good.",
    discussion: "Where somebody has replied, readers see that a comment was here.")

  @OptionGroup var selection: CommentSelection

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    try selection.set(.deleted, store)
  }
}
#endif
