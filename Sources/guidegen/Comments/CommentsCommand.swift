#if Comments
import ArgumentParser

/// `guidegen comments`: what readers write under articles.
struct CommentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comments",
    abstract: "Keeps what readers write under articles, and lets moderators decide.",
    discussion: """
      The comments are in one SQLite file, or in a PostgreSQL database. What stays the same from one command to the next \
      stands in comments.yml:

        origin: https://help.example.com
        database: comments.db
        pages: site/_server/comments.jsonl

      From an empty folder to a first decision:

        guidegen comments serve --database comments.db --origin https://help.example.com
        guidegen comments list
        guidegen comments approve 0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e
      """,
    subcommands: [
      CommentsServeCommand.self, CommentsListCommand.self, CommentsShowCommand.self, CommentsApproveCommand.self,
      CommentsRejectCommand.self, CommentsDeleteCommand.self, CommentsStatsCommand.self, CommentsFeedbackCommand.self,
      CommentsImportCommand.self, CommentsExportCommand.self, CommentsEraseCommand.self,
      CommentsModeratorsCommand.self, CommentsLoginCommand.self,
    ])
}
#endif
