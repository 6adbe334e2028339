import QRCode

/// A code in the form that the options ask for.
struct QRDrawing {
  /// Pixels a module where nobody says: readers miss codes that are drawn smaller than 4.
  private static let pixels = 8

  /// The form of the pictures.
  let format: QRFormat
  /// Its strokes cross, which takes the fewest bytes in a file; compressed, as in a page, others take fewer.
  private var picture: QRCode.Picture
  private var textStyle = QRCode.TextStyle.half
  private var writesDark = false

  /// Pictures in `format` as they are where nobody says more.
  init(_ format: QRFormat) {
    self.format = format
    picture = QRCode.Picture(scale: format == .png ? Self.pixels : nil)
    picture.crossesStrokes = true
  }

  init(_ options: QRPictureOptions) throws(QRFailure) {
    textStyle = options.textStyle
    writesDark = options.darkOnLight
    if let format = options.format {
      self.format = format
    } else if let output = options.output {
      guard let format = QRFormat(path: output) else {
        throw .usage("the ending of \"\(output)\" tells no format", hint: "write --format svg, png, pdf, eps or text")
      }
      self.format = format
    } else {
      format = .text
    }
    if let quietZone = options.quietZone, !(0...100).contains(quietZone) {
      throw .usage("a quiet zone is 0 to 100 modules, not \(quietZone)")
    }
    if let scale = options.scale, !(1...200).contains(scale) {
      throw .usage("a scale is 1 to 200 pixels a module, not \(scale)")
    }
    if let side = options.moduleMillimetres, !(side > 0.01 && side < 1000) {
      throw .usage("a module's side is 0.01 to 1000 mm, not \(side)")
    }
    if let light = options.light.colour, !options.force, let fault = QRCode.fault(dark: options.dark, light: light) {
      throw .usage(fault.description, hint: "many readers do not see such a code; --force draws it all the same")
    }
    picture = QRCode.Picture(
      quietZone: options.quietZone, dark: options.dark, light: options.light.colour,
      moduleMillimetres: options.moduleMillimetres, scale: options.scale ?? (format == .png ? Self.pixels : nil),
      title: options.title,
      text: options.description)
    picture.crossesStrokes = true
  }

  func draw(_ code: QRCode) -> [UInt8] {
    switch format {
    case .svg: code.svg(picture)
    case .png: code.png(picture)
    case .pdf: code.pdf(picture)
    case .eps: code.eps(picture)
    case .text: Array(code.text(textStyle, quietZone: picture.quietZone, writesDark: writesDark).utf8)
    case .matrix: Array(code.text(.matrix, quietZone: picture.quietZone).utf8)
    case .dataURI: Array((code.dataURI(picture) + "\n").utf8)
    }
  }

  /// The ending of the pictures' file names.
  var fileEnding: String {
    switch format {
    case .text, .matrix, .dataURI: "txt"
    case .svg, .png, .pdf, .eps: format.rawValue
    }
  }

  /// Says on standard error what may keep `code` from being read.
  func warn(about code: QRCode) {
    if let side = picture.moduleMillimetres, side < QRCode.Picture.leastModuleMillimetres {
      StandardError.write(
        "warning: modules of \(side) mm are too small for many cameras\n"
          + "  hint: print at least 0.33 mm a module, that is \(code.printedMillimetres(module: 0.33)) mm in all\n")
    }
    if let quietZone = picture.quietZone, quietZone < code.version.quietZone {
      StandardError.write(
        "warning: a quiet zone of \(quietZone) modules is less than the standard's \(code.version.quietZone)\n"
          + "  hint: leave that much white around the code where it is placed\n")
    }
  }
}

extension QRCode {
  /// The side with quiet zones, in whole millimetres.
  fileprivate func printedMillimetres(module: Double) -> Int {
    Int((Double(matrix.width + 2 * version.quietZone) * module).rounded(.up))
  }
}
