#if Comments
import ArgumentParser

/// `guidegen comments approve`.
struct CommentsApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Shows comments to all readers.",
    discussion:
      "Each page shows them at once where its reader's browser asks the server, and after the next build to all.")

  @OptionGroup var selection: CommentSelection

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    try selection.set(.approved, store)
  }
}
#endif
