import YAML

/// A time of day on a date, as clocks somewhere show it.
public struct PassTime: Sendable, Equatable {
  /// The date.
  public let day: CalendarDate
  /// From midnight: 0 to 1,439.
  public let minute: Int
  /// Whose clocks: `UTC`, `UTC+01:00`; empty where nobody said, so that readers take it for their own.
  public let zone: String

  private init(day: CalendarDate, minute: Int, zone: String) {
    (self.day, self.minute, self.zone) = (day, minute, zone)
  }

  /// Reads `2026-12-01T08:00:00Z`, `2026-12-01T09:00+01:00` or `2026-12-01 09:00`; nil for anything else, since
  /// `01/12/2026` is in January for some. Seconds do not count.
  ///
  /// Source: RFC 3339, 5.6.
  public init?(_ text: String) {
    let characters = Array(text)
    guard characters.count >= 16, let day = CalendarDate(String(characters[..<10])),
      characters[10] == "T" || characters[10] == " ", let hour = Self.number(characters[11..<13], below: 24),
      characters[13] == ":", let minute = Self.number(characters[14..<16], below: 60)
    else { return nil }
    var rest = characters[16...]
    if rest.first == ":" {
      guard rest.count >= 3, Self.number(rest.dropFirst().prefix(2), below: 61) != nil else { return nil }
      rest = rest.dropFirst(3)
      if rest.first == "." { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
    }
    guard let zone = Self.zone(rest) else { return nil }
    self.init(day: day, minute: hour * 60 + minute, zone: zone)
  }

  private static func number(_ digits: ArraySlice<Character>, below limit: Int) -> Int? {
    guard digits.count == 2, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(String(digits)),
      number < limit
    else { return nil }
    return number
  }

  private static func zone(_ text: ArraySlice<Character>) -> String? {
    let characters = Array(text)
    switch characters.first {
    case nil: return ""
    case "Z", "z": return characters.count == 1 ? "UTC" : nil
    case "+", "-":
      guard characters.count == 6, characters[3] == ":", number(characters[1..<3], below: 24) != nil,
        number(characters[4..<6], below: 60) != nil
      else { return nil }
      let offset = String(characters)
      return offset.dropFirst() == "00:00" ? "UTC" : "UTC" + offset
    default: return nil
    }
  }

  /// The time `minutes` later by the same clocks; nil beyond the calendar's end.
  func adding(minutes: Int) -> PassTime? {
    let total = day.daysSince1970 * 1_440 + minute + minutes
    let days = Int((Double(total) / 1_440).rounded(.down))
    return CalendarDate(daysSince1970: days).map {
      PassTime(day: $0, minute: total - days * 1_440, zone: zone)
    }
  }

  /// `08:05`, or `08:05 UTC`.
  public var clock: String {
    let digits = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return zone.isEmpty ? digits : digits + " " + zone
  }
}
