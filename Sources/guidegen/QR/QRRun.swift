import QRCode

/// One run of `guidegen qr`, from the options to the file.
struct QRRun {
  private let command: QRCommand

  init(_ command: QRCommand) { self.command = command }

  func run() throws(QRFailure) {
    let payload = try payload()
    let options = try command.symbol.options()
    let code = try encode(payload, options)
    try write(code)
  }

  private func payload() throws(QRFailure) -> [UInt8] {
    switch (command.input.text, command.input.file) {
    case ("-"?, nil): return try QRFiles.read("-")
    case (let text?, nil): return Array(text.utf8)
    case (nil, let file?): return try QRFiles.read(file)
    case (nil, nil): throw .usage("there is no text", hint: "write the text, - for standard input, or --file")
    default: throw .usage("the text and --file exclude each other")
    }
  }

  private func encode(_ payload: [UInt8], _ options: QRCode.Options) throws(QRFailure) -> QRCode {
    let code: QRCode
    do throws(QRCodeError) { code = try QRCode.encode(bytes: payload, options: options) } catch {
      throw QRFailure(error)
    }
    guard code.says(payload) else { throw .data("the code does not say the text when it is read back") }
    return code
  }

  private func write(_ code: QRCode) throws(QRFailure) {
    let drawing = try QRDrawing(command.picture)
    let bytes = drawing.draw(code)
    if let output = command.picture.output { try QRFiles.write(bytes, to: output) } else { try QRFiles.print(bytes) }
  }
}
