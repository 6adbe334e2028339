#if Comments
import ArgumentParser
import CommentServer
import Comments
import Diagnostics

/// `guidegen comments import`.
struct CommentsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes in comments that another program has kept, or an export of this one.",
    discussion: """
      All is taken in or nothing, and the same file once more adds nothing. What came in stays pending, approved, rejected or \
      deleted as it was. No mail address and no network address is taken in.

      Examples:

        guidegen comments import --from isso /var/lib/isso/comments.db
        guidegen comments import --from disqus export.xml --map moved.txt
        guidegen comments import --from guidegen comments.jsonl
      """)

  @Argument(help: "The file: Isso's database, Disqus' or WordPress' XML, a backup of Remark42, or an export.")
  var file: String

  @Option(help: "What wrote the file.")
  var from: ImportOptions.Source

  @Option(
    help: ArgumentHelp(
      "The pages that have comments (default: site/_server/comments.jsonl).", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var pages: String?

  @Option(
    help: ArgumentHelp(
      "Lines \"old=new\": which page an address of before is now.", valueName: "file"), completion: .file())
  var map: String?

  @Flag(help: "Leave comments out whose page is not there any more.")
  var skipUnknown = false

  @Option(
    help: ArgumentHelp("What tells this file from others of the same kind in one help centre.", valueName: "name"))
  var label: String?

  @Option(help: ArgumentHelp("What those are called who gave no name (default: Anonymous).", valueName: "name"))
  var nameless: String?

  @OptionGroup(title: "The store") var store: StoreOptions

  func run() throws {
    let settings = try store.settings()
    var options = ImportOptions(from, file: file)
    // An export says itself whose comments they are.
    if from != .guidegen || settings.origin != nil {
      options.site = try StoreOptions.origin(settings).site
    }
    options.leavesOutUnknownPages = skipUnknown
    options.label = label ?? options.label
    options.nameless = nameless ?? options.nameless
    let opened = try store.open(settings, creates: true)
    let report = try Self.reporting { () throws(ImportError) in
      if from != .guidegen || pages != nil {
        options.pages = try PageMap(listAt: pages ?? settings.pages ?? CommentsServeCommand.usualPages)
      }
      if let map { try options.pages?.add(linesOf: map) }
      return try opened.importComments(options)
    }
    if !report.warnings.isEmpty { Terminal.printError(report.warnings) }
    Terminal.print(report.summary)
  }

  private static func reporting<Result>(_ body: () throws(ImportError) -> Result) throws -> Result {
    do throws(ImportError) {
      return try body()
    } catch {
      switch error {
      case .problems(let diagnostics):
        Terminal.printError(diagnostics)
        Terminal.printError("nothing was taken in")
        throw Exit.wrongInput
      case .database(let error): throw StoreOptions.fail([error.diagnostic], with: .machineFailed)
      }
    }
  }
}

extension ImportOptions.Source: ExpressibleByArgument {}

extension ImportReport {
  /// `3 comments taken in (2 approved, 1 pending); 4 known already`.
  fileprivate var summary: String {
    let states = CommentState.allCases.compactMap { state in imported[state].map { "\($0) \(state.rawValue)" } }
    var text = counted(count, "comment", "comments") + " taken in"
    if !states.isEmpty { text += " (\(states.joined(separator: ", ")))" }
    for (count, what) in [
      (known, "known already"), (changed, "changed since, and left as they are here"),
      (leftOut, "of pages that are not there"), (skipped, "that are no comments"),
    ] where count > 0 { text += "; \(count) \(what)" }
    return text
  }
}
#endif
