import Foundation
import QRCode
import Testing

/// Pictures, drawn by programs that others wrote, and read by zbarimg.
@Suite struct PictureTests {
  private static let address =
    "otpauth://totp/Contoso:alan.goldwasser@contoso.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Contoso"
    + "&algorithm=SHA1&digits=6&period=30"

  private static func texts(_ count: Int) -> [String] {
    var random = SeededRandom(seed: 3)
    return (0..<count).map { index in
      let letters = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        Character(Unicode.Scalar(UInt8.random(in: 33...126, using: &random)))
      }
      return "\(index) \(String(letters))"
    }
  }

  @Test func `zbarimg reads PNG files`() throws {
    let texts = Self.texts(150)
    try FileManager.default.withTemporaryFolder { folder in
      var files: [String] = []
      for (index, text) in texts.enumerated() {
        let path = folder.appending(path: "\(1_000 + index).png")
        let picture = QRCode.Picture(
          dark: index % 3 == 0 ? QRCode.Colour(red: 0, green: 40, blue: 120) : .black, moduleMillimetres: 0.5, scale: 4)
        try Data(try QRCode.encode(text, level: .low).png(picture)).write(to: path)
        files.append(path.path)
      }
      #expect(try Oracle.run(["zbarimg", "--quiet", "--raw"] + files) == texts)
    }
  }

  @Test(arguments: [false, true])
  func `zbarimg reads SVG, rasterised by rsvg`(crossesStrokes: Bool) throws {
    // Many codes on a sheet, which is one start of the rasteriser.
    let texts = Self.texts(64)
    var sheet = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 640\">"
    for (index, text) in texts.enumerated() {
      var picture = QRCode.Picture(title: "A & B <c>", text: "said: \(text)")
      picture.crossesStrokes = crossesStrokes
      let svg = String(decoding: try QRCode.encode(text, level: .medium).svg(picture), as: UTF8.self)
      sheet += "<svg x=\"\(index % 8 * 80)\" y=\"\(index / 8 * 80)\" width=\"78\" height=\"78\"" + svg.dropFirst(4)
    }
    sheet += "</svg>"
    try FileManager.default.withTemporaryFolder { folder in
      let (svg, png) = (folder.appending(path: "sheet.svg").path, folder.appending(path: "sheet.png").path)
      try Data(sheet.utf8).write(to: URL(filePath: svg))
      _ = try Oracle.run(["rsvg-convert", "-w", "2560", "-o", png, svg])
      let read = try Oracle.run(["zbarimg", "--quiet", "--raw", png])
      #expect(read.sorted() == texts.sorted())
    }
  }

  @Test func `zbarimg reads PDF by poppler and EPS by Ghostscript`() throws {
    let text = "Print me, äöü"
    let code = try QRCode.encode(text, level: .quartile)
    let picture = QRCode.Picture(moduleMillimetres: 0.7, title: "Größe (1)")
    try FileManager.default.withTemporaryFolder { folder in
      let (pdf, eps) = (folder.appending(path: "a.pdf").path, folder.appending(path: "a.eps").path)
      try Data(code.pdf(picture)).write(to: URL(filePath: pdf))
      try Data(code.eps(picture)).write(to: URL(filePath: eps))
      let pages = (folder.appending(path: "pdf").path, folder.appending(path: "eps.png").path)
      _ = try Oracle.run(["pdftoppm", "-r", "300", "-png", "-singlefile", pdf, pages.0])
      _ = try Oracle.run([
        "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dEPSCrop", "-sDEVICE=pnggray", "-r300",
        "-sOutputFile=\(pages.1)", eps,
      ])
      #expect(try Oracle.run(["zbarimg", "--quiet", "--raw", pages.0 + ".png", pages.1]) == [text, text])
      let information = try Oracle.run(["pdfinfo", pdf])
      #expect(information.contains { $0.hasPrefix("Title:") && $0.hasSuffix("Größe (1)") })
    }
  }

  @Test func `zbarimg puts structured append together, whatever the order on the sheet`() throws {
    let text = String(repeating: "A text that is spread over several codes. ", count: 8) + "äöü 漢字"
    let codes = try QRCode.encodeSequence(bytes: Array(text.utf8), count: 5, options: QRCode.Options(eci: .never))
    #expect(QRCode.say(codes, Array(text.utf8)))
    #expect(Set(codes.map(\.version)).count == 1)
    try FileManager.default.withTemporaryFolder { folder in
      var sheet = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 500 100\">"
      for (index, code) in codes.reversed().enumerated() {
        let svg = String(decoding: code.svg(), as: UTF8.self)
        sheet += "<svg x=\"\(index * 100)\" y=\"0\" width=\"100\" height=\"100\"" + svg.dropFirst(4)
      }
      let (svg, png) = (folder.appending(path: "sheet.svg"), folder.appending(path: "sheet.png").path)
      try Data((sheet + "</svg>").utf8).write(to: svg)
      _ = try Oracle.run(["rsvg-convert", "-w", "2500", "-o", png, svg.path])
      #expect(try Oracle.run(["zbarimg", "--quiet", "--raw", png]) == [text])
    }
  }

  @Test func `the sizes of an otpauth address at level M keep their limits`() throws {
    let code = try QRCode.encode(Self.address, options: QRCode.Options(boostsLevel: false))
    #expect(Self.address.utf8.count == 139 && code.version.number == 8)
    let plain = code.svg()
    #expect(plain.count <= 3_890)
    var crossing = QRCode.Picture()
    crossing.crossesStrokes = true
    // segno needs 3,829 bytes for this address, without a size of its own and without sharp edges.
    #expect(code.svg(crossing).count <= 3_480)
    #expect(code.png().count <= 492)
    #expect(code.dataURI().utf8.count <= 680)
    let named = code.svg(QRCode.Picture(title: "Enrollment", text: "Scan with an authenticator app"))
    #expect(named.count - plain.count <= 150)
  }

  @Test func `SVG is one background and one path`() throws {
    let code = try QRCode.encode("1", options: QRCode.Options(level: .low, boostsLevel: false, mask: 0))
    let svg = String(decoding: code.svg(), as: UTF8.self)
    #expect(
      svg.hasPrefix(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\" shape-rendering=\"crispEdges\">"
          + "<path fill=\"#fff\" d=\"M0 0h29v29H0z\"/><path stroke=\"#000\" d=\"M4"))
    #expect(svg.hasSuffix("\"/></svg>"))
    let bare = String(decoding: code.svg(QRCode.Picture(quietZone: 0, light: nil)), as: UTF8.self)
    #expect(bare.contains("viewBox=\"0 0 21 21\"") && !bare.contains("fill"))
  }

  @Test(
    arguments: [
      ("#000", "#fff", nil), ("#fff", "#000", "the dark colour \"#fff\" is lighter than the light colour \"#000\""),
      ("#999", "#fff", "the contrast of \"#999\" on \"#fff\" is 2.8:1, below 4:1"), ("#036", "#ffc", nil),
    ] as [(String, String, String?)])
  func `colours that readers cannot tell apart are found`(dark: String, light: String, fault: String?) throws {
    let dark = try #require(QRCode.Colour(dark))
    let light = try #require(QRCode.Colour(light))
    #expect(QRCode.fault(dark: dark, light: light)?.description == fault)
  }

  @Test func `text drawings show the same modules`() throws {
    let code = try QRCode.encode("12345", options: QRCode.Options(family: .micro, level: .low))
    let matrix = code.text(.matrix)
    #expect(QRCode.Matrix(text: matrix) == code.matrix)
    #expect(
      code.text(.ascii, quietZone: 0)
        == matrix.replacingOccurrences(of: "1", with: "##").replacingOccurrences(of: "0", with: "  "))
    #expect(code.text(.half).split(separator: "\n").count == (11 + 4 + 1) / 2)
    #expect(code.text(.sextant).split(separator: "\n").count == (11 + 4) / 3)
    #expect(code.text(.ansi).hasPrefix("\u{1B}[107m"))
  }
}
