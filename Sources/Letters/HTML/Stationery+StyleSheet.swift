/// Stationery as a browser's style sheet needs it.
extension Stationery {
  /// The sheet, and the places on it as custom properties: millimetres from the sheet's left edge and from the
  /// page's upper margin.
  ///
  /// The page's own margins are only above and below: browsers clip what stands in them, and the marks for folding are at
  /// the sheet's left edge.
  var styleSheet: String {
    let window = envelope.window
    let address = envelope.address
    let facts = facts
    var lengths: [(name: String, millimetres: Double)] = [
      ("left-margin", Self.leftMargin), ("right-margin", Self.rightMargin),
      ("header-height", window.bottom + 8.5 - Self.topMargin),
      ("return-left", window.left + 5), ("return-top", window.top + envelope.notes - 5 - Self.topMargin),
      ("return-width", window.width - 10),
    ]
    for (name, area) in [("address", address), ("facts", facts)] {
      lengths += [
        ("\(name)-left", area.left), ("\(name)-top", area.top - Self.topMargin), ("\(name)-width", area.width),
        ("\(name)-height", area.height),
      ]
    }
    let properties = lengths.map { "--\($0.name):\($0.millimetres.rounded(toPlaces: 2))mm" }.joined(separator: ";")
    let noReturn = envelope.notes > 0 ? "" : ".letter>header .return{display:none}\n"
    return """
      @page{size:\(envelope.paper.width)mm \(envelope.paper.height)mm;margin:\(Self.topMargin)mm 0 \(Self.footMargin)mm}
      @page{@bottom-left{\(Self.footerStyle);padding-left:\(Self.leftMargin)mm}\
      @bottom-right{\(Self.footerStyle);padding-right:\(Self.rightMargin)mm;direction:rtl}}
      :root{--text-font:"\(Self.named(textFamily))";--code-font:"\(Self.named(codeFamily))";--text-size:\(size)pt;\(properties)}
      \(noReturn)
      """
  }

  /// A family's name as it can stand in quotes.
  private static func named(_ family: String) -> String {
    family.filter { !["\"", "\\", "<", ">", "\n"].contains($0) }
  }

  private static let footerStyle =
    "font:7.5pt var(--text-font),sans-serif;color:#5c5c5c;vertical-align:top;padding-top:7mm"

  /// In which size the lines of an address fit into the window, in points; nil where they do not.
  ///
  /// What a browser's font measures is not known: letters are taken as wide as the widest third of them.
  func addressSize(of texts: [String]) -> Double? {
    let lines = texts.flatMap { $0.split(whereSeparator: \.isNewline) }.filter { !$0.isEmpty }
    let area = envelope.address
    return [size, 9, 8, 7.5].first { size in
      let inALine = max(1, Int(area.width.millimetres / (size * 0.6)))
      let count = lines.reduce(0) { $0 + ($1.count + inALine - 1) / inALine }
      return Double(count) * size * 1.25 <= area.height.millimetres
    }
  }
}

extension Double {
  /// The number with so many decimals at the most.
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    return (self * factor).rounded() / factor
  }
}
