import ArgumentParser
import QRCode

/// Where the data comes from.
struct QRInputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The text, or - for standard input to its end.", valueName: "text"))
  var text: String?

  @Option(name: .long, help: "Read the text from this file, byte for byte.")
  var file: String?
}

/// What the symbol shall be like.
struct QRSymbolOptions: ParsableArguments {
  @Option(help: "The least error correction level: L, M, Q or H (default: M).")
  var level: QRCode.Level?

  @Option(name: .customLong("symbol-version"), help: "The version: 1 to 40, M1 to M4, or R7x43 to R17x139.")
  var version: QRCode.Version?

  @Flag(help: "A Micro QR code.")
  var micro = false

  @Flag(help: "An rMQR code, a strip.")
  var rectangular = false

  @Option(help: "The mask, 0 to 7, instead of the best.")
  var mask: Int?

  @Option(help: "One mode for all: numeric, alphanumeric, byte or kanji.")
  var mode: QRCode.Mode?

  @Flag(name: .customLong("no-boost"), help: "Take no higher level, even where it costs nothing.")
  var noBoost = false

  @Option(help: "The header that names the character set: auto, never, utf-8, or an ECI number.")
  var eci: QRCode.ECI = .whenNeeded

  @Option(help: "FNC1: gs1, or an AIM application indicator. Byte 29 separates fields.")
  var fnc1: QRCode.FNC1?

  @Option(
    name: .customLong("structured-append"),
    help: ArgumentHelp("Split over this many codes, 2 to 16, that are read together.", valueName: "count"))
  var structuredAppend: Int?

  /// The library's options.
  func options() throws(QRFailure) -> QRCode.Options {
    if micro && rectangular { throw .usage("--micro and --rectangular exclude each other") }
    let family: QRCode.Version.Family = micro ? .micro : rectangular ? .rectangular : .qr
    if let version, micro || rectangular, version.family != family {
      throw .usage("version \"\(version)\" is not a \(micro ? "Micro QR" : "rMQR") version")
    }
    return QRCode.Options(
      family: family, version: version, level: level ?? .medium, boostsLevel: !noBoost, mask: mask, mode: mode,
      eci: eci,
      fnc1: fnc1)
  }
}

/// The forms of output.
enum QRFormat: String, ExpressibleByArgument, CaseIterable {
  case svg, png, pdf, eps, text, matrix
  case dataURI = "data-uri"

  /// The form that a file name's ending stands for.
  init?(path: String) {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    switch path[path.utf8.index(after: dot)...].lowercased() {
    case "svg": self = .svg
    case "png": self = .png
    case "pdf": self = .pdf
    case "eps": self = .eps
    case "txt": self = .text
    default: return nil
    }
  }
}

/// What the picture shall be like.
struct QRPictureOptions: ParsableArguments {
  @Option(name: [.customShort("o"), .long], help: "Write to this file; its ending tells the format.")
  var output: String?

  @Option(help: "svg, png, pdf, eps, text, matrix (rows of 0 and 1) or data-uri.")
  var format: QRFormat?

  @Option(name: .customLong("text-style"), help: "half, sextant, ansi or ascii.")
  var textStyle: QRCode.TextStyle = .half

  @Flag(name: .customLong("dark-on-light"), help: "Text for a terminal that writes dark on light.")
  var darkOnLight = false

  @Option(name: .customLong("quiet-zone"), help: "Light modules around the code; the standard wants 4.")
  var quietZone: Int?

  @Option(help: "Pixels a module (default: 8 in a PNG file, 1 in a data URI).")
  var scale: Int?

  @Option(help: "Colour of the dark modules: #rgb, #rrggbb, black or white.")
  var dark: QRCode.Colour = .black

  @Option(help: "Colour of the light modules, or none.")
  var light: QRLight = QRLight(colour: .white)

  @Option(name: .customLong("module-mm"), help: "Side of a module in millimetres, for print.")
  var moduleMillimetres: Double?

  @Option(help: "A title inside the SVG.")
  var title: String?

  @Option(help: "A description inside the SVG.")
  var description: String?

  @Flag(help: "Draw even what readers may not see: inverted or pale colours.")
  var force = false

  @Flag(help: "Say on standard output what was drawn, as JSON.")
  var json = false
}

/// A colour, or nothing.
struct QRLight: ExpressibleByArgument {
  var colour: QRCode.Colour?

  init(colour: QRCode.Colour?) { self.colour = colour }

  init?(argument: String) {
    guard argument != "none" else {
      colour = nil
      return
    }
    guard let colour = QRCode.Colour(argument) else { return nil }
    self.colour = colour
  }

  var defaultValueDescription: String { colour.map { "\($0)" } ?? "none" }
}

/// Many codes at once.
struct QRBatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draw a code for each line of this file (- for standard input), or with names from a CSV: name,text.",
      valueName: "file"))
  var batch: String?

  @Option(name: .customLong("output-dir"), help: "The folder for the batch; without it all go to standard output.")
  var outputDirectory: String?
}

extension QRCode.Level: ExpressibleByArgument {
  /// From the command line.
  public init?(argument: String) { self.init(letter: argument) }
  /// What may be written.
  public static var allValueStrings: [String] { allCases.map(\.description) }
  /// The default as it is written.
  public var defaultValueDescription: String { description }
}

extension QRCode.Version: ExpressibleByArgument {
  /// From the command line.
  public init?(argument: String) { self.init(argument) }
}

extension QRCode.Mode: ExpressibleByArgument {
  /// What may be written.
  public static var allValueStrings: [String] { allCases.map(\.description) }
  /// From the command line.
  public init?(argument: String) {
    guard let mode = Self.allCases.first(where: { $0.description == argument }) else { return nil }
    self = mode
  }
}

extension QRCode.TextStyle: ExpressibleByArgument {}

extension QRCode.Colour: ExpressibleByArgument {
  /// From the command line.
  public init?(argument: String) { self.init(argument) }
  /// The default as it is written.
  public var defaultValueDescription: String { description }
}

extension QRCode.ECI: ExpressibleByArgument {
  /// From the command line.
  public init?(argument: String) {
    switch argument {
    case "auto": self = .whenNeeded
    case "never": self = .never
    case "utf-8": self = .always
    default:
      guard let number = Int(argument) else { return nil }
      self = .assignment(number)
    }
  }

  /// The default as it is written.
  public var defaultValueDescription: String { "auto" }
}

extension QRCode.FNC1: ExpressibleByArgument {
  /// From the command line.
  public init?(argument: String) { self = argument == "gs1" ? .gs1 : .application(argument) }
}
