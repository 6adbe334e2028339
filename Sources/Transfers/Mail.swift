import FoundationEssentials
import Glibc

/// A letter of plain text, in any language.
package struct Mail: Sendable, Equatable {
  package var sender: MailAddress
  package var recipients: [MailAddress]
  package var subject: String
  /// Its lines end in line feeds.
  package var text: String
  /// What no other mail has: at most 64 letters, digits and hyphens.
  package var id: String
  /// When it was written, in seconds since 1970.
  package var seconds: Int

  package init(
    from sender: MailAddress, to recipients: [MailAddress], subject: String, text: String, id: String, seconds: Int
  ) {
    (self.sender, self.recipients, self.subject, self.text) = (sender, recipients, subject, text)
    (self.id, self.seconds) = (id, seconds)
  }

  /// As it is sent, its lines ending in CR and LF. Source: RFC 5322, 2045, 2047.
  package var bytes: [UInt8] {
    let id = self.id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(64)
    let fields = [
      ("From", Self.field(sender)),
      ("To", recipients.map(Self.field).joined(separator: ",\r\n ")),
      ("Subject", Self.words(subject)),
      ("Date", Self.date(seconds)),
      ("Message-ID", "<\(id)@\(sender.domain)>"),
      // Whoever is on holiday need not tell us (RFC 3834, 5).
      ("Auto-Submitted", "auto-generated"),
      ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=utf-8"),
      ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    var bytes: [UInt8] = []
    for (name, value) in fields { bytes += "\(name): \(value)\r\n".utf8 }
    return bytes + "\r\n".utf8 + Self.quotedPrintable(text)
  }

  private static func field(_ address: MailAddress) -> String {
    guard !address.name.isEmpty else { return address.address }
    let isPlain = address.name.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !address.name.contains("=?")
    guard isPlain else { return "\(words(address.name))\r\n <\(address.address)>" }
    let quoted = address.name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(quoted)\"\r\n <\(address.address)>"
  }

  /// `text` for a field of the head: as it is where that is plain and short, else in encoded words, each on a line of its
  /// own. Whatever could end a line is a space. Source: RFC 2047, 2 and 5.
  static func words(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
      line.append(isControl ? " " : scalar)
    }
    let isPlain = line.count <= longestPlain && line.allSatisfy { (0x20...0x7E).contains($0.value) }
    if isPlain, !String(line).contains("=?") { return String(line) }
    var words: [String] = []
    var bytes: [UInt8] = []
    for scalar in line {
      let next = Array(String(scalar).utf8)
      if bytes.count + next.count > bytesOfWord {
        words.append(word(bytes))
        bytes = []
      }
      bytes += next
    }
    words.append(word(bytes))
    return words.joined(separator: "\r\n ")
  }

  /// Of the characters of a line 78 are usual, and the field's name takes some.
  private static let longestPlain = 60
  /// A line with encoded words has at most 76 characters: these bytes make 52, 12 stand around them, and the field's name
  /// in front of the first.
  private static let bytesOfWord = 39

  private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }

  /// `Fri, 15 Jan 2027 08:00:00 +0000`. Source: RFC 5322, 3.3.
  static func date(_ seconds: Int) -> String {
    var (time, parts) = (time_t(seconds), tm())
    gmtime_r(&time, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (day, month) = (days[Int(parts.tm_wday) % 7], months[Int(parts.tm_mon) % 12])
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    return "\(day), \(parts.tm_mday) \(month) \(Int(parts.tm_year) + 1900) \(clock) +0000"
  }

  /// `text` in lines of at most 76 characters of ASCII. Source: RFC 2045, 6.7.
  static func quotedPrintable(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    // What ends the last line begins no other.
    let whole = text.hasSuffix("\n") ? text.dropLast() : text[...]
    for line in whole.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      var width = 0
      for (index, byte) in zip(line.indices, line) {
        let isLast = line.index(after: index) == line.endIndex
        let isBlank = byte == 0x20 || byte == 0x09
        let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
        let written =
          isPlain ? [byte] : Array("=\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
        if width + written.count > 75 {
          bytes += "=\r\n".utf8
          width = 0
        }
        bytes += written
        width += written.count
      }
      bytes += "\r\n".utf8
    }
    return bytes
  }
}
