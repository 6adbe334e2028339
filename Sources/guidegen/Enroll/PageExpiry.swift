#if Enrollment
import ArgumentParser
import YAML

/// When pages open no more: a day, or a number of days from now.
enum PageExpiry: ExpressibleByArgument {
  case day(CalendarDate)
  case days(Int)

  /// As long as a letter may lie about.
  static let usual = PageExpiry.days(30)
  private static let mostDays = 366

  init?(argument: String) {
    if let days = Int(argument) {
      guard (1...Self.mostDays).contains(days) else { return nil }
      self = .days(days)
    } else if let date = CalendarDate(argument) {
      self = .day(date)
    } else {
      return nil
    }
  }

  /// The end of the day in UTC, in seconds since 1970; `now` likewise.
  func moment(from now: Int) -> Int {
    switch self {
    case .day(let date): (date.daysSince1970 + 1) * 86_400
    case .days(let days): (now / 86_400 + days + 1) * 86_400
    }
  }
}
#endif
