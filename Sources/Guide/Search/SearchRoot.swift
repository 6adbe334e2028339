/// The file that the page's search loads first: which files there are, and what it must know of the language.
///
/// Each entry has a line of its own:
///
///     guideSearch("","",{
///     count:1000,                 how many articles there are
///     p:"k3x9 a0q1ACCESS…".split(" "),    of each shard of the list: its fingerprint, and where it starts; the first with nothing
///     w:"mj6e ega9CHANGES…".split(" "),   the same of the other list
///     a:"zl2s h1jk…".split(" "),          the fingerprints of the files of articles
///     ends:{"ING":3,…},                   `SearchLanguage.endings`
///     stop:"A ABOUT…".split(" "),         `SearchLanguage.stopWords`
///     same:[["INCOGNITO","=0"],…],        `Synonyms.names`
///     article:/…/gu,                      `ArabicArticle.pattern`
///     words:/…/gu,                        what matches each word of a folded text; its first group is a pair of letters, if it is one
///     parts:/…/gu                         what takes a text apart so that each part can be one of those words, or a letter of one
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
  private static let languageLines = 6

  init(count: Int, language: SearchLanguage, _ synonyms: Synonyms) {
    self.count = count
    let endings = language.endings.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
    let stopWords = language.stopWords.sorted().joined(separator: " ")
    // Words are letters and digits: none needs a backslash.
    let same = synonyms.names.map { #"["\#($0.phrase)","\#($0.name)"]"# }.joined(separator: ",")
    let lines = [
      "ends:{\(endings.joined(separator: ","))},", "stop:\"\(stopWords)\(Self.tail)", "same:[\(same)],",
      "article:/\(ArabicArticle.pattern)/gu,", Self.patterns,
    ]
    self.language = Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// What ends a list.
  private static let tail = "\".split(\" \"),"
  /// Letters of scripts without spaces are words in overlapping pairs, as `LetterPairs` has them; such a pair is the part of a
  /// text that begins at its first letter, and at its second too where that is the last.
  private static let patterns: String = {
    let unspaced = "[\(LetterFolding.unspaced)]"
    let letter = #"(?=[\p{L}\p{N}])"# + unspaced
    let words =
      "(?=((?:\(letter)){2}))\(letter)(?:\(letter)(?!\(letter)))?|\(letter)|(?:(?!\(unspaced))[\\p{L}\\p{N}])+"
    let parts = "\(letter)\\p{M}*|(?:(?!\(unspaced))[\\p{L}\\p{M}\\p{N}])+|[^\\p{L}\\p{N}]+"
    return "words:/\(words)/gu,\nparts:/\(parts)/gu"
  }()

  private static let head = "guideSearch(\"\",\"\",{"

  /// The file.
  var file: OutputFile {
    var bytes = Array("\(Self.head)\ncount:\(count),\n".utf8)
    for kind in WordShard.Kind.allCases {
      let parts = (lists[kind] ?? []).map { Array($0.fingerprint.utf8) + $0.start }
      bytes +=
        Array("\(kind.rawValue):\"".utf8) + parts.joined(separator: [UInt8(ascii: " ")])
        + Array((Self.tail + "\n").utf8)
    }
    bytes += Array("a:\"\(records.joined(separator: " "))\(Self.tail)\n".utf8)
    return OutputFile(path: SearchFile.root, bytes: bytes + language + Array("})\n".utf8))
  }

  /// The root in `bytes`; nil where they are none.
  init?(parsing bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let kinds = WordShard.Kind.allCases
    guard lines.count == kinds.count + 5 + Self.languageLines, lines[0].elementsEqual(Self.head.utf8),
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
      Array(lines[(kinds.count + 3)...].prefix(Self.languageLines).joined(separator: [UInt8(ascii: "\n")])) + [
        UInt8(ascii: "\n")
      ]
  }

  /// What stands between spaces in the text of `line`, which is `x:"…".split(" "),`.
  private static func words(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.dropFirst(3).dropLast(tail.utf8.count).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true)
  }
}
