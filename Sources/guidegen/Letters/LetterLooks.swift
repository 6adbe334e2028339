#if Enrollment
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

  mutating func validate() throws {
    if let date, CalendarDate(date) == nil { throw ValidationError("--date takes a date such as 2026-11-30.") }
  }

  /// The letters' date.
  var day: CalendarDate { date.flatMap { CalendarDate($0) } ?? today() }

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
