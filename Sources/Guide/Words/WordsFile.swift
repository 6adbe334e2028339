import Diagnostics
import YAML

/// One file of words, read: `templates/words/de.yml`. It may leave out whatever it likes.
struct WordsFile: Sendable {
  let path: String
  /// By key.
  private(set) var texts: [String: String] = [:]
  /// From January; empty where the file has none.
  private(set) var months: [String] = []
  /// A date, with `{{day}}`, `{{month}}` and `{{year}}`; empty where the file has none.
  private(set) var datePattern = ""
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - english: what the built-in file has in English, by key, against which all others are held; nil for that one
  ///     itself.
  ///   - isBuiltIn: it is the theme's, in which nothing is wrong.
  init(_ bytes: [UInt8], file: String, english: [String: String]?, isBuiltIn: Bool = false) {
    path = file
    if isBuiltIn, let plain = PlainWords(bytes) {
      (texts, months, datePattern) = (plain.texts, plain.months, plain.datePattern)
      return
    }
    let (node, found) = YAMLNode.parse(bytes[...], file: file)
    diagnostics = found
    guard found.isEmpty else { return }
    var keys = YAMLMapping(
      node ?? YAMLNode(.null, at: Place(file: file, line: 1, column: 1)), called: "words of pages")
    datePattern = keys.string("date") ?? ""
    months = keys.strings("months")
    if !months.isEmpty, months.count != 12 {
      keys.report(
        #""months" has \#(months.count) names"#, at: keys.place(of: "months"), hint: "write all twelve, January first")
    }
    for entry in keys.entries("words") { read(entry, english, &keys) }
    diagnostics += keys.finish()
  }

  private mutating func read(_ entry: YAMLEntry, _ english: [String: String]?, _ keys: inout YAMLMapping) {
    guard case .scalar(let text, _) = entry.value.value else {
      return keys.report(
        #""\#(entry.key)" must be text, not \#(entry.value.kind)"#, at: entry.value.place, hint: "write it in quotes")
    }
    if let english {
      guard let original = english[entry.key] else {
        let near = nearestName(to: entry.key, among: english.keys.sorted()).map { #"did you mean "\#($0)"?"# }
        return keys.report(
          #"pages have no words "\#(entry.key)""#, at: entry.keyPlace,
          hint: near ?? "the keys are those of the theme's words/en.yml")
      }
      guard hasSameFields(text, at: entry, as: original, &keys) else { return }
    }
    texts[entry.key] = text
  }

  /// Whether pages can put the same into `text` as into the English one; if not, that is reported.
  private func hasSameFields(
    _ text: String, at entry: YAMLEntry, as original: String, _ keys: inout YAMLMapping
  ) -> Bool {
    let (own, wanted) = (WordPiece.fields(of: text), WordPiece.fields(of: original))
    for field in own where !wanted.contains(field) {
      let near = nearestName(to: field, among: wanted).map { "did you mean {{\($0)}}?" }
      let all = wanted.map { "{{\($0)}}" }.joined(separator: ", ")
      keys.report(
        "nothing is put in for {{\(field)}}", at: entry.value.place,
        hint: near ?? (wanted.isEmpty ? "write it without" : "it can have \(all)"))
    }
    for field in wanted where !own.contains(field) {
      keys.report(
        #""\#(entry.key)" leaves out {{\#(field)}}"#, at: entry.value.place, hint: #"in English it is "\#(original)""#)
    }
    return Set(own) == Set(wanted)
  }
}

/// A piece of a text of words: what is said, or what a page puts in.
enum WordPiece: Sendable {
  case text(String)
  case field(String)

  /// The pieces of `text`, in order.
  static func pieces(of text: String) -> [WordPiece] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text.isEmpty ? [] : [.text(text)] }
    var text = text
    return text.withUTF8 { bytes in
      var pieces: [WordPiece] = []
      var start = 0
      while let open = index(of: UInt8(ascii: "{"), from: start, in: bytes),
        let close = index(of: UInt8(ascii: "}"), from: open + 2, in: bytes)
      {
        if open > start { pieces.append(.text(String(decoding: bytes[start..<open], as: UTF8.self))) }
        let name = bytes[(open + 2)..<close].filter { $0 != UInt8(ascii: " ") }
        pieces.append(.field(String(decoding: name, as: UTF8.self)))
        start = close + 2
      }
      if start < bytes.count { pieces.append(.text(String(decoding: bytes[start...], as: UTF8.self))) }
      return pieces
    }
  }

  /// Where `byte` stands twice.
  private static func index(of byte: UInt8, from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == byte, bytes[index + 1] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The names of what is put into `text`.
  static func fields(of text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    return pieces(of: text).compactMap { if case .field(let name) = $0 { name } else { nil } }
  }
}
