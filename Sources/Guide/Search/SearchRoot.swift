/// The file that the page's search loads first: which files there are, and what it must know of the language.
///
/// Each entry has a line of its own:
///
///     guideSearch("","",{
///     count:1000,                 how many articles there are
///     p:"k3x9 a0q1ACCESS…",       of each shard of the list: its fingerprint, and where it starts; the first with nothing
///     w:"mj6e ega9CHANGES…",      the same of the other list
///     a:"zl2s h1jk…",             the fingerprints of the files of articles
///     ends:{"ING":3,…},           `SearchLanguage.endings`
///     stop:" A ABOUT… "           `SearchLanguage.stopWords`
///     })
struct SearchRoot: Equatable {
  /// A shard, as far as the root knows it.
  struct Part: Equatable {
    var fingerprint: String
    /// `WordShard.start`
    var start: [UInt8]
  }

  var count: Int
  var lists: [WordShard.Kind: [Part]] = [:]
  /// The fingerprints of the files of articles.
  var records: [String] = []
  /// The lines about the language.
  private let language: [UInt8]

  init(count: Int, language: SearchLanguage) {
    self.count = count
    let endings = language.endings.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
    let stopWords = language.stopWords.sorted().joined(separator: " ")
    self.language = Array("ends:{\(endings.joined(separator: ","))},\nstop:\" \(stopWords) \"\n".utf8)
  }

  private static let head = "guideSearch(\"\",\"\",{"

  /// The file.
  var file: OutputFile {
    var bytes = Array("\(Self.head)\ncount:\(count),\n".utf8)
    for kind in WordShard.Kind.allCases {
      let parts = (lists[kind] ?? []).map { Array($0.fingerprint.utf8) + $0.start }
      bytes += Array("\(kind.rawValue):\"".utf8) + parts.joined(separator: [UInt8(ascii: " ")]) + Array("\",\n".utf8)
    }
    bytes += Array("a:\"\(records.joined(separator: " "))\",\n".utf8)
    return OutputFile(path: SearchFile.root, bytes: bytes + language + Array("})\n".utf8))
  }

  /// The root in `bytes`; nil where they are none.
  init?(parsing bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let kinds = WordShard.Kind.allCases
    guard lines.count == kinds.count + 7, lines[0].elementsEqual(Self.head.utf8),
      let count = Int(String(decoding: lines[1].dropFirst("count:".utf8.count).dropLast(), as: UTF8.self))
    else { return nil }
    self.count = count
    for (kind, line) in zip(kinds, lines[2...]) {
      lists[kind] = Self.words(of: line).map { part in
        let length = SearchFile.fingerprintLength
        return Part(
          fingerprint: String(decoding: part.prefix(length), as: UTF8.self), start: Array(part.dropFirst(length)))
      }
    }
    records = Self.words(of: lines[kinds.count + 2]).map { String(decoding: $0, as: UTF8.self) }
    language =
      Array(lines[(kinds.count + 3)...(kinds.count + 4)].joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
  }

  /// What stands between spaces in the text of `line`, which is `x:"…",`.
  private static func words(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.dropFirst(3).dropLast(2).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true)
  }
}
