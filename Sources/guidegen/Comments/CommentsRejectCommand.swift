#if Comments
import ArgumentParser

/// `guidegen comments reject`.
struct CommentsRejectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Keeps comments from readers.",
    discussion: "They stay in the store, so that what is like them can be told.")

  @OptionGroup var selection: CommentSelection

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    try selection.set(.rejected, store)
  }
}
#endif
