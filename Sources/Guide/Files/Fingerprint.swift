/// A file's name made of what it holds, so that a browser may keep the file for ever.
enum Fingerprint {
  /// `assets/style.css` with 12 hexadecimal digits before the extension: `assets/style.0f3a….css`.
  static func address(_ path: String, of bytes: [UInt8]) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(path).\(digits(of: bytes))" }
    let stem = path.dropLast(name[dot...].count)
    return "\(stem).\(digits(of: bytes))\(name[dot...])"
  }

  /// The path that `address`, made by the above, was made of.
  static func removed(from address: String) -> String {
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    let isLast = parts.last.map { isDigits($0) } ?? false
    guard let position = isLast ? parts.indices.last : parts.indices.dropLast().last, isDigits(parts[position]) else {
      return address
    }
    return (parts[..<position] + parts[(position + 1)...]).joined(separator: ".")
  }

  private static func isDigits(_ part: Substring) -> Bool {
    part.utf8.count == 12 && part.allSatisfy(\.isHexDigit)
  }

  /// 48 bits of FNV-1a over the bytes: enough to tell the versions of one file apart, which is all that is asked.
  /// Source: Fowler, Noll and Vo; draft-eastlake-fnv-17.
  private static func digits(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let folded = (hash ^ (hash >> 48)) & 0xFFFF_FFFF_FFFF
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
