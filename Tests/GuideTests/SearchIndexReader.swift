import Foundation

@testable import Guide

/// What a search index says, read from its files alone: by the description of the format, without guidegen's own reader.
struct SearchIndexReader {
  /// A word in one section; `weight` is 0 for running text, 1 for a heading, 2 and 3 for a title.
  struct Place: Hashable {
    var article: Int
    var section: Int
    var weight: Int
  }

  struct NoIndex: Error {
    var path: String
  }

  /// By word.
  private(set) var places: [String: Set<Place>] = [:]
  /// The list of words alone, in order.
  private(set) var words: [String] = []
  /// By article: address, language where it is not the site's, title, description, then heading and id of each section, the first without any.
  private(set) var records: [[String]] = []
  /// By list: where its shards start.
  private(set) var starts: [String: [String]] = [:]
  /// In bytes.
  private(set) var sizes: [String: Int] = [:]
  /// The file that is loaded first.
  let root: String
  private let files: [String: String]

  init(_ files: [String: String]) throws {
    self.files = files
    sizes = files.mapValues(\.utf8.count)
    guard let root = files["search-index.js"] else { throw NoIndex(path: "search-index.js") }
    self.root = root
    for kind in ["p", "w"] {
      for (number, part) in Self.list(kind, in: root).enumerated() {
        let start = String(part.dropFirst(4))
        starts[kind, default: []].append(start)
        let text = try value("\(kind)\(number)", fingerprint: part.prefix(4)) as? String ?? ""
        for (word, postings) in Self.entries(of: text) {
          if word < start { throw NoIndex(path: "\(word) before \(start)") }
          if kind == "p" { places[word] = try Self.places(in: postings) } else { words.append(word) }
        }
      }
    }
    for (number, part) in Self.list("a", in: root).enumerated() {
      records += try value("a\(number)", fingerprint: part[...]) as? [[String]] ?? []
    }
  }

  /// The articles and sections that have `word`.
  func sections(_ word: String) -> Set<[Int]> {
    Set((places[word] ?? []).map { [$0.article, $0.section] })
  }

  /// The addresses of the articles that have `word`, each with the id of its section if it has one.
  func addresses(_ word: String) -> [String] {
    (places[word] ?? []).map { place in
      let record = records[place.article]
      return record[0] + (place.section == 0 ? "" : "#" + record[5 + 2 * place.section])
    }.sorted()
  }

  /// The parts of the line `name:"…"` of the root.
  private static func list(_ name: String, in root: String) -> [String] {
    let line = root.split(separator: "\n").first { $0.hasPrefix("\(name):\"") } ?? ""
    return line.dropFirst(3).dropLast(#"".split(" "),"#.count).split(separator: " ").map(String.init)
  }

  /// What the script of the shard `name` hands over: JavaScript's literals for it are those of JSON.
  private func value(_ name: String, fingerprint: Substring) throws -> Any {
    let path = "assets/search/\(name).js"
    guard let script = files[path], script.hasPrefix("guideSearch("), script.hasSuffix(")\n") else {
      throw NoIndex(path: path)
    }
    let arguments = "[" + script.dropFirst("guideSearch(".count).dropLast(2) + "]"
    let values = try JSONSerialization.jsonObject(with: Data(arguments.utf8)) as? [Any] ?? []
    guard values.count == 3, values[0] as? String == name, values[1] as? String == String(fingerprint) else {
      throw NoIndex(path: path)
    }
    return values[2]
  }

  private static func entries(of text: String) -> [(word: String, postings: String)] {
    // A mark can follow a space.
    let parts = text.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
    var word = ""
    return stride(from: 0, to: parts.count - 1, by: 2).map { index in
      let shared = Int(parts[index].first?.value ?? 35) - 35
      word = String(String.UnicodeScalarView(word.unicodeScalars.prefix(shared))) + String(parts[index].dropFirst())
      return (word, String(parts[index + 1]))
    }
  }

  private static func numbers(_ text: String) -> [Int] {
    text.unicodeScalars.map { Int($0.value) % 600_000 - 35 }
  }

  private static func places(in text: String) throws -> Set<Place> {
    var places: Set<Place> = []
    var numbers = numbers(text)[...]
    var article = 0
    while let distance = numbers.popFirst() {
      article += distance
      var (section, isFirst) = (0, true)
      while let number = numbers.popFirst() {
        if !isFirst, number < 8 { throw NoIndex(path: "a section twice in \(text)") }
        isFirst = false
        section += number / 8
        places.insert(Place(article: article, section: section, weight: number / 2 % 4))
        if number % 2 == 0 { break }
      }
    }
    return places
  }
}
