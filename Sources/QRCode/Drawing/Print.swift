/// Pictures for print: PDF and EPS, both with one filled path.
extension QRCode {
  /// The symbol as a PDF document of one page that is just as large as the symbol with its quiet zone.
  ///
  /// - Parameter picture: `moduleMillimetres` is the module's side, 1 mm if it is nil.
  public func pdf(_ picture: Picture = Picture()) -> [UInt8] {
    let page = PrintPage(self, picture)
    var content = "\(page.scale) 0 0 \(page.scale) 0 0 cm\n"
    if let light = picture.light {
      content += "\(page.components(light)) rg 0 0 \(page.width) \(page.height) re f\n"
    }
    content += "\(page.components(picture.dark)) rg\n"
    for run in page.runs { content += "\(run.x) \(run.y) \(run.length) 1 re\n" }
    content += "f\n"
    var document = PDFDocument()
    let title = picture.title.map { "<< /Title \(PDFDocument.string($0)) >>" }
    document.object("<< /Type /Catalog /Pages 2 0 R >>")
    document.object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    document.object(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.points(page.width)) \(page.points(page.height))]"
        + " /Contents 4 0 R /Resources << >> >>")
    document.stream(Array(content.utf8))
    if let title { document.object(title) }
    return document.finished(hasInformation: title != nil)
  }

  /// The symbol as Encapsulated PostScript.
  ///
  /// - Parameter picture: as for `pdf(_:)`.
  public func eps(_ picture: Picture = Picture()) -> [UInt8] {
    let page = PrintPage(self, picture)
    let (width, height) = (page.points(page.width), page.points(page.height))
    var text = "%!PS-Adobe-3.0 EPSF-3.0\n"
    text += "%%BoundingBox: 0 0 \(Int(width.value.rounded(.up))) \(Int(height.value.rounded(.up)))\n"
    text += "%%HiResBoundingBox: 0 0 \(width) \(height)\n"
    if let title = picture.title { text += "%%Title: \(title.filter { $0.isASCII && !$0.isNewline })\n" }
    text += "%%EndComments\nsave\n\(page.scale) dup scale\n"
    if let light = picture.light {
      text += "\(page.components(light)) setrgbcolor 0 0 \(page.width) \(page.height) rectfill\n"
    }
    text += "\(page.components(picture.dark)) setrgbcolor\n/m { 1 rectfill } bind def\n"
    for run in page.runs { text += "\(run.x) \(run.y) \(run.length) m\n" }
    text += "restore\nshowpage\n%%EOF\n"
    return Array(text.utf8)
  }
}

/// A symbol on paper, in modules from the lower left corner.
private struct PrintPage {
  let width: Int
  let height: Int
  /// Points a module.
  let scale: Decimal
  let runs: [(x: Int, y: Int, length: Int)]

  init(_ code: QRCode, _ picture: QRCode.Picture) {
    let margin = picture.margin(code)
    let matrix = code.matrix
    width = matrix.width + 2 * margin
    height = matrix.height + 2 * margin
    scale = Decimal(value: (picture.moduleMillimetres ?? 1) * 72 / 25.4)
    var runs: [(x: Int, y: Int, length: Int)] = []
    for y in 0..<matrix.height {
      var x = 0
      while x < matrix.width {
        var end = x
        while end < matrix.width, matrix[end, y] { end += 1 }
        if end > x { runs.append((margin + x, margin + matrix.height - 1 - y, end - x)) }
        x = end + 1
      }
    }
    self.runs = runs
  }

  /// The points that `modules` take.
  func points(_ modules: Int) -> Decimal { Decimal(value: scale.value * Double(modules)) }

  /// Three numbers from 0 to 1.
  func components(_ colour: QRCode.Colour) -> String {
    [colour.red, colour.green, colour.blue].map { "\(Decimal(value: Double($0) / 255))" }.joined(separator: " ")
  }
}

/// A number with at most four decimals and no exponent.
struct Decimal: CustomStringConvertible {
  var value: Double

  var description: String {
    let scaled = Int((value * 10_000).rounded())
    let decimals = String(10_000 + abs(scaled) % 10_000).dropFirst()
    let kept = decimals.reversed().drop { $0 == "0" }.reversed()
    let whole = "\(scaled < 0 ? "-" : "")\(abs(scaled) / 10_000)"
    return kept.isEmpty ? whole : "\(whole).\(String(kept))"
  }
}

/// Puts a PDF file together.
///
/// Source: ISO 32000-1:2008, 7.5.
private struct PDFDocument {
  private var bytes = Array("%PDF-1.4\n%\u{E2}\u{E3}\n".utf8)
  private var offsets: [Int] = []

  mutating func object(_ body: String) {
    offsets.append(bytes.count)
    bytes += Array("\(offsets.count) 0 obj\n\(body)\nendobj\n".utf8)
  }

  mutating func stream(_ content: [UInt8]) {
    let packed = Deflate.zlib(content)
    offsets.append(bytes.count)
    bytes += Array("\(offsets.count) 0 obj\n<< /Length \(packed.count) /Filter /FlateDecode >>\nstream\n".utf8)
    bytes += packed
    bytes += Array("\nendstream\nendobj\n".utf8)
  }

  /// A text string in UTF-16.
  static func string(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    let units = [0xFEFF] + Array(text.utf16)
    return "<" + String(units.flatMap { unit in [12, 8, 4, 0].map { digits[Int(unit >> $0 & 15)] } }) + ">"
  }

  /// The file with its table of offsets.
  func finished(hasInformation: Bool) -> [UInt8] {
    var result = bytes
    var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { table += String(String(10_000_000_000 + offset).dropFirst()) + " 00000 n \n" }
    let information = hasInformation ? " /Info \(offsets.count) 0 R" : ""
    table += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R\(information) >>\nstartxref\n\(bytes.count)\n%%EOF\n"
    result += Array(table.utf8)
    return result
  }
}
