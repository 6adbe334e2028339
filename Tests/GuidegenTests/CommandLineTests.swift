import Foundation
import Guide
import Testing

/// What the command line understands, and what it says about itself.
@Suite struct CommandLineTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  @Test func `the version is said in one line`() throws {
    #expect(try guidegen("--version", in: folder) == Outcome(status: 0, output: "guidegen \(guidegenVersion)\n"))
  }

  @Test(arguments: [[], ["build"], ["check"], ["new"], ["new", "site"], ["new", "article"], ["qr"]])
  func `every help text has examples that name the command`(command: [String]) throws {
    let words = [try guidegenPath()] + command
    let help = try Command(words + ["--help"], in: folder).run()
    #expect(help.status == 0 && help.errors == "")
    #expect(help.output.hasPrefix("OVERVIEW: "))
    #expect(help.output.contains("USAGE: \((["guidegen"] + command).joined(separator: " "))"))
    let example = "\n  \((["guidegen"] + command).joined(separator: " ")) "
    #expect(help.output.contains(example) || help.output.contains(String(example.dropLast()) + "\n"))
    if !command.isEmpty {
      let asked = try Command([words[0], "help"] + command, in: folder).run()
      #expect(asked == help)
    }
  }

  @Test(arguments: [
    (["bild"], "Error: Unexpected argument 'bild'\nUsage: guidegen <subcommand>"),
    (["build", "--outptu", "x"], "Error: Unknown option '--outptu'. Did you mean '--output'?\nUsage: guidegen build "),
    (["build", "a", "b"], "Error: Unexpected argument 'b'\nUsage: guidegen build "),
    (["build", "--output"], "Error: Missing value for '--output <folder>'\n"),
    (["build", "--threads", "0"], "Error: --threads takes a number from 1 to 1024.\nUsage: guidegen build "),
    (["build", "--threads", "many"], "Error: The value 'many' is invalid for '--threads <n>'\n"),
    (["build", "--offline", "--precompress"], "Error: --offline and --precompress exclude each other: no server "),
    (["build", "--offline", "--comments", "x"], "Error: --offline and --comments exclude each other: a folder "),
    (["check", "--format", "xml"], "Error: The value 'xml' is invalid for '--format <format>'."),
    (
      ["check", "--today", "2026-02-30"],
      "Error: The value '2026-02-30' is invalid for '--today <yyyy-mm-dd>': \"2026-02-30\" is not a date such as 2026-11-01."
    ),
    (["new", "site"], "Error: Missing expected argument '<folder>'\n"),
    (["new", "article", "mfa"], "Error: \"mfa\" must end in .md.\nUsage: guidegen new article <path>"),
  ])
  func `a wrong command line ends with 2, and standard error says what is wrong and how it is used`(
    arguments: [String], start: String
  ) throws {
    let outcome = try Command([try guidegenPath()] + arguments, in: folder).run()
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix(start), "\(outcome.errors)")
    #expect(outcome.errors.contains("Usage: guidegen"))
    #expect(try folder.names() == [])
  }

  @Test(arguments: [
    ("THREADS", "0", "--threads takes a number from 1 to 1024."),
    ("THREADS", "all", #"The environment variable GUIDEGEN_THREADS must be a number from 1 to 1024, not "all"."#),
    ("TODAY", "soon", #"The environment variable GUIDEGEN_TODAY must be a date such as 2026-11-01, not "soon"."#),
  ])
  func `a wrong value in the environment is a wrong command line`(name: String, value: String, message: String) throws {
    let outcome = try guidegen("check", in: folder, environment: ["GUIDEGEN_\(name)": value])
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("Error: \(message)\nUsage: guidegen check "))
  }

  @Test(arguments: [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish")])
  func `the completion scripts are ones that the shells can read`(shell: String, package: String) throws {
    let script = try guidegen("--generate-completion-script", shell, in: folder)
    #expect(script.status == 0 && script.errors == "")
    for word in ["check", "article", "threads", "github"] { #expect(script.output.contains(word)) }
    try folder.write(script.output, to: "script")
    let read = try Command([try tool(shell, package: package), "-n", "script"], in: folder).run()
    #expect(read == Outcome(status: 0))
    try folder.write(script.output + "\nif (", to: "script")
    #expect(try Command([try tool(shell, package: package), "-n", "script"], in: folder).run().status != 0)
  }
}
