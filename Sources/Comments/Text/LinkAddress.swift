/// An address that a comment may link to: of a web page, or of a mailbox.
package struct LinkAddress: Sendable, Hashable {
  /// The whole address: ASCII without quotes, angle brackets, spaces and control characters; the rest is percent-encoded.
  package let text: String
  /// The host of a page in small letters, as it was written; nil for a mailbox.
  package let host: String?

  /// More is no address that anybody shares.
  package static let maximumCount = 2_000

  /// Reads `text`: `http://…`, `https://…` or `mailto:name@host`; nil for anything else.
  ///
  /// Refused is also what shows another address than it leads to (a name before the host, invisible characters), and a
  /// mailbox with more behind it, which would write the mail.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    guard text.utf8.count <= Self.maximumCount, let colon = text.unicodeScalars.firstIndex(of: ":") else { return nil }
    // By bytes: `String` takes different texts for equal.
    guard VisibleText.cleaned(text).utf8.elementsEqual(text.utf8),
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "\\" })
    else { return nil }
    let scheme = text[..<colon].lowercased()
    let rest = text.unicodeScalars[text.unicodeScalars.index(after: colon)...]
    switch scheme {
    case "http", "https":
      guard rest.starts(with: "//".unicodeScalars), let host = Self.host(rest.dropFirst(2)) else { return nil }
      self.host = host
    case "mailto":
      guard Self.isMailbox(rest) else { return nil }
      host = nil
    default: return nil
    }
    self.text = Self.encoded(scheme + text[colon...])
  }

  // By scalars: a slash with a mark on it is no other character to a browser.
  private typealias Scalars = Substring.UnicodeScalarView

  /// The host at the start of `text`, which is followed by a port, a path or nothing; nil where there is none.
  private static func host(_ text: Scalars) -> String? {
    let authority = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var host = authority
    var port = authority.suffix(0)
    if let bracket = authority.lastIndex(of: "]") {
      port = authority[authority.index(after: bracket)...]
      host = authority[...bracket]
    } else if let colon = authority.firstIndex(of: ":") {
      port = authority[colon...]
      host = authority[..<colon]
    }
    guard port.isEmpty || port.first == ":" && port.count <= 6 && isNumber(port.dropFirst()) else { return nil }
    return isName(host) || isVersion6(host) ? String(host).lowercased() : nil
  }

  private static func isNumber(_ text: Scalars) -> Bool {
    !text.isEmpty && text.allSatisfy { "0"..."9" ~= $0 }
  }

  /// Whether `host` is labels of letters, digits, hyphens and underscores of any script, with periods between.
  private static func isName(_ host: Scalars) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    // A period at the end is the root's.
    let named = labels.count > 1 && labels.last?.isEmpty == true ? labels.dropLast() : labels[...]
    return host.count <= 253
      && named.allSatisfy { label in
        // What a mark would stand on is missing.
        label.first.map { !isMark($0) } ?? false
          && label.allSatisfy {
            $0 == "-" || $0 == "_" || isLetterOrDigit($0) || isMark($0)
          }
      }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
  }

  private static func isVersion6(_ host: Scalars) -> Bool {
    host.first == "[" && host.last == "]" && host.contains(":")
      && host.dropFirst().dropLast().allSatisfy { $0 == ":" || $0 == "." || $0.isASCII && $0.properties.isHexDigit }
  }

  /// Whether `text` is `name@host` and nothing else.
  private static func isMailbox(_ text: Scalars) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let name = parts.first, let host = parts.last, !name.isEmpty else { return false }
    return isName(host) && name.allSatisfy { isLetterOrDigit($0) || $0 == "." || $0 == "+" || $0 == "_" || $0 == "-" }
  }

  /// `text` with whatever a URL cannot have, and what could end an attribute, percent-encoded. Source: RFC 3986, 2.
  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isSafe(byte) {
        bytes.append(byte)
      } else {
        bytes += Array("%".utf8) + Array(Hexadecimal.encoded([byte]).uppercased().utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-._~:/?#[]@!$&()*+,;=%".utf8.contains(byte)
    }
  }
}
