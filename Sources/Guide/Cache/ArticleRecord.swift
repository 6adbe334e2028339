import Diagnostics
import Markdown
import YAML

/// What the cache keeps of an article in place of its text: all that other pages can show of it or ask of it.
///
/// It is read when somebody asks; the seal of the cache's file vouches for what is in it.
struct ArticleRecord: Sendable, Equatable {
  /// The path and the front matter. Where it stays the same byte for byte, so does all that other pages show.
  var head: ArraySlice<UInt8>
  /// The rest, as a `Details`.
  private var body: ArraySlice<UInt8>

  /// What is asked for when a link leads to the article, or when it is made again.
  struct Details: Sendable {
    var dates = Site.PageDates()
    /// The identifiers of its headings, in order.
    var headings: [String] = []
    /// What else a link to its page can end in with `#`.
    var otherAnchors: [String] = []
    /// Anchors that earlier builds published, by the heading's present one.
    var formerAnchors: [(present: String, former: [String])] = []
    /// Anchors of other pages that it links to: the articles' indices in `Site.articles` of its language.
    var links: [(article: Int, anchor: String)] = []
    /// What leads to it where it stands in for a translation, as far as that is not the same as in its own language.
    var standIns: [StandIn] = []

    /// An article's page in another language than its own.
    struct StandIn: Sendable {
      /// Of the language.
      var tag: String
      var otherAnchors: [String]
      var formerAnchors: [(present: String, former: [String])]
    }

    /// All that a link to its page can end in with `#`.
    var anchors: Set<String> { Set(headings).union(otherAnchors) }

    /// The same for its page in the language `tag`.
    func shown(in tag: String) -> Self {
      guard let standIn = standIns.first(where: { $0.tag == tag }) else { return self }
      var details = self
      (details.otherAnchors, details.formerAnchors) = (standIn.otherAnchors, standIn.formerAnchors)
      return details
    }
  }

  /// In bytes, in the cache.
  var size: Int { head.count + body.count + 8 }

  init(of article: Article, details: Details = Details()) {
    var writer = CacheWriter()
    writer.add(article.path)
    writer.add(article.frontMatter)
    head = writer.bytes[...]
    writer = CacheWriter()
    writer.add(details)
    body = writer.bytes[...]
  }

  init(from reader: inout CacheReader) {
    head = reader.part()
    body = reader.part()
  }

  /// The article without its text, in a site of `languages`.
  func article(in languages: ContentLanguages) -> Article {
    var reader = CacheReader(head)
    let path = reader.text()
    return Article(
      path: path, frontMatter: FrontMatter(from: &reader, path: path), text: Self.noText,
      translation: languages.translation(at: path))
  }

  private static let noText = PackedDocument(Document.parse([], file: "").document)

  /// The rest.
  var details: Details {
    var reader = CacheReader(body)
    return Details(from: &reader)
  }

  fileprivate func write(to writer: inout CacheWriter) {
    writer.add(head)
    writer.add(body)
  }
}

extension ArticleRecord.Details {
  /// Of an article of a site; of one that is no page of it, such as a draft, nothing but what is in its file.
  ///
  /// - Parameters:
  ///   - former: anchors that earlier builds published, by the heading's present one.
  ///   - others: the same two of its pages in other languages, by tag.
  init(
    _ text: PackedDocument, resolved: ResolvedArticle?, former: [String: [String]], dates: Site.PageDates?,
    others: [(tag: String, resolved: ResolvedArticle, former: [String: [String]])] = []
  ) {
    self.dates = dates ?? Site.PageDates()
    headings = text.headings.map(\.identifier)
    guard let resolved else { return }
    otherAnchors = resolved.anchors.subtracting(headings).sorted()
    formerAnchors = Self.sorted(former)
    links = resolved.links
    for other in others where other.resolved.anchors != resolved.anchors || other.former != former {
      standIns.append(
        StandIn(
          tag: other.tag, otherAnchors: other.resolved.anchors.subtracting(headings).sorted(),
          formerAnchors: Self.sorted(other.former)))
    }
  }

