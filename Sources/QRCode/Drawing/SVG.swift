extension QRCode {
  /// The symbol as SVG: an opaque background and one path.
  ///
  /// One unit is one module. The path is stroked, not filled, because a run then takes a move and a length, and lines
  /// of one module drawn with `crispEdges` have no gaps between rows.
  ///
  /// - Returns: a document in UTF-8 without an XML declaration, so that it can also stand inside HTML.
  public func svg(_ picture: Picture = Picture()) -> [UInt8] {
    let margin = picture.margin(self)
    let (width, height) = (matrix.width + 2 * margin, matrix.height + 2 * margin)
    var head = "<svg xmlns=\"http://www.w3.org/2000/svg\""
    if let side = picture.moduleMillimetres {
      head +=
        " width=\"\(Decimal(value: side * Double(width)))mm\" height=\"\(Decimal(value: side * Double(height)))mm\""
    } else if let scale = picture.scale {
      head += " width=\"\(width * scale)\" height=\"\(height * scale)\""
    }
    head += " viewBox=\"0 0 \(width) \(height)\" shape-rendering=\"crispEdges\""
    if picture.title != nil || picture.text != nil { head += " role=\"img\"" }
    head += ">"
    if let title = picture.title { head += "<title>\(escaped(title))</title>" }
    if let text = picture.text { head += "<desc>\(escaped(text))</desc>" }
    if let light = picture.light { head += "<path fill=\"\(light)\" d=\"M0 0h\(width)v\(height)H0z\"/>" }
    head += "<path stroke=\"\(picture.dark)\" d=\""
    let strokes = picture.crossesStrokes ? Strokes(crossing: matrix) : Strokes(inOneDirection: matrix)
    return head.withUTF8 { StrokePath.document(head: $0, strokes, margin: margin, tail: "\"/></svg>") }
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // XML 1.0 has no other control characters.
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
