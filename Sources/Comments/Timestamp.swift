/// A moment, to the millisecond.
package struct Timestamp: Sendable, Hashable, Comparable {
  /// Since 1970-01-01T00:00:00Z; not negative.
  package var milliseconds: Int

  package init(milliseconds: Int) {
    self.milliseconds = max(0, milliseconds)
  }

  /// The moments at which a comment can have been written: of a year with four digits, and not the first one, which stands for none.
  static let written = Timestamp(milliseconds: 1)...Timestamp(milliseconds: 253_402_300_799_999)

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (time: Timestamp, seconds: Int) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds + seconds * 1000)
  }

  /// Whole seconds since 1970-01-01T00:00:00Z.
  package var seconds: Int { milliseconds / 1000 }

  /// The number of the day in UTC, counted from 1970-01-01.
  package var day: Int { seconds / 86_400 }

  /// `2026-11-01T09:30:00Z` (RFC 3339).
  package var text: String {
    let (date, second) = (civil, seconds % 86_400)
    return "\(date)T\(Self.two(second / 3600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))Z"
  }

  /// `2026-11-01`, in UTC.
  package var civil: String {
    // Days are counted from a 1 March, so that the day that some years have more is the last one.
    let days = day + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(Self.two(month))-\(Self.two(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
