import Templates
import YAML

/// A date for people and for machines.
struct DateWords: Sendable {
  var date: CalendarDate
  /// As people write it: `1 November 2026`.
  var words: String

  static let view = View<DateWords>([
    .text("date") { "\($0.date)" },
    .text("words") { $0.words },
  ])

  /// `date` in the language of `words`.
  init(_ date: CalendarDate, in words: Words) {
    (self.date, self.words) = (date, words.words(for: date))
  }
}
