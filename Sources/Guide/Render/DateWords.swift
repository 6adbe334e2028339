import Templates
import YAML

/// A date for people and for machines.
struct DateWords: Sendable {
  var date: CalendarDate

  static let view = View<DateWords>([
    .text("date") { "\($0.date)" },
    .text("words") { $0.words },
  ])

  /// `1 November 2026`.
  var words: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(date.day) \(months[date.month - 1]) \(date.year)"
  }
}
