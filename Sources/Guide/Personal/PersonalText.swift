/// HTML with marks (`PersonalField`), taken apart once for all whom it is for.
package struct PersonalText: Sendable {
  /// Text, then a field, then text, and so on; the last piece is text.
  private let pieces: [(text: [UInt8], field: PersonalField?)]

  /// Takes `html` apart; a mark of no field is left out.
  package init(_ html: [UInt8]) {
    var pieces: [(text: [UInt8], field: PersonalField?)] = []
    var rest = html[...]
    while let start = rest.firstRange(of: Self.opening),
      let end = rest[start.upperBound...].firstRange(of: Self.closing)
    {
      let name = String(decoding: rest[start.upperBound..<end.lowerBound], as: UTF8.self)
      pieces.append((Array(rest[..<start.lowerBound]), PersonalField(rawValue: name)))
      rest = rest[end.upperBound...]
    }
    self.pieces = pieces + [(Array(rest), nil)]
  }

  /// The HTML with `values` in the places of the marks, escaped but for the picture; nothing for a field without one.
  package func filled(_ values: [PersonalField: [UInt8]]) -> [UInt8] {
    var html: [UInt8] = []
    html.reserveCapacity(pieces.reduce(4096) { $0 + $1.text.count })
    for (text, field) in pieces {
      html += text
      guard let field, let value = values[field] else { continue }
      if field == .picture {
        html += value
      } else {
        for byte in value { Self.escapes[byte].map { html += $0 } ?? html.append(byte) }
      }
    }
    return html
  }

  private static let opening: [UInt8] = [0xEF, 0xB7, 0x90]
  private static let closing: [UInt8] = [0xEF, 0xB7, 0x91]
  private static let escapes: [UInt8: [UInt8]] = [
    UInt8(ascii: "&"): Array("&amp;".utf8), UInt8(ascii: "<"): Array("&lt;".utf8),
    UInt8(ascii: ">"): Array("&gt;".utf8), UInt8(ascii: "\""): Array("&quot;".utf8),
    UInt8(ascii: "'"): Array("&#39;".utf8),
  ]
}
