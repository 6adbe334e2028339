import QRCode

/// A code in the form that the options ask for.
struct QRDrawing {
  private let options: QRPictureOptions
  private let format: QRFormat
  private let picture: QRCode.Picture

  init(_ options: QRPictureOptions) throws(QRFailure) {
    self.options = options
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
    picture = QRCode.Picture(
      quietZone: options.quietZone, dark: options.dark, light: options.light.colour,
      moduleMillimetres: options.moduleMillimetres, scale: options.scale, title: options.title,
      text: options.description)
  }

  func draw(_ code: QRCode) -> [UInt8] {
    switch format {
    case .svg: code.svg(picture)
    case .png: code.png(picture)
    case .pdf, .eps: []
    case .text: Array(code.text(options.textStyle, quietZone: options.quietZone, writesDark: options.darkOnLight).utf8)
    case .matrix: Array(code.text(.matrix, quietZone: options.quietZone).utf8)
    case .dataURI: Array((code.dataURI(picture) + "\n").utf8)
    }
  }
}
