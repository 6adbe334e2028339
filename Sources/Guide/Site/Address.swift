/// Addresses within a site: paths from the site's top, without a slash in front: `faq/mfa.html`.
///
/// Links in pages are relative, so that a site works below any path and from a folder on a disk.
enum Address {
  /// The address to write in the page `page` for `target` in the same site; both are percent-encoded already.
  ///
  /// `mfa.html` in `faq/`, seen from `faq/email.html`, is `mfa.html`; `index.html` seen from there is `../index.html`.
  static func relative(from page: [UInt8], to target: [UInt8]) -> [UInt8] {
    var common = 0
    var index = 0
    while index < page.count, index < target.count, page[index] == target[index] {
      index += 1
      if page[index - 1] == UInt8(ascii: "/") { common = index }
    }
    var climbs = 0
    for byte in page[common...] where byte == UInt8(ascii: "/") { climbs += 1 }
    guard climbs > 0 else { return Array(target[common...]) }
    var result: [UInt8] = []
    result.reserveCapacity(3 * climbs + target.count - common)
    for _ in 0..<climbs { result.append(contentsOf: [UInt8(ascii: "."), UInt8(ascii: "."), UInt8(ascii: "/")]) }
    result.append(contentsOf: target[common...])
    return result
  }

  /// `address` percent-encoded: what RFC 3986 (3.3) lets stand in a path stays.
  static func encoded(_ address: String) -> [UInt8] {
    var address = address
    return address.withUTF8 { bytes in
      // Most have nothing to encode.
      if bytes.allSatisfy({ isPlain($0) }) { return Array(bytes) }
      var result: [UInt8] = []
      appendEncoded(bytes, to: &result)
      return result
    }
  }

  /// `text` with each `%41` replaced by the byte that it stands for; nil if that is not UTF-8.
  static func decoded(_ text: some Sequence<UInt8>) -> String? {
    String(validating: decodedBytes(Array(text)[...]), as: UTF8.self)
  }

  /// `bytes` with each `%41` replaced by the byte that it stands for.
  static func decodedBytes(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
    var result: [UInt8] = []
    var bytes = bytes
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2,
        let high = hexDigit(bytes[bytes.startIndex]), let low = hexDigit(bytes[bytes.startIndex + 1])
      {
        result.append(high << 4 | low)
        bytes.removeFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result[...]
  }

  /// The path that `relative` names when it stands in a file in `folder` (no slash at its end, empty for the top).
  ///
  /// - Returns: nil where it climbs above the top, or is not UTF-8.
  static func resolve(_ relative: String, in folder: String) -> String? {
    resolve(Array(relative.utf8)[...], in: Array(folder.utf8)[...])
  }

  /// The same for bytes; this is on the way of every link.
  static func resolve(_ relative: ArraySlice<UInt8>, in folder: ArraySlice<UInt8>) -> String? {
    let slash = UInt8(ascii: "/")
    var path = relative.first == slash ? [] : Array(folder)
    path.reserveCapacity(path.count + relative.count + 1)
    var start = relative.startIndex
    while start < relative.endIndex {
      let end = relative[start...].firstIndex(of: slash) ?? relative.endIndex
      let name = relative[start..<end]
      start = min(end + 1, relative.endIndex)
      if name.isEmpty || (name.count == 1 && name.first == UInt8(ascii: ".")) { continue }
      if name.count == 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) {
        guard !path.isEmpty else { return nil }
        path.removeSubrange((path.lastIndex(of: slash) ?? 0)...)
        continue
      }
      if !path.isEmpty { path.append(slash) }
      path.append(contentsOf: name)
    }
    return String(validating: path, as: UTF8.self)
  }

  /// What is before the last slash; empty where there is none.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  private static func appendEncoded(_ bytes: some Sequence<UInt8>, to result: inout [UInt8]) {
    for byte in bytes {
      if isPlain(byte) {
        result.append(byte)
      } else {
        result.append(UInt8(ascii: "%"))
        result.append(hexDigits[Int(byte >> 4)])
        result.append(hexDigits[Int(byte & 15)])
      }
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  /// Whether a byte may stand in a path. `:` may not here, since `a:b` would read as a scheme.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"): true
    // `&'()*+,-./` and the digits, which stand side by side.
    case UInt8(ascii: "&")...UInt8(ascii: "9"): true
    default: byte == 0x21 || byte == 0x24 || byte == 0x3B || byte == 0x3D || byte == 0x5F || byte == 0x7E
    }
  }
}
