#if Comments
import ArgumentParser
import Comments
import Diagnostics
import Guide

/// `guidegen comments export`.
struct CommentsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes all comments as JSON Lines, or what there is of one person.",
    discussion: """
      An export has everything that belongs to comments, in all states; guidegen comments import reads it again, into any \
      database. A file of it is readable for you alone. With --public it has what readers see, for guidegen build --comments.

      Examples:

        guidegen comments export -o comments.jsonl
        guidegen comments export --public -o public.jsonl
        guidegen comments export --person "Ada"
      """)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Write what readers see, as builds want it.")
  var `public` = false

  @OptionGroup var person: PersonSelection

  @OptionGroup(title: "The store") var store: StoreOptions

  mutating func validate() throws {
    guard !`public` || person.person == nil else { throw ValidationError("--public and --person exclude each other.") }
  }

  func run() throws {
    if let output, let code = AtomicFile.refusal(of: output) {
      let refusal = OutputError.refused(attempt: "write", path: output, code: code)
      throw StoreOptions.fail(refusal.diagnostics, with: .machineFailed)
    }
    let settings = try store.settings()
    let opened = try store.open(settings)
    let site = try store.site(in: opened, settings)
    if let person = person.value {
      guard let found = try StoreOptions.reporting({ () throws(SQLError) in try opened.export(person, of: site) })
      else {
        throw StoreOptions.fail([.nothingOfPerson], with: .wrongInput)
      }
      return try write(found + [UInt8(ascii: "\n")])
    }
    if `public` {
      return try write(StoreOptions.reporting { () throws(SQLError) in try opened.publicExport(of: site) })
    }
    var bytes: [UInt8] = []
    try StoreOptions.reporting { () throws(SQLError) in
      // A file is written as a whole; standard output gets lines as they come.
      _ = try opened.export(ExportOptions(site: site), stopped: { $0 }) { (lines) throws(SQLError) in
        if output == nil { Terminal.write(lines) } else { bytes += lines }
      }
    }
    if output != nil { try write(bytes) }
  }

  private func write(_ bytes: [UInt8]) throws {
    guard let output else { return Terminal.write(bytes) }
    do throws(OutputError) {
      // All but what readers see anyway is for nobody else's eyes.
      try AtomicFile.write(bytes, to: output, isPrivate: !`public`)
    } catch {
      throw StoreOptions.fail(error.diagnostics, with: .machineFailed)
    }
  }
}

extension Diagnostic {
  static var nothingOfPerson: Diagnostic {
    .error("there is nothing of this person", at: nil, hint: "write the name as it stands with the comments")
  }
}
#endif
