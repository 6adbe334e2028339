import Guide
import QRCode

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Many codes, one for each line of a file that is read as it comes.
struct QRBatch {
  private let folder: String?
  private let output: String?
  private let drawing: QRDrawing
  private let options: QRCode.Options
  private let source: String
  private let isTable: Bool
  private let showsProgress = isatty(2) == 1
  private let processors = processorCount()

  init(_ command: QRCommand) throws(QRFailure) {
    let helpers = command.helpers
    if command.input.text != nil || command.input.file != nil || command.picture.json || helpers.wifi || helpers.totp
      || helpers.vcard || helpers.lint || helpers.url || command.symbol.structuredAppend != nil
    {
      throw .usage("--batch takes its texts from the file alone")
    }
    if command.batch.outputDirectory != nil, command.picture.output != nil {
      throw .usage("--output-dir and -o exclude each other")
    }
    var picture = command.picture
    if picture.output == nil, picture.format == nil { picture.format = .svg }
    folder = command.batch.outputDirectory
    output = command.picture.output
    drawing = try QRDrawing(picture)
    options = try command.symbol.options()
    source = command.batch.batch ?? "-"
    isTable = source.lowercased().hasSuffix(".csv")
  }

  /// Draws all codes; lines that cannot be drawn are reported, and do not stop the others.
  func run() throws(QRFailure) {
    if let folder {
      try QRFiles.makeFolder(folder)
    } else if drawing.format == .png || drawing.format == .pdf || drawing.format == .eps {
      throw .usage(
        "many \(drawing.format.rawValue) pictures do not fit one file", hint: "give a folder with --output-dir")
    }
    let lines = try LineReader(source)
    defer { lines.close() }
    let collected = try Collected(folder == nil ? output : nil)
    var names: [String: Int] = [:]
    var number = 0
    var drawn = 0
    var errors = 0
    while true {
      let some = try lines.next(Self.linesAtOnce)
      guard !some.isEmpty else { break }
      let entries = zip((number + 1)..., some).map { entry($0.1, $0.0, &names) }
      for piece in pieces(entries) {
        for failure in piece.failures { report(failure) }
        if let stop = piece.stop { throw stop }
        try collected.add(piece.pictures)
        drawn += piece.drawn
        errors += piece.failures.count
      }
      number += some.count
      if showsProgress { StandardError.write("\r\(number) lines") }
    }
    try collected.finish()
    if showsProgress { StandardError.write("\r\(drawn) codes drawn\n") }
    if errors > 0 { throw .data("\(errors) of \(number) lines could not be drawn") }
  }

  /// Lines that are held in memory, with their pictures, while the processors share them.
  private static let linesAtOnce = 2_048
  /// Lines that one thread draws before it asks for more.
  private static let linesOfPiece = 64

  /// What became of some lines.
  private struct Piece: Sendable {
    /// The pictures, unless each went to a file of its own.
    var pictures: [UInt8] = []
    var drawn = 0
    /// Lines that cannot be drawn.
    var failures: [Misfit] = []
    /// What no further line should be drawn after.
    var stop: QRFailure?
  }

  /// What a line asks for.
  private struct Entry: Sendable {
    var line: Int
    /// The name of its file.
    var name: String
    var payload: [UInt8]
  }

  /// A line that cannot be drawn.
  private struct Misfit: Error {
    var line: Int
    var reason: QRFailure
  }

  /// Draws on all processors.
  private func pieces(_ entries: [Result<Entry, Misfit>?]) -> [Piece] {
    let count = (entries.count + Self.linesOfPiece - 1) / Self.linesOfPiece
    return Crew(threads: processors).map(count) { number in
      let start = number * Self.linesOfPiece
      return piece(entries[start..<min(start + Self.linesOfPiece, entries.count)])
    }
  }

  private func piece(_ entries: ArraySlice<Result<Entry, Misfit>?>) -> Piece {
    var piece = Piece()
    for entry in entries {
      switch entry {
      case nil: continue
      case .failure(let misfit): piece.failures.append(misfit)
      case .success(let entry):
        do throws(QRFailure) {
          try draw(entry, into: &piece)
        } catch {
          guard error.status == 1 else {
            piece.stop = error
            return piece
          }
          piece.failures.append(Misfit(line: entry.line, reason: error))
        }
      }
    }
    return piece
  }

  private func draw(_ entry: Entry, into piece: inout Piece) throws(QRFailure) {
    let picture = drawing.draw(try QRRun.encode(entry.payload, options)[0])
    if let folder {
      try QRFiles.write(picture, to: "\(folder)/\(entry.name).\(drawing.fileEnding)")
    } else {
      piece.pictures += picture
      if picture.last != 10 { piece.pictures.append(10) }
    }
    piece.drawn += 1
  }

