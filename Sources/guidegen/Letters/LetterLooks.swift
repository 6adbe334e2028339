#if Letters
import ArgumentParser
import Letters
import YAML

/// How letters look.
struct LetterLooks: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The envelope whose window shows the address: \(Envelope.all.map(\.name).joined(separator: ", ")).",
      valueName: "name"))
  var envelope: LetterEnvelope = LetterEnvelope(envelope: .din5008B)

  @Option(help: ArgumentHelp("The font family of the text.", valueName: "family"))
  var font = Stationery().textFamily

  @Option(help: ArgumentHelp("The letters' date, such as 2026-11-30 (default: today).", valueName: "date"))
  var date: String?

  @Option(help: ArgumentHelp("How many threads work at once (default: one for each processor).", valueName: "n"))
  var threads: Int?

  /// How many threads work at once.
  var threadCount: Int { threads ?? min(64, processorCount()) }

  mutating func validate() throws {
    guard (1...64).contains(threadCount) else { throw ValidationError("--threads takes a number from 1 to 64.") }
    if let date, CalendarDate(date) == nil { throw ValidationError("--date takes a date such as 2026-11-30.") }
  }

  /// The letters' date.
  var day: CalendarDate {
    get throws { try date.flatMap { CalendarDate($0) } ?? today() }
  }

  /// As the options say.
  var stationery: Stationery { Stationery(envelope: envelope.envelope, textFamily: font) }
}

/// An envelope by its name.
struct LetterEnvelope: ExpressibleByArgument {
  let envelope: Envelope

  init(envelope: Envelope) { self.envelope = envelope }

  init?(argument: String) {
    guard let envelope = Envelope.named(argument) else { return nil }
    self.envelope = envelope
  }

  var defaultValueDescription: String { envelope.name }

  static var allValueStrings: [String] { Envelope.all.map(\.name) }
}

#endif
