import Diagnostics

/// Turns positions in characters, as libyaml counts them, into lines and columns in bytes.
///
/// It walks the text once as long as positions do not go back, which events' positions never do.
struct PlaceFinder {
  private let file: String
  private let firstLine: Int
  private let bytes: ArraySlice<UInt8>
  private var position = 0
  private var offset: Int
  private var line: Int
  private var lineStart: Int

  /// A finder over `bytes`, whose first line is line `firstLine` of `file`; the first `skipped` bytes are no character.
  init(_ bytes: ArraySlice<UInt8>, skipped: Int, file: String, firstLine: Int) {
    self.bytes = bytes
    self.file = file
    self.firstLine = firstLine
    offset = bytes.startIndex + skipped
    line = firstLine
    lineStart = bytes.startIndex
    start = offset
  }

  private let start: Int

  /// The place of the character at `position`, or of the end of the text where it has fewer characters.
  mutating func place(_ position: Int) -> Place {
    move(to: position)
    return Place(file: file, line: line, column: offset - lineStart + 1)
  }

  /// The byte `distance` bytes behind the first character, or the lead byte in front of it where `isTrailing`; and its
  /// place.
  mutating func byte(at distance: Int, isTrailing: Bool) -> (byte: UInt8?, place: Place) {
    rewind()
    var target = min(start + distance, bytes.endIndex)
    if isTrailing, target > start {
      target -= 1
      while target > start, bytes[target] & 0xC0 == 0x80 { target -= 1 }
    }
    while offset < target { step() }
    return (
      target < bytes.endIndex ? bytes[target] : nil, Place(file: file, line: line, column: offset - lineStart + 1)
    )
  }

  /// The line that holds `position`, without its line ending, and how many of its bytes stand before `position`.
  mutating func line(at position: Int) -> (text: ArraySlice<UInt8>, before: Int) {
    move(to: position)
    var end = offset
    while end < bytes.endIndex, bytes[end] != newline, bytes[end] != carriageReturn { end += 1 }
    return (bytes[lineStart..<end], offset - lineStart)
  }

  /// The line above the one that holds `position`, and the place of its first byte that is no space; nil on the first.
  mutating func line(above position: Int) -> (text: ArraySlice<UInt8>, place: Place)? {
    move(to: position)
    guard lineStart > start else { return nil }
    let above = bytes[start..<lineStart].reversed().drop { $0 == newline || $0 == carriageReturn }
    let text = Array(above.prefix { $0 != newline && $0 != carriageReturn }.reversed())
    let indent = text.prefix { $0 == UInt8(ascii: " ") }.count
    return (text.dropFirst(indent), Place(file: file, line: line - 1, column: indent + 1))
  }

  private mutating func move(to target: Int) {
    if target < position { rewind() }
    while position < target, offset < bytes.endIndex {
      step()
      while offset < bytes.endIndex, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      position += 1
    }
  }

  /// One byte on; a line ends behind LF, CR LF or CR.
  private mutating func step() {
    let byte = bytes[offset]
    offset += 1
    let endsLine = byte == newline || (byte == carriageReturn && (offset == bytes.endIndex || bytes[offset] != newline))
    if endsLine {
      line += 1
      lineStart = offset
    }
  }

  private mutating func rewind() {
    position = 0
    offset = start
    line = firstLine
    lineStart = bytes.startIndex
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
