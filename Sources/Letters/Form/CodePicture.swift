import QRCode

/// A code as a picture of black and white pixels, four to a module.
///
/// At 150 dots an inch readers took such pictures eight times out of eight, and those with one pixel a module never:
/// a printer's or a screen's scaling then smears module into module. It makes the smaller file too.
struct CodePicture: Sendable, Equatable {
  /// Pixels from edge to edge, the quiet zone included.
  let side: Int
  /// Rows from the top, each of whole bytes, the most significant bit first; 1 is white.
  let bits: [UInt8]
  /// Modules from edge to edge, the quiet zone included.
  let modules: Int

  static let pixelsPerModule = 4
  /// Source: ISO/IEC 18004:2015, 6.3.8: four modules.
  static let quietZone = 4

  /// A code that says `payload`.
  ///
  /// - Throws: where no code is large enough, or where the drawn modules do not say what they should.
  init(_ payload: String) throws(CodeFlaw) {
    let code: QRCode
    do {
      code = try QRCode.encode(payload, level: .medium)
    } catch {
      throw .unencodable(error.description)
    }
    self.init(code.matrix)
    guard let drawn = try? QRCode.reading(drawnModules), drawn.bytes == Array(payload.utf8) else { throw .unreadable }
  }

  private init(_ matrix: QRCode.Matrix) {
    modules = matrix.width + 2 * Self.quietZone
    side = modules * Self.pixelsPerModule
    let bytes = (side + 7) / 8
    var bits = [UInt8](repeating: 0xFF, count: bytes * side)
    for y in 0..<matrix.height {
      var row = [UInt8](repeating: 0xFF, count: bytes)
      for x in 0..<matrix.width where matrix[x, y] {
        // Four pixels are half a byte.
        let module = x + Self.quietZone
        row[module / 2] &= module % 2 == 0 ? 0x0F : 0xF0
      }
      let top = (y + Self.quietZone) * Self.pixelsPerModule
      for line in top..<top + Self.pixelsPerModule {
        bits.replaceSubrange(line * bytes..<(line + 1) * bytes, with: row)
      }
    }
    self.bits = bits
  }

  /// The modules as they were drawn, looked up in the middle of each.
  var drawnModules: QRCode.Matrix {
    let count = modules - 2 * Self.quietZone
    var matrix = QRCode.Matrix(width: count, height: count)
    let bytes = (side + 7) / 8
    for y in 0..<count {
      for x in 0..<count {
        let row = (y + Self.quietZone) * Self.pixelsPerModule + Self.pixelsPerModule / 2
        let column = (x + Self.quietZone) * Self.pixelsPerModule + Self.pixelsPerModule / 2
        matrix[x, y] = bits[row * bytes + column / 8] >> UInt8(7 - column % 8) & 1 == 0
      }
    }
    return matrix
  }

  /// The least from edge to edge on paper, in millimetres.
  static let leastSide = 30.0
  /// The least of a module, in millimetres: a phone's camera tells such modules apart at arm's length.
  static let leastModule = 0.8

  /// From edge to edge on paper, in points.
  var sideOnPaper: Double { max(Self.leastSide, Double(modules) * Self.leastModule).millimetres }

  /// Writes the image `number` of `side` times `side` pixels; `deflated` are its bits.
  static func write(_ number: Int, side: Int, into file: inout PDFAssembly, _ deflated: [UInt8]) {
    var dictionary: [UInt8] = []
    dictionary.write("/Type/XObject/Subtype/Image/Width ")
    dictionary.write(side)
    dictionary.write("/Height ")
    dictionary.write(side)
    dictionary.write("/ColorSpace/DeviceGray/BitsPerComponent 1")
    file.add(number, stream: deflated, dictionary: dictionary)
  }
}

/// A code that cannot be put into a letter.
enum CodeFlaw: Error, Equatable {
  /// What the encoder says of it.
  case unencodable(String)
  /// What was drawn does not say what it should.
  case unreadable
}
