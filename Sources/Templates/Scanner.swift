import Diagnostics

/// Cuts a template's bytes into tokens.
struct Scanner {
  private let bytes: [UInt8]
  private var opening = Array("{{".utf8)
  private var closing = Array("}}".utf8)
  private var offset = 0
  private(set) var tokens: [Token] = []
  /// What is wrong, and at which byte.
  private(set) var problems: [SyntaxProblem] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Cuts to the end, or to a tag that has none.
  mutating func scan() {
    var textStart = 0
    while offset < bytes.count {
      if starts(with: opening, at: offset) {
        appendText(textStart..<offset)
        guard scanTag() else { return }
        textStart = offset
      } else {
        offset += 1
        if bytes[offset - 1] == UInt8(ascii: "\n") {
          appendText(textStart..<offset)
          textStart = offset
        }
      }
    }
    appendText(textStart..<offset)
  }

  private mutating func appendText(_ range: Range<Int>) {
    if !range.isEmpty { tokens.append(Token(kind: .text, range: range)) }
  }

  /// One tag; false where it never ends.
  private mutating func scanTag() -> Bool {
    let start = offset
    let kindOffset = start + opening.count
    let sigil = kindOffset < bytes.count ? bytes[kindOffset] : 0
    let kind = Self.kinds[sigil] ?? .variable
    let contentStart = kind == .variable ? kindOffset : kindOffset + 1
    let end =
      switch sigil {
      case UInt8(ascii: "{"): [UInt8(ascii: "}")] + closing
      case UInt8(ascii: "="): [UInt8(ascii: "=")] + closing
      default: closing
      }
    guard let contentEnd = firstOffset(of: end, from: contentStart) else {
      problems.append(
        SyntaxProblem(
          offset: start, message: "a tag is opened and never closed",
          hint: #"end it with "\#(String(decoding: end, as: UTF8.self))""#))
      return false
    }
    offset = contentEnd + end.count
    var token = Token(kind: kind, range: start..<offset)
    let content = trimmed(bytes[contentStart..<contentEnd])
    switch kind {
    case .comment: break
    case .delimiters: setDelimiters(content, at: start)
    default:
      token.name = String(decoding: content, as: UTF8.self)
      checkName(token.name, of: kind, at: start)
    }
    tokens.append(token)
    return true
  }

  private mutating func checkName(_ name: String, of kind: Token.Kind, at start: Int) {
    if name.isEmpty {
      problems.append(SyntaxProblem(offset: start, message: "a tag has no name", hint: "write one, or remove the tag"))
    } else if name.utf8.contains(where: isBlank) {
      problems.append(
        SyntaxProblem(offset: start, message: #""\#(name)" is no name"#, hint: "names hold no spaces and no line ends"))
    }
  }

  private mutating func setDelimiters(_ content: ArraySlice<UInt8>, at start: Int) {
    let words = content.split(whereSeparator: isBlank)
    guard words.count == 2, !words.joined().contains(UInt8(ascii: "=")) else {
      problems.append(
        SyntaxProblem(
          offset: start, message: "a delimiter tag must hold two delimiters",
          hint: #"write them with a space between: "{{=<% %>=}}""#))
      return
    }
    opening = Array(words[0])
    closing = Array(words[1])
  }

  private func starts(with mark: [UInt8], at offset: Int) -> Bool {
    bytes[offset] == mark[0] && bytes[offset...].starts(with: mark)
  }

  private func firstOffset(of mark: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count else { return nil }
    return bytes[start...].indices.first { starts(with: mark, at: $0) }
  }

  private static let kinds: [UInt8: Token.Kind] = [
    UInt8(ascii: "{"): .raw, UInt8(ascii: "&"): .raw, UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted,
    UInt8(ascii: "/"): .close, UInt8(ascii: ">"): .partial, UInt8(ascii: "<"): .parent, UInt8(ascii: "$"): .block,
    UInt8(ascii: "!"): .comment, UInt8(ascii: "="): .delimiters,
  ]
}

/// What is wrong with a template's text.
struct SyntaxProblem {
  /// Of the byte where the wrong tag starts.
  var offset: Int
  var message: String
  var hint: String
}

/// Whether a byte is a space, a tab or a line ending's.
func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var bytes = bytes.drop(while: isBlank)
  while let last = bytes.last, isBlank(last) { bytes.removeLast() }
  return bytes
}
