import Diagnostics
import JSON

/// The lines of a file, one after another.
struct InputLines {
  /// The number of the line that was read last, from 1.
  private(set) var number = 0
  private let file: InputFile
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Bytes of a line; no comment is near it.
  private static let longest = 16 << 20

  init(_ file: InputFile) {
    self.file = file
  }

  /// Where the line is that was read last.
  var place: Place { Place(file: file.name, line: number) }

  /// The next line without its end; nil after the last one.
  mutating func next() throws(ImportError) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        number += 1
        return bytes[start..<end]
      }
      if isAtEnd {
        guard start < bytes.count else { return nil }
        defer { start = bytes.count }
        number += 1
        return bytes[start...]
      }
      searched = bytes.count - start
      try readMore()
    }
  }

  /// The JSON of the next line that is not empty; nil after the last one.
  mutating func nextJSON() throws(ImportError) -> JSONValue? {
    while let line = try next() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      do throws(JSONError) {
        return try JSONReader.read(line)
      } catch {
        let place = Place(file: file.name, line: number, column: error.offset + 1)
        throw .problem("this is no JSON: \(error.description)", at: place)
      }
    }
    return nil
  }

  private mutating func readMore() throws(ImportError) {
    bytes.removeFirst(start)
    start = 0
    guard bytes.count <= Self.longest else {
      throw .problem("the line is too long", at: Place(file: file.name, line: number + 1))
    }
    let before = bytes.count
    bytes += [UInt8](repeating: 0, count: InputFile.pieceSize)
    var count = 0
    var failure: ImportError?
    bytes.withUnsafeMutableBytes { all in
      do throws(ImportError) {
        count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: all[before...]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    bytes.removeLast(InputFile.pieceSize - count)
    isAtEnd = count == 0
  }
}
