import ArgumentParser
import Diagnostics
import Guide
import YAML

/// `guidegen check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds what is wrong in the articles, without writing anything.",
    discussion: """
      Reports all that a build would, in drafts and articles of days to come too, and what only time makes wrong: reviews that are overdue, and facts \
      about browsers that nobody has checked for 180 days. Warnings do not fail the check unless --strict is given.

      Examples:

        guidegen check
        guidegen check --strict --format github
        guidegen check --today 2027-01-31
      """)

  @OptionGroup var guide: GuideOptions

  @Flag(help: "Let warnings fail the check too.")
  var strict = false

  @Option(
    help: ArgumentHelp("The day for which reviews are due (default: today).", valueName: "yyyy-mm-dd"),
    transform: { text in
      guard let date = CalendarDate(text) else {
        throw ValidationError("\"\(text)\" is not a date such as 2026-11-01.")
      }
      return date
    })
  var today: CalendarDate?

  /// Takes from the environment what the command line does not say.
  mutating func validate() throws {
    strict = strict || Environment.flag("STRICT")
    today = try today ?? Environment.value("TODAY", wanted: "a date such as 2026-11-01", CalendarDate.init)
    _ = try guidegen.today()
  }

  func run() throws {
    let format = guide.findings
    let day = try today ?? guidegen.today()
    if guide.showsProgress { Terminal.showProgress("checking") }
    let findings = Check(folder: guide.root, threads: guide.threadCount, today: day).run()
    if guide.showsProgress { Terminal.clearProgress() }
    // The findings are what was asked for, so they are the output.
    Terminal.write(guide.written(findings, isColoured: Terminal.isOutputColoured))
    if format == .text, !guide.quiet {
      Terminal.printError(findings.isEmpty ? "nothing is wrong" : findings.summary)
    }
    if findings.hasErrors || (strict && !findings.isEmpty) { throw Exit.wrongInput }
  }
}