  private static func sorted(_ former: [String: [String]]) -> [(present: String, former: [String])] {
    former.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  fileprivate init(from reader: inout CacheReader) {
    dates.published = reader.optional { $0.date() }
    dates.updated = reader.optional { $0.date() }
    headings = reader.parts { $0.text() }
    otherAnchors = reader.parts { $0.text() }
    formerAnchors = reader.formerAnchors()
    links = reader.parts { ($0.number(), $0.text()) }
    standIns = reader.parts { reader in
      StandIn(
        tag: reader.text(), otherAnchors: reader.parts { $0.text() }, formerAnchors: reader.formerAnchors())
    }
  }
}

extension FrontMatter {
  /// What a writer's `add` wrote, of the article in the file `path`.
  fileprivate init(from reader: inout CacheReader, path: String) {
    place = reader.place(in: path)
    title = reader.text()
    description = reader.text()
    weight = reader.optional { $0.number() }
    date = reader.optional { $0.date() }
    reviewed = reader.optional { $0.date() }
    reviewEvery = reader.optional { $0.number() }
    translated = reader.optional { $0.date() }
    owner = reader.text()
    isDraft = reader.flag()
    aliases = reader.parts { ($0.text(), $0.place(in: path)) }
    tags = reader.parts { ($0.text(), $0.place(in: path)) }
    comments = reader.optional { $0.flag() }
  }
}

extension CacheReader {
  fileprivate mutating func date() -> CalendarDate {
    CalendarDate(daysSince1970: number()) ?? .epoch
  }

  fileprivate mutating func place(in path: String) -> Place {
    Place(file: path, line: number(), column: number())
  }

  fileprivate mutating func formerAnchors() -> [(present: String, former: [String])] {
    parts { reader in (reader.text(), reader.parts { $0.text() }) }
  }
}

extension CacheWriter {
  /// The whole record.
  mutating func add(_ record: ArticleRecord) {
    record.write(to: &self)
  }

  fileprivate mutating func add(_ front: FrontMatter) {
    add(front.place)
    add(front.title)
    add(front.description)
    add(optional: front.weight) { $0.add($1) }
    add(optional: front.date) { $0.add($1) }
    add(optional: front.reviewed) { $0.add($1) }
    add(optional: front.reviewEvery) { $0.add($1) }
    add(optional: front.translated) { $0.add($1) }
    add(front.owner)
    add(front.isDraft)
    for words in [front.aliases, front.tags] {
      add(each: words) { writer, word in
        writer.add(word.text)
        writer.add(word.place)
      }
    }
    add(optional: front.comments) { $0.add($1) }
  }

  fileprivate mutating func add(_ details: ArticleRecord.Details) {
    add(optional: details.dates.published) { $0.add($1) }
    add(optional: details.dates.updated) { $0.add($1) }
    add(each: details.headings) { $0.add($1) }
    add(each: details.otherAnchors) { $0.add($1) }
    add(formerAnchors: details.formerAnchors)
    add(each: details.links) { writer, link in
      writer.add(link.article)
      writer.add(link.anchor)
    }
    add(each: details.standIns) { writer, standIn in
      writer.add(standIn.tag)
      writer.add(each: standIn.otherAnchors) { $0.add($1) }
      writer.add(formerAnchors: standIn.formerAnchors)
    }
  }

  private mutating func add(formerAnchors: [(present: String, former: [String])]) {
    add(each: formerAnchors) { writer, anchor in
      writer.add(anchor.present)
      writer.add(each: anchor.former) { $0.add($1) }
    }
  }

  private mutating func add(_ date: CalendarDate) {
    add(date.daysSince1970)
  }

  /// Line and column; the file is the article's.
  private mutating func add(_ place: Place) {
    add(place.line)
    add(place.column)
  }
}
