import QRCode

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Many codes, one for each line of a file that is read as it comes.
struct QRBatch {
  private let command: QRCommand
  private let drawing: QRDrawing
  private let options: QRCode.Options
  private let source: String
  private let isTable: Bool
  private let showsProgress = isatty(2) == 1

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
    self.command = command
    drawing = try QRDrawing(picture)
    options = try command.symbol.options()
    source = command.batch.batch ?? "-"
    isTable = source.lowercased().hasSuffix(".csv")
  }

  /// Draws all codes; lines that cannot be drawn are reported, and do not stop the others.
  func run() throws(QRFailure) {
    if let folder = command.batch.outputDirectory {
      try QRFiles.makeFolder(folder)
    } else if drawing.format == .png || drawing.format == .pdf || drawing.format == .eps {
      throw .usage(
        "many \(drawing.format.rawValue) pictures do not fit one file", hint: "give a folder with --output-dir")
    }
    let lines = try LineReader(source)
    defer { lines.close() }
    let collected = try Collected(command.batch.outputDirectory == nil ? command.picture.output : nil)
    var number = 0
    var drawn = 0
    var errors = 0
    while let line = try lines.next() {
      number += 1
      if isTable, number == 1, line == Array("name,text".utf8) { continue }
      do throws(QRFailure) {
        let entry = try entry(line, number)
        let code = try QRRun.encode(entry.payload, options)[0]
        if let folder = command.batch.outputDirectory {
          try QRFiles.write(drawing.draw(code), to: "\(folder)/\(entry.name).\(drawing.fileEnding)")
        } else {
          try collected.add(drawing.draw(code))
        }
        drawn += 1
      } catch {
        guard error.status == 1 else { throw error }
        errors += 1
        StandardError.write("\(source):\(number): error: \(error.message)\n")
        if let hint = error.hint { StandardError.write("  hint: \(hint)\n") }
      }
      if showsProgress, number % 1_000 == 0 { StandardError.write("\r\(number) lines") }
    }
    try collected.finish()
    if showsProgress { StandardError.write("\r\(drawn) codes drawn\n") }
    if errors > 0 { throw .data("\(errors) of \(number) lines could not be drawn") }
  }

  /// The text of a line, and the name of its file: from the table, or the line's number.
  private func entry(_ line: [UInt8], _ number: Int) throws(QRFailure) -> (name: String, payload: [UInt8]) {
    guard isTable else { return (QRBatch.padded(number), line) }
    let fields = CommaSeparated.fields(line)
    guard fields.count == 2 else { throw .data("a line has a name and a text, this one has \(fields.count) fields") }
    let name = String(decoding: fields[0], as: UTF8.self)
    let isPlain = name.utf8.allSatisfy { $0 > 31 && $0 != UInt8(ascii: "/") && $0 != 127 }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 200 else {
      throw .data("\"\(name)\" is no name for a file")
    }
    return (name, fields[1])
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

  func add(_ picture: [UInt8]) throws(QRFailure) {
    waiting += picture
    if waiting.last != 10 { waiting.append(10) }
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

  func next() throws(QRFailure) -> [UInt8]? {
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
