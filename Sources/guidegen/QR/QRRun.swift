import QRCode

/// One run of `guidegen qr`, from the options to the files.
struct QRRun {
  private let command: QRCommand

  init(_ command: QRCommand) { self.command = command }

  func run() throws(QRFailure) {
    if command.batch.batch != nil { return try QRBatch(command).run() }
    if command.batch.outputDirectory != nil { throw .usage("--output-dir belongs to --batch") }
    let payload = try QRPayload(command).bytes()
    if command.helpers.lint {
      // A file's last line break is no part of the address.
      let text = String(decoding: payload, as: UTF8.self)
      return try QRPayload.lint(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    let options = try command.symbol.options()
    let drawing = try QRDrawing(command.picture)
    let codes = try QRRun.encode(payload, options, count: command.symbol.structuredAppend)
    for code in codes { drawing.warn(about: code) }
    try write(codes, drawing)
  }

  /// Does what a line asks for that has a text and a file alone.
  static func run(_ line: QRShortLine) throws(QRFailure) {
    for code in try encode(QRPayload.bytes(of: line.text), QRCode.Options()) {
      try QRFiles.write(QRDrawing(line.format).draw(code), to: line.output)
    }
  }

  /// The codes for `payload`, each read back.
  static func encode(
    _ payload: [UInt8], _ options: QRCode.Options, count: Int? = nil
  ) throws(QRFailure) -> [QRCode] {
    var codes: [QRCode] = []
    do throws(QRCodeError) {
      if let count {
        codes = try QRCode.encodeSequence(bytes: payload, count: count, options: options)
      } else {
        codes = [try QRCode.encode(bytes: payload, options: options)]
      }
    } catch { throw QRFailure(error) }
    guard QRCode.say(codes, payload) else { throw .data("the code does not say the text when it is read back") }
    return codes
  }

  private func write(_ codes: [QRCode], _ drawing: QRDrawing) throws(QRFailure) {
    var names: [String] = []
    for (index, code) in codes.enumerated() {
      guard let output = command.picture.output else {
        if !command.picture.json { try QRFiles.print(drawing.draw(code)) }
        continue
      }
      let name = codes.count == 1 ? output : QRRun.numbered(output, index + 1)
      try QRFiles.write(drawing.draw(code), to: name)
      names.append(name)
    }
    if command.picture.json {
      for (index, code) in codes.enumerated() {
        try QRFiles.print(Array(QRReport.json(code, file: names.isEmpty ? nil : names[index]).utf8))
      }
    }
  }

  /// `a.svg` as `a-1.svg`.
  private static func numbered(_ path: String, _ number: Int) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "\(path)-\(number)" }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }
}
