import Glibc

/// The time as header fields say it: `Sun, 06 Nov 1994 08:49:37 GMT`. Source: RFC 9110, 5.6.7.
package struct HTTPDate {
  private var second = -1
  private var line: [UInt8] = []

  package init() {}

  /// The field `Date` of now, with its line end; made anew once a second.
  mutating func field() -> [UInt8] {
    let now = time(nil)
    if now != second { (second, line) = (now, Array("Date: \(Self.text(of: now))\r\n".utf8)) }
    return line
  }

  /// The time `seconds` after 1970-01-01T00:00:00Z.
  package static func text(of seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (day, month) = (Int(parts.tm_wday), Int(parts.tm_mon))
    guard days.indices.contains(day), months.indices.contains(month) else { return text(of: 0) }
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    return "\(days[day]), \(two(parts.tm_mday)) \(months[month]) \(parts.tm_year + 1900) \(clock) GMT"
  }
}
