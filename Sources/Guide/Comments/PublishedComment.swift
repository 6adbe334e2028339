import YAML

/// A reader's comment as a build writes it into its page, checked.
struct PublishedComment: Sendable {
  /// Letters, digits and hyphens.
  var id: String
  /// How many comments it stands beneath, from 0.
  var depth: Int
  /// nil where it is gone and only stands for its replies' sake.
  var text: Text?

  /// What there is to read.
  struct Text: Sendable {
    var author: String
    /// An address that begins with `https://` or `http://`; empty where the author gave none.
    var website: String
    /// HTML of the elements of `CommentMarkup`.
    var html: String
    var created: Moment
    /// When its author changed it last.
    var edited: Moment?
  }

  /// A time in UTC.
  struct Moment: Sendable {
    /// `2026-11-01T09:30:00Z` (RFC 3339).
    var text: String
    var date: CalendarDate

    /// nil for any other form, and for a time that no clock shows.
    init?(_ text: String) {
      let bytes = Array(text.utf8)
      guard bytes.count == 20, let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)),
        bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
        bytes[19] == UInt8(ascii: "Z"), let hour = Self.number(bytes[11], bytes[12]), hour < 24,
        let minute = Self.number(bytes[14], bytes[15]), minute < 60, let second = Self.number(bytes[17], bytes[18]),
        second <= 60
      else { return nil }
      (self.text, self.date) = (text, date)
    }

    private static func number(_ first: UInt8, _ second: UInt8) -> Int? {
      guard (0x30...0x39).contains(first), (0x30...0x39).contains(second) else { return nil }
      return Int(first - 0x30) * 10 + Int(second - 0x30)
    }
  }
}