  private func report(_ misfit: Misfit) {
    StandardError.write("\(source):\(misfit.line): error: \(misfit.reason.message)\n")
    if let hint = misfit.reason.hint { StandardError.write("  hint: \(hint)\n") }
  }

  /// What a line asks for: its name from the table, or its number; nil for the table's head.
  ///
  /// - Parameter names: the names so far, with their lines.
  private func entry(_ line: [UInt8], _ number: Int, _ names: inout [String: Int]) -> Result<Entry, Misfit>? {
    guard isTable else { return .success(Entry(line: number, name: QRBatch.padded(number), payload: line)) }
    if number == 1, line == Array("name,text".utf8) { return nil }
    func misfit(_ message: String) -> Result<Entry, Misfit> {
      .failure(Misfit(line: number, reason: .data(message)))
    }
    let fields = CommaSeparated.fields(line)
    guard fields.count == 2 else { return misfit("a line has a name and a text, this one has \(fields.count) fields") }
    let name = String(decoding: fields[0], as: UTF8.self)
    let isPlain = name.utf8.allSatisfy { $0 > 31 && $0 != UInt8(ascii: "/") && $0 != 127 }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 200 else {
      return misfit("\"\(name)\" is no name for a file")
    }
    if let earlier = names.updateValue(number, forKey: name) {
      return misfit("\"\(name)\" is the name in line \(earlier) too")
    }
    return .success(Entry(line: number, name: name, payload: fields[1]))
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

/// Pictures one after the other, in one file or on standard output.
private final class Collected {
  private let path: String?
  private let descriptor: Int32
  private var waiting: [UInt8] = []

  init(_ path: String?) throws(QRFailure) {
    self.path = path
    descriptor = path.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? 1
    guard descriptor >= 0 else { throw .machine("cannot write \"\(path ?? "")\": \(QRFiles.reason())") }
    waiting.reserveCapacity(1 << 20)
  }

  func add(_ pictures: [UInt8]) throws(QRFailure) {
    waiting += pictures
    if waiting.count >= 1 << 20 { try send() }
  }

  func finish() throws(QRFailure) {
    try send()
    if descriptor != 1, close(descriptor) != 0 {
      throw .machine("cannot write \"\(path ?? "")\": \(QRFiles.reason())")
    }
  }

  private func send() throws(QRFailure) {
    guard QRFiles.send(waiting, to: descriptor) else {
      throw .machine("cannot write \"\(path ?? "standard output")\": \(QRFiles.reason())")
    }
    waiting.removeAll(keepingCapacity: true)
  }
}

/// Lines of a file, without their ends (LF or CR LF), read in portions.
private final class LineReader {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ path: String) throws(QRFailure) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .machine("cannot read \"\(path)\": \(QRFiles.reason())") }
  }

  func close() {
    if descriptor != 0 { _ = closeDescriptor(descriptor) }
  }

  /// The next lines, as many as there are up to `most`.
  func next(_ most: Int) throws(QRFailure) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    while lines.count < most, let line = try next() { lines.append(line) }
    return lines
  }

  private func next() throws(QRFailure) -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        defer { position = end + 1 }
        return trimmed(position..<end)
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return trimmed(position..<buffer.count)
      }
      searched -= position
      buffer.removeSubrange(..<position)
      position = 0
      try fill()
    }
  }

  private func fill() throws(QRFailure) {
    let old = buffer.count
    let size = 1 << 18
    buffer += [UInt8](repeating: 0, count: size)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { read(descriptor, $0 + old, size) } ?? 0
    }
    buffer.removeLast(size - max(0, count))
    if count < 0, errno == EINTR { return }
    guard count >= 0 else { throw .machine("cannot read \"\(path)\": \(QRFiles.reason())") }
    if count == 0 { isAtEnd = true }
  }

  private func trimmed(_ range: Range<Int>) -> [UInt8] {
    let line = buffer[range]
    return Array(line.last == 13 ? line.dropLast() : line)
  }
}

/// One line of a table with commas.
enum CommaSeparated {
  /// The fields; one in double quotes may hold commas, and `""` for a double quote.
  ///
  /// Source: RFC 4180, without line breaks inside fields.
  static func fields(_ line: [UInt8]) -> [[UInt8]] {
    let quote = UInt8(ascii: "\"")
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    var index = 0
    while index < line.count {
      let byte = line[index]
      index += 1
      switch (byte, isQuoted) {
      case (quote, true) where index < line.count && line[index] == quote:
        fields[fields.count - 1].append(quote)
        index += 1
      case (quote, true): isQuoted = false
      case (quote, false) where fields[fields.count - 1].isEmpty: isQuoted = true
      case (UInt8(ascii: ","), false): fields.append([])
      default: fields[fields.count - 1].append(byte)
      }
    }
    return fields
  }
}
