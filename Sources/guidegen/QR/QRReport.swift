import QRCode

/// What was drawn, as one line of JSON.
enum QRReport {
  /// - Parameter file: where the picture is; nil: the modules are in the report.
  static func json(_ code: QRCode, file: String?) -> String {
    var fields = [
      "\"version\":\"\(code.version)\"", "\"level\":\"\(code.level)\"", "\"mask\":\(code.mask)",
      "\"width\":\(code.matrix.width)", "\"height\":\(code.matrix.height)",
    ]
    if let reading = try? QRCode.reading(code.matrix) {
      let segments = reading.segments.map { "{\"mode\":\"\($0.mode)\",\"characters\":\($0.count)}" }
      fields.append("\"bytes\":\(reading.bytes.count)")
      fields.append("\"segments\":[\(segments.joined(separator: ","))]")
      if let eci = reading.eci { fields.append("\"eci\":\(eci)") }
      if let sequence = reading.sequence {
        fields.append(
          "\"sequence\":{\"index\":\(sequence.index),\"count\":\(sequence.count),\"parity\":\(sequence.parity)}")
      }
    }
    if let file {
      fields.append("\"file\":\(quoted(file))")
    } else {
      let rows = code.text(.matrix).split(separator: "\n").map { "\"\($0)\"" }
      fields.append("\"matrix\":[\(rows.joined(separator: ","))]")
    }
    return "{\(fields.joined(separator: ","))}\n"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
