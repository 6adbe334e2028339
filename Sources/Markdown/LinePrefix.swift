/// What stands at the start of a line before its own words: spaces, `>` and list markers.
///
/// The line alone does not tell which of them are containers; libcmark's tree does, later.
struct LinePrefix {
  /// The first byte after the prefix; the line's end where nothing follows.
  private(set) var end: Int
  /// How many `>` there are.
  private(set) var quotes = 0

  /// Reads the prefix of `line`; without `allowsMarkers` only spaces and at most `quotes` of `>`.
  init(_ bytes: [UInt8], _ line: Range<Int>, allowsMarkers: Bool = true, quotes limit: Int = .max) {
    end = line.lowerBound
    while end < line.upperBound {
      let byte = bytes[end]
      if ASCII.isBlank(byte) {
        end += 1
      } else if byte == ASCII.greater, quotes < limit {
        quotes += 1
        end += 1
      } else if allowsMarkers, let next = Self.listMarkerEnd(bytes, from: end, to: line.upperBound) {
        end = next
      } else {
        return
      }
    }
  }

  /// Just past the list marker at `start` (`-`, `+`, `*`, or up to nine digits and `.` or `)`) and one blank; nil where
  /// there is none.
  static func listMarkerEnd(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int? {
    var position = start
    switch bytes[position] {
    case ASCII.hyphen, ASCII.plus, ASCII.asterisk: position += 1
    case 0x30...0x39:
      while position < limit, position < start + 9, ASCII.isDigit(bytes[position]) { position += 1 }
      guard position < limit, bytes[position] == ASCII.period || bytes[position] == ASCII.closeParenthesis else {
        return nil
      }
      position += 1
    default: return nil
    }
    if position == limit { return position }
    return ASCII.isBlank(bytes[position]) ? position + 1 : nil
  }

  /// The first list marker of `line` past the limit of nesting: the hundredth of one line, or indented so far that as
  /// many lists could be open; nil where there is none.
  static func tooDeepMarker(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
    var position = line.lowerBound
    var markers = 0
    while position < line.upperBound {
      let byte = bytes[position]
      if ASCII.isBlank(byte) || byte == ASCII.greater {
        position += 1
      } else if let next = listMarkerEnd(bytes, from: position, to: line.upperBound) {
        markers += 1
        if markers > SubstitutionScan.maximumListDepth { return position }
        if position - line.lowerBound > 5 * SubstitutionScan.maximumListDepth { return position }
        position = next
      } else {
        return nil
      }
    }
    return nil
  }
}

/// `{{name}}`.
enum VariableSyntax {
  /// The name in the braces at `start`, and what follows them; nil where there is no such thing.
  static func read(_ bytes: [UInt8], at start: Int) -> (name: Range<Int>, end: Int)? {
    var position = start + 2
    while position < bytes.count, bytes[position] == ASCII.space { position += 1 }
    let name = position
    while position < bytes.count, ASCII.isName(bytes[position]) { position += 1 }
    let nameEnd = position
    while position < bytes.count, bytes[position] == ASCII.space { position += 1 }
    guard nameEnd > name, position + 1 < bytes.count, bytes[position] == ASCII.closeBrace,
      bytes[position + 1] == ASCII.closeBrace
    else { return nil }
    return (name..<nameEnd, position + 2)
  }
}

/// `[^label]`.
enum FootnoteSyntax {
  /// The label in the bracket at `start`: at least one byte, no space, no bracket.
  static func label(in bytes: [UInt8], at start: Int) -> Range<Int>? {
    var position = start + 2
    let limit = min(bytes.count, position + 200)
    while position < limit, bytes[position] != ASCII.closeBracket {
      let byte = bytes[position]
      if ASCII.isSpace(byte) || byte == ASCII.openBracket || byte == ASCII.backslash { return nil }
      position += 1
    }
    guard position < limit, position > start + 2 else { return nil }
    return start + 2..<position
  }

  /// Whether `line` starts with `[^label]:`.
  static func isDefinition(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [ASCII.openBracket, ASCII.caret]), let close = line.firstIndex(of: ASCII.closeBracket),
      close > line.startIndex + 2, close + 1 < line.endIndex
    else { return false }
    return line[close + 1] == ASCII.colon
  }
}
