import Foundation

/// Other programs' reading of a PDF file.
enum Reader {
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// A new file with `bytes`.
  static func file(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/letter-\(UUID().uuidString).pdf"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// What `tool` prints; it must end well.
  static func run(_ tool: String, _ arguments: String...) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardOutput = output
    // Some complain of what has nothing to do with the file.
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Refusal(description: "\(tool) \(arguments): \(text)") }
    return text
  }

  /// A page of grey pixels.
  struct Picture: Equatable {
    var width: Int
    var height: Int
    /// Rows from the top; 0 is black.
    var pixels: [UInt8]

    subscript(x: Int, y: Int) -> UInt8 { pixels[y * width + x] }
  }

  /// The path of a page's picture, as a portable greymap of `dots` pixels an inch.
  static func raster(of file: String, page: Int = 1, dots: Int) throws -> String {
    let name = "\(file)-\(page)-\(dots)"
    _ = try run(
      "pdftoppm", "-gray", "-r", "\(dots)", "-f", "\(page)", "-l", "\(page)", "-singlefile", file, name)
    return name + ".pgm"
  }

  /// A page's pixels.
  static func picture(of file: String, page: Int = 1, dots: Int) throws -> Picture {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: raster(of: file, page: page, dots: dots))))
    // P5, width, height, 255, each with one white space after it.
    let head = bytes.prefix(64).split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let size = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    guard size.count == 2 else { throw Refusal(description: "no greymap: \(file)") }
    return Picture(width: size[0], height: size[1], pixels: bytes.suffix(size[0] * size[1]))
  }

  /// A page's pixels, coarse: enough to tell pages apart.
  static func pixels(of file: String, page: Int = 1) throws -> Picture { try picture(of: file, page: page, dots: 72) }

  /// What zxing-cpp reads in the greymap at `path`.
  static func zxing(_ path: String) throws -> String {
    let program = """
      import sys, numpy, zxingcpp
      data = open(sys.argv[1], 'rb').read()
      width, height = map(int, data.split(b'\\n', 2)[1].split())
      page = numpy.frombuffer(data[-width * height:], numpy.uint8).reshape(height, width)
      print('\\n'.join(code.text for code in zxingcpp.read_barcodes(page)), end='')
      """
    let python = ProcessInfo.processInfo.environment["GUIDEGEN_TEST_PYTHON"] ?? "python3"
    return try run(python, "-c", program, path)
  }
}
