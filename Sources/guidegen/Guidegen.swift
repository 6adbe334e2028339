import ArgumentParser
import Glibc
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

      The options of build and check can be set by environment variables too: GUIDEGEN_OUTPUT stands for --output, \
      GUIDEGEN_FOLDER for the folder.
      """,
    version: "guidegen \(guidegenVersion)",
    subcommands: commands)

  private static var commands: [any ParsableCommand.Type] {
    var commands: [any ParsableCommand.Type] = [
      BuildCommand.self, CheckCommand.self, ServeCommand.self, NewCommand.self, QRCommand.self,
    ]
    #if Enrollment
    commands.append(EnrollCommand.self)
    #endif
    #if Comments
    commands.append(CommentsCommand.self)
    #endif
    #if Letters
    commands.append(LettersCommand.self)
    #elseif Enrollment
    commands.append(LettersProgram.self)
    #endif
    return commands
  }
}

/// Where the process begins and ends.
@main enum Main {
  static func main() {
    // A file that grows beyond the limit of `ulimit -f` is then an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let line = QRShortLine(CommandLine.arguments.dropFirst()) { return try line.run() }
      if let command = BuildCommand(shortLine: CommandLine.arguments.dropFirst()) { return try command.run() }
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
