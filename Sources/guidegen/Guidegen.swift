import ArgumentParser
import Diagnostics
import Guide

/// `guidegen`: the command line.
struct Guidegen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guidegen",
    abstract: "Makes a help centre from Markdown.",
    discussion: """
      Start with a new site, change its articles, and build it:

        guidegen new site help --title "Example Help Centre"
        guidegen build help
        guidegen check help

      Exit codes: 0 done; 1 what was read is wrong (messages say where); 2 the command line is wrong; 3 the machine \
      failed (disk, memory, network); 130 interrupted.

      Each option can be set by an environment variable too: GUIDEGEN_OUTPUT stands for --output.
      """,
    version: "guidegen \(guidegenVersion)",
    subcommands: [BuildCommand.self, CheckCommand.self, NewCommand.self, QRCommand.self])
}

/// Where the process begins and ends.
@main enum Main {
  static func main() {
    do {
      var command = try Guidegen.parseAsRoot()
      try command.run()
    } catch let exit as Exit {
      exit.leave()
    } catch {
      // The parser's own errors: a wrong command line ends with 2, a text that was asked for with 0.
      let code = Guidegen.exitCode(for: error)
      let message = Guidegen.fullMessage(for: error)
      if code == .success {
        Terminal.print(message)
        Exit.done.leave()
      }
      Terminal.printError(message)
      Exit.wrongCommandLine.leave()
    }
  }
}
