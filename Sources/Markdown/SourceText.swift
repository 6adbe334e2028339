import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The bytes of a file as the parser reads them: valid UTF-8, lines that end in LF, no NUL, no byte order mark.
struct SourceText {
  /// The bytes.
  private(set) var bytes: [UInt8]
  /// Where each line starts in `bytes`; one more at the end, past the last line.
  private(set) var lineStarts: [Int32]
  /// What was wrong with the bytes.
  private(set) var diagnostics: [Diagnostic] = []
  let file: String
  let firstLine: Int

  /// Reads `raw`, the part of `file` that begins on `firstLine`.
  init(_ raw: ArraySlice<UInt8>, file: String, firstLine: Int) {
    self.file = file
    self.firstLine = firstLine
    bytes = Array(raw.starts(with: [0xEF, 0xBB, 0xBF]) ? raw.dropFirst(3) : raw)
    lineStarts = []
    var wrong: [Int] = []
    if !Self.isValid(bytes) { bytes = Self.repaired(bytes, wrong: &wrong) }
    if bytes.contains(byte: 0x0D) { Self.unifyLineEnds(&bytes, offsets: &wrong) }
    if bytes.contains(byte: 0) { bytes = Self.replacingNUL(bytes, offsets: &wrong) }
    lineStarts = Self.lineStarts(of: bytes)
    for offset in wrong.prefix(20) {
      diagnostics.append(
        .error("a byte that is not valid UTF-8", at: place(at: offset), hint: "save the file as UTF-8"))
    }
  }

  /// The index of the line (from 0) that holds the byte at `offset`.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of line `index` (from 0) without its line end, as offsets; empty where there is no such line.
  func range(ofLine index: Int) -> Range<Int> {
    guard index >= 0, index + 1 < lineStarts.count else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[index])
    var end = Int(lineStarts[index + 1])
    if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    return start..<end
  }

  /// Where the byte at `offset` stands in the file.
  func place(at offset: Int) -> Place {
    let index = line(at: offset)
    return Place(file: file, line: index + firstLine, column: offset - Int(lineStarts[index]) + 1)
  }

  private static func isValid(_ bytes: [UInt8]) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  /// `bytes` with U+FFFD for each ill-formed sequence; `wrong` gets the offsets of those.
  private static func repaired(_ bytes: [UInt8], wrong: inout [Int]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var start = 0
    while start < bytes.count {
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: bytes.span.extracting(start..<bytes.count))
        break
      } catch {
        let bad = error.byteOffsets.lowerBound + start
        result.append(contentsOf: bytes[start..<bad])
        wrong.append(result.count)
        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
        start = max(bad + 1, error.byteOffsets.upperBound + start)
      }
    }
    result.append(contentsOf: bytes[min(start, bytes.count)...])
    return result
  }

  private static func unifyLineEnds(_ bytes: inout [UInt8], offsets: inout [Int]) {
    var write = 0
    var read = 0
    var nextOffset = 0
    while read < bytes.count {
      while nextOffset < offsets.count, offsets[nextOffset] <= read {
        offsets[nextOffset] -= read - write
        nextOffset += 1
      }
      let byte = bytes[read]
      if byte == 0x0D {
        bytes[write] = 0x0A
        if read + 1 < bytes.count, bytes[read + 1] == 0x0A { read += 1 }
      } else {
        bytes[write] = byte
      }
      write += 1
      read += 1
    }
    bytes.removeLast(bytes.count - write)
  }

  private static func replacingNUL(_ bytes: [UInt8], offsets: inout [Int]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var nextOffset = 0
    for (index, byte) in bytes.enumerated() {
      while nextOffset < offsets.count, offsets[nextOffset] == index {
        offsets[nextOffset] = result.count
        nextOffset += 1
      }
      if byte == 0 { result.append(contentsOf: [0xEF, 0xBF, 0xBD]) } else { result.append(byte) }
    }
    return result
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int32] {
    var starts: [Int32] = [0]
    starts.reserveCapacity(bytes.count / 40 + 2)
    var offset = 0
    while let found = bytes.firstIndex(ofByte: 0x0A, from: offset) {
      offset = found + 1
      starts.append(Int32(truncatingIfNeeded: offset))
    }
    if offset != bytes.count { starts.append(Int32(truncatingIfNeeded: bytes.count)) }
    return starts
  }
}

extension [UInt8] {
  /// Whether `byte` occurs, by `memchr`.
  func contains(byte: UInt8) -> Bool {
    firstIndex(ofByte: byte, from: 0) != nil
  }

  /// The first place of `byte` at or after `start`, by `memchr`.
  func firstIndex(ofByte byte: UInt8, from start: Int) -> Int? {
    withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress, start < buffer.count else { return nil }
      guard let found = memchr(base + start, Int32(byte), buffer.count - start) else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  /// The first place of `needle` at or after `start`.
  func firstIndex(of needle: StaticString, from start: Int = 0) -> Int? {
    let wanted = UnsafeBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount)
    guard let first = wanted.first else { return start }
    var offset = start
    while let found = firstIndex(ofByte: first, from: offset) {
      if self[found...].starts(with: wanted) { return found }
      offset = found + 1
    }
    return nil
  }
}
