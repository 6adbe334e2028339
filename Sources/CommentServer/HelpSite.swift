import HTTP
import JSON

/// What the help centre looks like and how it speaks, so that what readers see of the server is like the help centre: the
/// first line of the list of pages. Paths start from the help centre's top.
///
///     {"site":{"title":"Help","language":"en","direction":"ltr","words":{"answer-reply":"Your reply",…},
///       "icon":"assets/icon.0f3a….svg","styles":["assets/style.4b1c….css"],
///       "languages":[{"title":"مساعدة","language":"ar","direction":"rtl","words":{…}}]}}
struct HelpSite: Sendable, Equatable {
  /// In its main language.
  private let main: Edition
  /// In its other ones.
  private let others: [Edition]
  /// The path of its picture; nil where it has none.
  let icon: String?
  /// The paths of the style sheets of its pages with comments, in order.
  let styles: [String]

  /// The help centre in one language.
  struct Edition: Sendable, Equatable {
    /// What it is called.
    let title: String
    /// The language of its pages (BCP 47).
    let language: String
    /// What the paths of its pages begin with: `de/`; empty for the main language.
    let top: String
    /// What the server says to its readers.
    let words: ReaderWords

    fileprivate init?(_ value: JSONValue, isMain: Bool) {
      guard let title = value["title"]?.string, let language = value["language"]?.string else { return nil }
      (self.title, self.language, top) = (title, language, isMain ? "" : language + "/")
      words =
        value["words"].map {
          ReaderWords(language: language, isRightToLeft: value["direction"]?.string == "rtl", words: $0)
        } ?? .english
    }
  }

  /// That which the page at `path` belongs to.
  func edition(of path: String) -> Edition { others.first { path.hasPrefix($0.top) } ?? main }

  /// That which suits the client best that sent `request`; the main one where it says nothing that helps.
  ///
  /// Who wants `pt-PT` gets that, or `pt`, or else what there is of the same language, before anything that they want less.
  /// Source: RFC 4647, 3.4 (lookup), but for the last.
  func edition(for request: HTTPRequest) -> Edition {
    let editions = ([main] + others).map { ($0, tag: $0.language.lowercased()) }
    for wanted in request.acceptedLanguages {
      var range = wanted[...]
      while !range.isEmpty {
        if let found = editions.first(where: { $0.tag == range }) { return found.0 }
        guard let end = range.lastIndex(of: "-") else { break }
        range = range[..<end]
      }
      if let found = editions.first(where: { $0.tag.hasPrefix(range + "-") }) { return found.0 }
    }
    return main
  }

  /// Reads a line; nil for one that says something else.
  init?(line: ArraySlice<UInt8>) {
    guard let site = (try? JSONReader.read(line))?["site"], let main = Edition(site, isMain: true),
      let styles = site["styles"]?.items
    else { return nil }
    self.main = main
    others = (site["languages"]?.items ?? []).compactMap { Edition($0, isMain: false) }
    icon = site["icon"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    self.styles = styles.compactMap(\.string)
  }

  /// Reads the first line of `list`; nil where a build of another version wrote it, which says nothing of this.
  init?(list: [UInt8]) {
    self.init(line: list.prefix { $0 != UInt8(ascii: "\n") })
  }
}

extension HTTPRequest {
  /// The languages that the client says it understands, the most wanted first, in small letters. Source: RFC 9110, 12.5.4.
  var acceptedLanguages: [String] {
    guard let field = fields["accept-language"]?.lowercased() else { return [] }
    // Nobody speaks more languages, and no tag is longer (RFC 5646, 4.4.1): that would only cost time.
    let ranges = field.split(separator: ",", maxSplits: 20).prefix(20).map {
      part -> (language: String, weight: Double) in
      let words = part.split(separator: ";", maxSplits: 2).map { $0.filter { $0 != " " && $0 != "\t" } }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      return (words.first ?? "", weight ?? 1)
    }
    let wanted = ranges.filter { $0.weight > 0 && (1...35).contains($0.language.utf8.count) }
    // Swift's sort keeps the order of equals.
    return wanted.sorted { $0.weight > $1.weight }.map(\.language)
  }
}
