import Diagnostics

extension EventReader.Problem {
  /// The problem in our words, with what to do about it.
  func diagnostic(_ places: inout PlaceFinder) -> Diagnostic {
    if let byteOffset { return badByte(at: byteOffset, &places) }
    switch (problem, context) {
    case ("found a tab character that violates indentation", _),
      ("found a tab character where an indentation space is expected", _):
      return tab(at: places.place(position))
    case ("found character that cannot start any token", _):
      let (line, before) = places.line(at: position)
      let byte = line.dropFirst(before).first ?? 0
      if byte == UInt8(ascii: "\t") { return tab(at: places.place(position)) }
      return cannotStart(with: Character(Unicode.Scalar(byte)), at: places.place(position))
    case ("mapping values are not allowed in this context", _):
      return unexpectedColon(&places)
    case ("could not find expected ':'", _):
      return missingColon(&places)
    case ("found unexpected end of stream", "while scanning a quoted scalar"),
      ("found unexpected document indicator", "while scanning a quoted scalar"):
      return .error(
        "a quote is opened and never closed", at: places.place(contextPosition),
        hint: "end the value with the same quote")
    case ("did not find expected key", "while parsing a block mapping"),
      ("did not find expected <document start>", _):
      return unexpectedText(&places)
    case ("did not find expected '-' indicator", _):
      return .error(
        #"a list goes on without a "-""#, at: places.place(position),
        hint: #"start each item with "- " in the same column"#)
    case ("did not find expected ',' or ']'", _):
      return .error(
        #"a list in "[" and "]" is not closed"#, at: places.place(contextPosition),
        hint: #"put a comma between its items and "]" behind the last, or put the whole value in double quotes"#)
    case ("did not find expected ',' or '}'", _):
      return .error(
        #"a mapping in "{" and "}" is not closed"#, at: places.place(contextPosition),
        hint: #"put a comma between its entries and "}" behind the last, or put the whole value in double quotes"#)
    default:
      return rareProblem(at: places.place(position))
    }
  }

  private func rareProblem(at place: Place) -> Diagnostic {
    switch (problem, context) {
    case ("block sequence entries are not allowed in this context", _):
      return .error(#"a list cannot start here"#, at: place, hint: #"put each "- " on a line of its own below the key"#)
    case (_, "while scanning an alias"):
      return cannotStart(with: "*", at: place)
    case (_, "while scanning an anchor"):
      return cannotStart(with: "&", at: place)
    case (_, "while scanning a tag"), (_, "while parsing a tag"), ("found undefined tag handle", _):
      return cannotStart(with: "!", at: place)
    case (_, "while scanning a directive"), (_, "while scanning a %YAML directive"),
      (_, "while scanning a %TAG directive"):
      return cannotStart(with: "%", at: place)
    case (_, "while scanning a block scalar"):
      return .error(
        #"there is text behind ">" or "|""#, at: place,
        hint: "start the text on the next line, or put the value in quotes")
    case ("found unknown escape character", _), ("did not find expected hexdecimal number", _),
      ("found invalid Unicode character escape code", _):
      return .error(
        #"unknown escape behind "\" in double quotes"#, at: place,
        hint: #"write "\\" for a backslash, or use single quotes"#)
    case ("did not find expected node content", _):
      return .error(
        "a value is missing here", at: place, hint: "write it, or put the whole line's value in double quotes")
    default:
      let inside = context.isEmpty ? "" : " \(context)"
      return .error("this is not YAML: \(problem)\(inside)", at: place, hint: "put the value in double quotes")
    }
  }

  private func badByte(at offset: Int, _ places: inout PlaceFinder) -> Diagnostic {
    let (byte, place) = places.byte(at: offset, isTrailing: problem == "invalid trailing UTF-8 octet")
    if problem == "control characters are not allowed" {
      return .error("control character U+\(hexadecimal(value, digits: 4))", at: place, hint: "remove it")
    }
    let culprit = byte.map { " (byte 0x\(hexadecimal(Int($0), digits: 2)))" } ?? ""
    return .error("this is not UTF-8\(culprit)", at: place, hint: "save the file as UTF-8")
  }

  private func tab(at place: Place) -> Diagnostic {
    .error("a tab stands where the line is indented", at: place, hint: "indent with spaces")
  }

  private func cannotStart(with character: Character, at place: Place) -> Diagnostic {
    .error(#"a value cannot start with "\#(character)""#, at: place, hint: "put the value in double quotes")
  }

  private func unexpectedColon(_ places: inout PlaceFinder) -> Diagnostic {
    let place = places.place(position)
    let (line, count) = places.line(at: position)
    let before = String(decoding: line.prefix(count), as: UTF8.self)
    if before.contains(": ") {
      return .error(#"a value holds ": ""#, at: place, hint: "put the value in double quotes")
    }
    let key = before.drop { $0 == " " }
    if key.count == before.count, let above = places.line(above: position) {
      return noSpace(behindColonOf: String(decoding: above.text, as: UTF8.self), at: above.place)
    }
    return .error(
      #""\#(shown(String(key)))" is indented further than the keys beside it"#, at: place,
      hint: "start all keys of a mapping in the same column")
  }

  private func missingColon(_ places: inout PlaceFinder) -> Diagnostic {
    let place = places.place(contextPosition)
    let (line, count) = places.line(at: contextPosition)
    let text = String(decoding: line.dropFirst(count), as: UTF8.self)
    return noSpace(behindColonOf: text, at: place)
  }

  private func noSpace(behindColonOf text: String, at place: Place) -> Diagnostic {
    guard let colon = text.firstIndex(of: ":") else {
      return .error(#""\#(shown(text))" has no ":""#, at: place, hint: #"write it as "key: value""#)
    }
    return .error(
      #"no space behind the ":" of "\#(shown(text))""#, at: place,
      hint: #"write "\#(text[..<colon]): ", then the value"#)
  }

  private func unexpectedText(_ places: inout PlaceFinder) -> Diagnostic {
    let place = places.place(position)
    let (line, count) = places.line(at: position)
    let (before, text) = (line.prefix(count), String(decoding: line.dropFirst(count), as: UTF8.self))
    if before.contains(where: { $0 != UInt8(ascii: " ") }) {
      return .error(
        #"there is text behind the end of a value: "\#(shown(text))""#, at: place,
        hint: "put the whole value in single quotes")
    }
    if text.hasPrefix(":") {
      return .error(#"a key is missing before ":""#, at: place, hint: #"write it as "key: value""#)
    }
    return .error(
      #""\#(shown(text))" does not line up with the keys above it"#, at: place,
      hint: #"start all keys of a mapping in the same column, each with ": " behind it"#)
  }
}

private func hexadecimal(_ value: Int, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
