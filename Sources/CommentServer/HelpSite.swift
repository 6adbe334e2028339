import JSON

/// What the help centre looks like, so that pages of the server that readers see look like its own: the first line of the
/// list of pages. Paths start from the help centre's top.
///
///     {"site":{"title":"Help","language":"en","icon":"assets/icon.0f3a….svg","styles":["assets/style.4b1c….css"],
///       "languages":[{"language":"de","title":"Hilfe"}]}}
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
  }

  /// That which the page at `path` belongs to.
  func edition(of path: String) -> Edition { others.first { path.hasPrefix($0.top) } ?? main }

  /// Reads a line; nil for one that says something else.
  init?(line: ArraySlice<UInt8>) {
    guard let site = (try? JSONReader.read(line))?["site"], let title = site["title"]?.string,
      let language = site["language"]?.string, let styles = site["styles"]?.items
    else { return nil }
    main = Edition(title: title, language: language, top: "")
    others = (site["languages"]?.items ?? []).compactMap { other in
      guard let title = other["title"]?.string, let language = other["language"]?.string else { return nil }
      return Edition(title: title, language: language, top: language + "/")
    }
    icon = site["icon"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    self.styles = styles.compactMap(\.string)
  }

  /// Reads the first line of `list`; nil where a build of another version wrote it, which says nothing of this.
  init?(list: [UInt8]) {
    self.init(line: list.prefix { $0 != UInt8(ascii: "\n") })
  }
}
