/// The grammar of `name[label]{key="value"}` after the colons of a directive.
struct DirectiveSyntax {
  /// One attribute: offsets into the bytes that were parsed.
  struct Attribute {
    var name: Range<Int>
    /// Empty for a lone name.
    var value: Range<Int>
  }

  var name: Range<Int>
  var label: Range<Int>?
  var attributes: [Attribute] = []
  /// Just past the directive.
  var end: Int

  /// What keeps a text from being a directive.
  enum Flaw: Error {
    /// No letter after the colons.
    case noName
    /// A `[` that nothing closes on its line.
    case openLabel
    /// A `{` that nothing closes on its line, or what stands between is no attribute; with the offset.
    case attributes(at: Int)
  }

  /// Reads a directive from `start` (just past the colons), at most to `limit`.
  init(_ bytes: [UInt8], from start: Int, to limit: Int) throws(Flaw) {
    var position = start
    guard position < limit, ASCII.isLetter(bytes[position]) else { throw .noName }
    while position < limit, ASCII.isName(bytes[position]) { position += 1 }
    name = start..<position
    end = position
    if position < limit, bytes[position] == ASCII.openBracket {
      guard let close = Self.closingBracket(bytes, from: position, to: limit) else { throw .openLabel }
      label = position + 1..<close
      position = close + 1
    }
    if position < limit, bytes[position] == ASCII.openBrace {
      (attributes, position) = try Self.attributes(bytes, from: position, to: limit)
    }
    end = position
  }

  /// The bracket that closes the one at `start`.
  static func closingBracket(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int? {
    var depth = 0
    var position = start
    while position < limit {
      switch bytes[position] {
      case ASCII.backslash: position += 1
      case ASCII.openBracket: depth += 1
      case ASCII.closeBracket:
        depth -= 1
        if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return nil
  }

  /// Reads `{key="value" key='value' key=value key #id .class}` from the brace at `start`; the end is past its last.
  static func attributes(
    _ bytes: [UInt8], from start: Int, to limit: Int
  ) throws(Flaw) -> (attributes: [Attribute], end: Int) {
    var attributes: [Attribute] = []
    var position = start + 1
    while true {
      while position < limit, ASCII.isBlank(bytes[position]) { position += 1 }
      guard position < limit else { throw .attributes(at: start) }
      if bytes[position] == ASCII.closeBrace { return (attributes, position + 1) }
      if bytes[position] == ASCII.hash || bytes[position] == ASCII.period {
        let value = valueEnd(bytes, from: position + 1, to: limit)
        guard value > position + 1 else { throw .attributes(at: position) }
        attributes.append(Attribute(name: position..<position + 1, value: position + 1..<value))
        position = value
        continue
      }
      let nameStart = position
      while position < limit, ASCII.isName(bytes[position]) || bytes[position] == ASCII.colon { position += 1 }
      guard position > nameStart else { throw .attributes(at: position) }
      var attribute = Attribute(name: nameStart..<position, value: position..<position)
      if position < limit, bytes[position] == ASCII.equals {
        (attribute.value, position) = try value(bytes, from: position + 1, to: limit)
      }
      attributes.append(attribute)
    }
  }

  /// A value in quotes or without; the end is past the closing quote.
  private static func value(
    _ bytes: [UInt8], from start: Int, to limit: Int
  ) throws(Flaw) -> (value: Range<Int>, end: Int) {
    guard start < limit else { throw .attributes(at: start) }
    let quote = bytes[start]
    guard quote == ASCII.quote || quote == ASCII.apostrophe else {
      let end = valueEnd(bytes, from: start, to: limit)
      guard end > start else { throw .attributes(at: start) }
      return (start..<end, end)
    }
    var position = start + 1
    while position < limit, bytes[position] != quote {
      position += bytes[position] == ASCII.backslash ? 2 : 1
    }
    guard position < limit else { throw .attributes(at: start) }
    return (start + 1..<position, position + 1)
  }

  /// Where a value without quotes ends: at a space or `}`, but not within `{{ }}`.
  private static func valueEnd(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    var position = start
    var isInVariable = false
    while position < limit, !ASCII.isBlank(bytes[position]) || isInVariable {
      let isPair = position + 1 < limit && bytes[position] == bytes[position + 1]
      if isPair, bytes[position] == ASCII.openBrace {
        isInVariable = true
        position += 2
      } else if isPair, isInVariable, bytes[position] == ASCII.closeBrace {
        isInVariable = false
        position += 2
      } else if bytes[position] == ASCII.closeBrace {
        return position
      } else {
        position += 1
      }
    }
    return position
  }
}
