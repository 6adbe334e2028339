import ArgumentParser
import Diagnostics
import Glibc
import Guide
import Preview

/// `guidegen serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Shows the help centre in a browser, and each change as soon as it is saved.",
    discussion: """
      The preview answers this machine alone, with the headers that the built site is to have, and writes no file. What \
      is wrong is shown over the last good page, and goes away when it is mended. Ctrl-C ends it, with status 0.

      Examples:

        guidegen serve
        guidegen serve help --open --drafts --future
        guidegen serve --port 0
      """)

  @OptionGroup var guide: GuideOptions

  @Option(
    help: ArgumentHelp(
      "The port to listen on; 0 for any that is free (default: 8000, or the next one that is free).", valueName: "port")
  )
  var port: Int?

  @Flag(help: "Show drafts too.")
  var drafts = false

  @Flag(help: "Show articles too that are dated for a day to come.")
  var future = false

  @Flag(help: "Open the help centre in a browser.")
  var open = false

  /// Takes from the environment what the command line does not say.
  mutating func validate() throws {
    drafts = drafts || Environment.flag("DRAFTS")
    future = future || Environment.flag("FUTURE")
    open = open || Environment.flag("OPEN")
    _ = try today()
    guard wantedPort.map((0...65_535).contains) ?? true else {
      throw ValidationError("--port takes a number from 0 to 65535.")
    }
  }

  private var wantedPort: Int? { port ?? Environment.value("PORT").flatMap(Int.init) }

  func run() throws {
    let preview: Preview
    do {
      preview = try Preview(
        folder: guide.root, port: wantedPort.map(Preview.Port.exactly) ?? .from(8000), threads: guide.threadCount
      ) { [drafts, future] in
        // That the day can be told was seen when the command line was validated.
        ArticleSelection(includesDrafts: drafts, day: future ? nil : try? today())
      }
    } catch {
      Terminal.printError(error.description)
      throw Exit.machineFailed
    }
    var shown: [Diagnostic] = []
    report(preview.diagnostics, after: &shown)
    preview.stop(on: [SIGINT, SIGTERM, SIGHUP])
    // A script reads the address from here, so it is printed in any case.
    Terminal.print(preview.address)
    if !guide.quiet { Terminal.printError("showing \(guide.root); press Ctrl-C to stop") }
    if open { Self.openBrowser(preview.address) }
    preview.run { report($0, after: &shown) }
  }

  /// Prints what is wrong now, if that is not what was wrong before.
  private func report(_ diagnostics: [Diagnostic], after shown: inout [Diagnostic]) {
    guard diagnostics != shown else { return }
    if diagnostics.isEmpty {
      if !guide.quiet { Terminal.printError("mended") }
    } else {
      let text = DiagnosticFormat.text.written(diagnostics, isColoured: Terminal.isColoured)
      Terminal.printError(text + (guide.quiet ? "" : diagnostics.summary))
    }
    shown = diagnostics
  }

  /// Lets the system open `address`; that it has no browser is not worth ending for.
  private static func openBrowser(_ address: String) {
    #if os(macOS)
    let program = "open"
    #else
    let program = "xdg-open"
    #endif
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(address), nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    // It ends by itself; its entry in the table of processes stays until the preview ends.
    if posix_spawnp(&process, program, nil, nil, &arguments, environ) != 0 {
      Terminal.printError("warning: cannot start \"\(program)\"\n  hint: open \(address) yourself")
    }
  }
}
