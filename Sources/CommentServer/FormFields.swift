import Comments

/// Reads the fields of an HTML form. Source: URL Standard, 5.1 (application/x-www-form-urlencoded).
enum FormFields {
  /// The names and values in `bytes`; nil where they are not UTF-8.
  static func read(_ bytes: [UInt8]) -> [(name: String, value: String)]? {
    var fields: [(name: String, value: String)] = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts.first ?? []), let value = decoded(parts.count == 2 ? parts[1] : []) else {
        return nil
      }
      fields.append((name, value))
    }
    return fields
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(0x20)
      case UInt8(ascii: "%"):
        if let high = rest.first.flatMap(digit), let low = rest.dropFirst().first.flatMap(digit) {
          result.append(high << 4 | low)
          rest = rest.dropFirst(2)
        } else {
          result.append(byte)
        }
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

extension PostedFields {
  /// Reads a form's fields; those that it does not know are passed over, since a page may add some.
  init(form bytes: [UInt8]) throws(PostingProblem) {
    self.init()
    guard let fields = FormFields.read(bytes) else { throw .malformed("the form is not UTF-8") }
    for (name, value) in fields {
      // Browsers send a line end in a text as CR and LF.
      _ = set(name, to: value.replacing("\r\n", with: "\n"))
    }
  }
}
