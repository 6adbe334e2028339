import ArgumentParser

/// `guidegen`: the command line.
@main struct Guidegen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guidegen", abstract: "Makes a help centre from Markdown.",
    subcommands: [QRCommand.self])
}
