import Foundation

/// A secret in all the forms in which it could stand somewhere by mistake.
struct SecretForms {
  /// Named, for messages that must not show the secret.
  private let forms: [(name: String, bytes: [UInt8])]

  /// A key of an authenticator app, given in Base32.
  init(base32: String) throws {
    let key = try Self.decoded(base32: base32)
    var forms = Self.forms(of: key) + Self.forms(of: Array(base32.utf8), called: "Base32")
    forms.append(("Base32 in small letters", Array(base32.lowercased().utf8)))
    forms.append(("Base32 in groups", Self.groups(base32)))
    self.forms = forms
  }

  /// Words: a password, a recovery code.
  init(words: String) {
    forms = Self.forms(of: Array(words.utf8)) + [("groups", Self.groups(words))]
  }

  /// The names of the forms that stand in `bytes`.
  func found(in bytes: [UInt8]) -> [String] {
    let data = Data(bytes)
    return forms.filter { data.range(of: Data($0.bytes)) != nil }.map(\.name)
  }

  private static func forms(of bytes: [UInt8], called name: String = "raw") -> [(String, [UInt8])] {
    let hexadecimal = bytes.map { String(format: "%02x", $0) }.joined()
    let escaped = bytes.map { String(format: "%%%02X", $0) }.joined()
    var forms = [(name, bytes)]
    forms += [hexadecimal, hexadecimal.uppercased()].map { ("\(name) in hexadecimal digits", Array($0.utf8)) }
    forms.append(("\(name) percent-encoded", Array(escaped.utf8)))
    // Inside other bytes it may begin at any of three places of a group of four letters.
    for shift in 0..<3 {
      let letters = Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedString()
      let end =
        letters.firstIndex(of: "=").map { letters.index(before: $0) } ?? letters.index(letters.endIndex, offsetBy: -2)
      let inside = String(letters[letters.index(letters.startIndex, offsetBy: [0, 2, 3][shift])..<end])
      let ofAddresses = inside.replacing("+", with: "-").replacing("/", with: "_")
      let encoded = inside.replacing("+", with: "%2B").replacing("/", with: "%2F")
      for text in Set([inside, ofAddresses, encoded]) { forms.append(("\(name) in Base64", Array(text.utf8))) }
    }
    return forms
  }

  private static func groups(_ text: String) -> [UInt8] {
    Array(text.enumerated().map { ($0.offset > 0 && $0.offset % 4 == 0 ? " " : "") + String($0.element) }.joined().utf8)
  }

  private static func decoded(base32 text: String) throws -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = text.flatMap { letter in
      let value = letters.firstIndex(of: letter) ?? 0
      return (0..<5).map { UInt8(value >> (4 - $0) & 1) }
    }
    return stride(from: 0, to: bits.count - 7, by: 8).map { bits[$0..<($0 + 8)].reduce(0) { $0 << 1 | $1 } }
  }
}
