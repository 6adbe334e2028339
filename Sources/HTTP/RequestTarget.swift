/// A request's target, taken apart.
package struct RequestTarget {
  /// Percent-decoded, without the query; always begins with a slash.
  package var path: String
  /// As it was sent, without the question mark.
  package var query: Substring

  /// nil for what is no path of a host: `*`, another scheme, bytes that are not UTF-8, control characters.
  package init?(_ target: String) {
    var rest = target[...]
    if !rest.hasPrefix("/") {
      // A proxy's form, with the host in front (RFC 9112, 3.2.2).
      guard rest.hasPrefix("http://"), let slash = rest.dropFirst("http://".count).firstIndex(of: "/") else {
        return nil
      }
      rest = rest[slash...]
    }
    let pathEnd = rest.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? rest.endIndex
    guard let path = Self.decoded(rest[..<pathEnd]), !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return nil
    }
    self.path = path
    let query = rest.utf8[pathEnd...].dropFirst()
    self.query = Substring(query.prefix { $0 != UInt8(ascii: "#") })
  }

  /// The value of `name` in the query.
  package func value(_ name: String) -> String? { values(name).first }

  /// All values of `name` in the query; those that are not UTF-8 are left out.
  package func values(_ name: String) -> [String] {
    query.utf8.split(separator: UInt8(ascii: "&")).compactMap { pair in
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<equals].elementsEqual(name.utf8) else {
        return nil
      }
      return Self.decoded(Substring(pair[equals...].dropFirst()))
    }
  }

  /// `path` with each byte that an address cannot hold as `%41` (RFC 3986, 3.3).
  package static func encoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let isPlain = byte < 0x80 && byte > 0x20 && byte != 0x7F && !"\"%<>?#[]\\^`{|}".utf8.contains(byte)
      result +=
        isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return result
  }

  /// `text` with each `%41` replaced by the byte that it stands for; nil where that is not UTF-8 or a `%` is alone.
  private static func decoded(_ text: Substring) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = bytes.popFirst(), let low = bytes.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), high != UInt8(ascii: "+")
      else { return nil }
      result.append(value)
    }
    return String(validating: result, as: UTF8.self)
  }
}
