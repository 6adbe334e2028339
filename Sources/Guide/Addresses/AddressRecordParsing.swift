import Diagnostics

extension AddressRecord {
  /// The record that `bytes` hold, and all that is wrong with it; `file` is what messages call it.
  static func parse(_ bytes: [UInt8], file: String) -> (record: AddressRecord, diagnostics: [Diagnostic]) {
    var parsing = Parsing(file: file)
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      parsing.read(line, number: number + 1)
    }
    return (AddressRecord(parsing.entries), parsing.diagnostics)
  }

  private struct Parsing {
    let file: String
    var entries: [Entry] = []
    var diagnostics: [Diagnostic] = []
    private var seen: [String: Int] = [:]

    init(file: String) {
      self.file = file
    }

    mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) {
      let indent = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
      let place = Place(file: file, line: number, column: indent + 1)
      guard let line = String(validating: bytes, as: UTF8.self) else {
        report("this line is not UTF-8", at: place, hint: "save the file as UTF-8")
        return
      }
      let words = line.trimmed
      guard !words.isEmpty, !words.hasPrefix("#") else { return }
      guard !["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains(where: words.hasPrefix) else {
        report(
          "a merge has left a conflict here", at: place, hint: "keep the lines of both sides, and delete the marks")
        return
      }
      let key = words.prefix { $0 != " " && $0 != "\t" }
      let value = Line(text: words.dropFirst(key.count).trimmed, place: place)
      guard !value.text.isEmpty else {
        report(#"nothing follows "\#(key)""#, at: place, hint: "complete the line, or delete it")
        return
      }
      if key == "page" { begin(value) } else { add(String(key), value) }
    }

    private mutating func begin(_ address: Line) {
      if let line = seen.updateValue(address.place.line, forKey: address.text) {
        report(
          #"the page "\#(address.text)" is listed already, in line \#(line)"#, at: address.place,
          hint: "join the two entries, or delete one")
      }
      entries.append(Entry(address: address.text, place: address.place))
    }

    private mutating func add(_ key: String, _ value: Line) {
      guard let last = entries.indices.last else {
        report(
          #""\#(key)" stands before the first page"#, at: value.place, hint: #"put it below a line "page ADDRESS""#)
        return
      }
      switch key {
      case "source": entries[last].source = value.text
      case "title": entries[last].title = value.text
      case "anchor": entries[last].anchors.append(value)
      case "lost": entries[last].lost.append(value)
      case "to": entries[last].successor = value
      case "moved":
        let names = value.text.split(separator: " ")
        guard names.count == 3, names[1] == "->" else {
          report(#""\#(value.text)" is not a move"#, at: value.place, hint: "write moved FORMER -> PRESENT")
          return
        }
        entries[last].moved.append((Line(text: String(names[0]), place: value.place), String(names[2])))
      default:
        let known = ["page", "source", "title", "anchor", "moved", "lost", "to"]
        let near = nearestName(to: key, among: known)
        report(
          #"unknown word "\#(key)""#, at: value.place,
          hint: near.map { #"did you mean "\#($0)"?"# } ?? "a line begins with one of \(known.joined(separator: ", "))")
      }
    }

    private mutating func report(_ message: String, at place: Place, hint: String) {
      diagnostics.append(.error(message, at: place, hint: hint))
    }
  }
}

extension StringProtocol {
  /// Without spaces, tabs and carriage returns at both ends.
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    let end = self.lastIndex { !isSpace($0) }
    return end.map { String(self[...$0].drop(while: isSpace)) } ?? ""
  }
}
