/// A file of the search index: a script that hands one value to the page's search.
///
///     guideSearch("NAME","FINGERPRINT",VALUE)
enum SearchFile {
  /// Where all but the root stand.
  static let folder = "assets/search/"
  /// What the page's search loads first. It stands where browsers ask each time whether it has changed: from it they learn
  /// by which fingerprints to ask for the others, which they keep.
  static let root = "search-index.js"

  /// The path of the file `name`.
  static func path(_ name: String) -> String { folder + name + ".js" }

  /// Whether the file at `path`, or the one that it is the compressed form of, is part of the index.
  static func isPart(_ path: String) -> Bool { path.hasPrefix(folder) || path.hasPrefix(root) }

  /// The file `name` with `value`, which is JavaScript.
  static func file(_ name: String, value: [UInt8]) -> (file: OutputFile, fingerprint: String) {
    let fingerprint = fingerprint(of: value)
    let bytes = Array(#"guideSearch("\#(name)","\#(fingerprint)","#.utf8) + value + Array(")\n".utf8)
    return (OutputFile(path: path(name), bytes: bytes), fingerprint)
  }

  /// The value in the bytes of the file `name`, nil where they are not such a file.
  static func value(of bytes: [UInt8], name: String) -> ArraySlice<UInt8>? {
    let head = Array(#"guideSearch("\#(name)",""#.utf8)
    let start = head.count + fingerprintLength + 2
    guard bytes.starts(with: head), bytes.count > start + 2 else { return nil }
    return bytes[start..<bytes.count - 2]
  }

  static let fingerprintLength = 4

  /// Four characters of base 36: enough to tell a file from what it was before.
  static func fingerprint(of value: [UInt8]) -> String {
    let number = ContentHash(of: value).value % 1_679_616
    let digits = String(number, radix: 36)
    return String(repeating: "0", count: fingerprintLength - digits.count) + digits
  }
}

extension WordShard {
  /// The file, as the one of that `number` in its list.
  func file(_ number: Int) -> (file: OutputFile, fingerprint: String) {
    let quote = [UInt8(ascii: "\"")]
    return SearchFile.file(Self.name(kind, number), value: quote + text + quote)
  }

  /// The text of the shard that `bytes` are the file of, `number` in the list `kind`; nil where they are not.
  static func text(_ kind: Kind, _ number: Int, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard let value = SearchFile.value(of: bytes, name: name(kind, number)), value.count >= 2 else { return nil }
    return value.dropFirst().dropLast()
  }

  /// The name of the file of that `number` in a list.
  static func name(_ kind: Kind, _ number: Int) -> String { "\(kind.rawValue)\(number)" }
}
