import Diagnostics

/// The sections and pages of a site, in reading order: what the folders and the front matter say, without the texts.
struct Outline: Sendable {
  /// The top first; a section comes after the one that holds it.
  private(set) var sections: [Section] = []
  private(set) var pages: [Page] = []
  private(set) var tags: [Tag] = []
  /// Which pages list all articles from A to Z.
  let alphabet: Alphabet
  /// By article: index in `pages`.
  private(set) var pageOfArticle: [Int] = []
  /// What two articles both claim.
  private(set) var diagnostics: [Diagnostic] = []
  /// Before the address of each page: `de/`.
  private let top: String
  private let translations: Translations?

  /// Of the articles of `guide`.
  init(_ guide: ParsedGuide, refusingEqualAddresses: Bool = true) {
    self.init(
      guide.articles, configuration: guide.configuration,
      words: guide.theme.languages[guide.configuration.language].words,
      translations: guide.translations, refusingEqualAddresses: refusingEqualAddresses, isOffline: guide.isOffline)
  }

  /// - Parameter refusingEqualAddresses: false where it is known that there are none.
  init(
    _ articles: [Article], configuration: Configuration, words: Words, translations: Translations? = nil,
    refusingEqualAddresses: Bool = true, isOffline: Bool = false
  ) {
    alphabet = Alphabet(titles: articles.lazy.filter { !$0.isIndex }.map(\.frontMatter.title))
    top = configuration.top
    self.translations = translations
    var index: [String: Int] = [:]
    addSection("", &index, title: configuration.title, description: configuration.description)
    // Articles come by path, so most stand in the folder of the one before.
    var last = (folder: "", section: 0)
    let sectionOfArticle = articles.map { article in
      if article.folder != last.folder { last = (article.folder, section(at: article.folder, &index)) }
      return last.section
    }
    pageOfArticle = Array(repeating: 0, count: articles.count)
    pages.reserveCapacity(pages.count + articles.count + 1)
    for (number, article) in articles.enumerated() {
      let section = sectionOfArticle[number]
      if article.isIndex {
        fill(section, from: article, number, keepsTitle: configuration.hasOwnTitle)
      } else {
        let page = Page(
          kind: .article, address: top.isEmpty ? article.address : top + article.address,
          title: article.frontMatter.title,
          description: article.frontMatter.description, article: number, section: section)
        pageOfArticle[number] = pages.count
        sections[section].articles.append(pages.count)
        pages.append(page)
      }
    }
    nameUntitledSections()
    sort(articles)
    addTags(articles, words)
    addParts(of: configuration.pageSize)
    addAlphabet(words)
    // Only a server shows it.
    if !isOffline {
      pages.append(
        Page(
          kind: .notFound, address: top + "404.html", title: words[.notFound], description: "", article: nil, section: 0
        ))
    }
    if refusingEqualAddresses { refuseEqualAddresses(articles) }
  }

  private mutating func addAlphabet(_ words: Words) {
    let title = words[.allArticles]
    pages.append(
      Page(
        kind: .alphabet(part: nil), address: top + "a-z.html", title: title, description: "", article: nil, section: 0))
    for (number, part) in alphabet.parts.enumerated() {
      let name = part.number == 1 ? part.letter.name : "\(part.letter.name) (\(part.number))"
      pages.append(
        Page(
          kind: .alphabet(part: number), address: top + part.address, title: "\(title): \(name)", description: "",
          article: nil, section: 0))
    }
  }

  /// The section at `path`, made with all that hold it where it is new.
  private mutating func section(at path: String, _ index: inout [String: Int]) -> Int {
    if let known = index[path] { return known }
    let parent = section(at: Address.folder(of: path), &index)
    let number = addSection(path, &index, title: "", description: "")
    sections[number].parent = parent
    sections[parent].sections.append(number)
    return number
  }

  @discardableResult
  private mutating func addSection(
    _ path: String, _ index: inout [String: Int], title: String, description: String
  ) -> Int {
    let number = sections.count
    index[path] = number
    let address = top + (path.isEmpty ? "index.html" : path + "/index.html")
    let page = Page(
      kind: path.isEmpty ? .home : .section, address: address, title: title, description: description, article: nil,
      section: number)
    sections.append(Section(path: path, title: title, description: description, page: pages.count))
    pages.append(page)
    return number
  }

  /// Takes a section's title and text from its `index.md`.
  ///
  /// - Parameter keepsTitle: the home page of a language has the title that `guide.yml` gives it, unless somebody has
  ///   translated its text.
  private mutating func fill(_ section: Int, from article: Article, _ number: Int, keepsTitle: Bool) {
    let page = sections[section].page
    pageOfArticle[number] = page
    pages[page].article = number
    sections[section].weight = weight(of: article)
    if keepsTitle, section == 0, article.language.map({ $0 + "/" != top }) ?? false { return }
    if !article.frontMatter.title.isEmpty {
      sections[section].title = article.frontMatter.title
      pages[page].title = article.frontMatter.title
    }
    if !article.frontMatter.description.isEmpty {
      sections[section].description = article.frontMatter.description
      pages[page].description = article.frontMatter.description
    }
  }

  /// Calls sections that have no title by their folders' names.
  private mutating func nameUntitledSections() {
    for number in sections.indices where sections[number].title.isEmpty {
      let path = sections[number].path
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let words = name.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
      sections[number].title = words.prefix(1).uppercased() + words.dropFirst()
      pages[sections[number].page].title = sections[number].title
    }
  }

  /// By weight, then by title, then by address, so that the order never depends on the disk.
  private mutating func sort(_ articles: [Article]) {
    for number in sections.indices {
      let ordered = sections[number].articles.map { page in
        (Order(weight(of: articles[pages[page].article ?? 0]), pages[page].title, pages[page].address), page)
      }
      sections[number].articles = ordered.sorted { $0.0 < $1.0 }.map(\.1)
      let inner = sections[number].sections.map { section in
        (Order(sections[section].weight, sections[section].title, sections[section].path), section)
      }
      sections[number].sections = inner.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// A translation that says nothing of its weight has its original's.
  private func weight(of article: Article) -> Int? {
    guard let translations else { return article.frontMatter.weight }
    return article.frontMatter.weight ?? translations.original(at: article.pathInContent)?.frontMatter.weight
  }

  private struct Order: Comparable {
    let weight: Int
    let title: String
    let path: String

    init(_ weight: Int?, _ title: String, _ path: String) {
      (self.weight, self.title, self.path) = (weight ?? .max, title, path)
    }

    static func < (left: Order, right: Order) -> Bool {
      (left.weight, left.title, left.path) < (right.weight, right.title, right.path)
    }
  }

  private mutating func addTags(_ articles: [Article], _ words: Words) {
    var index: [String: Int] = [:]
    for page in readingOrder {
      guard let article = pages[page].article else { continue }
      for (name, place) in articles[article].frontMatter.tags {
        let slug = slug(of: name)
        guard !slug.isEmpty else {
          diagnostics.append(.error(#"the tag "\#(name)" has no letter or digit"#, at: place, hint: "name it"))
          continue
        }
        let known = index[slug]
        let number = known ?? tags.count
        if known == nil {
          index[slug] = number
          tags.append(Tag(name: name, page: 0, articles: []))
        }
        if tags[number].articles.last != page { tags[number].articles.append(page) }
      }
    }
    guard !tags.isEmpty else { return }
    tags.sort { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) }
    for number in tags.indices {
      tags[number].page = pages.count
      let name = tags[number].name
      pages.append(
        Page(
          kind: .tag(number), address: "\(top)tags/\(slug(of: name)).html", title: name, description: "", article: nil,
          section: 0))
    }
    pages.append(
      Page(
        kind: .tags, address: top + "tags/index.html", title: words[.tags], description: "", article: nil, section: 0))
  }

  /// Divides the lists of sections and tags that have more than `size` articles: the section's own page has the first of
  /// them, `page-2.html` beside it the next, and so on.
  private mutating func addParts(of size: Int) {
    func parts(_ page: Page, _ count: Int, _ folder: String) -> [Page] {
      guard count > size else { return [] }
      return (1...(count - 1) / size).map { part in
        Page(
          kind: page.kind == .home ? .section : page.kind, address: "\(folder)page-\(part + 1).html", title: page.title,
          description: "", article: nil, section: page.section, part: part)
      }
    }
    for number in sections.indices {
      let section = sections[number]
      let own = pages[section.page]
      let made = parts(own, section.articles.count, String(own.address.dropLast("index.html".count)))
      sections[number].parts = Array(pages.count..<pages.count + made.count)
      pages += made
    }
    for number in tags.indices {
      let own = pages[tags[number].page]
      let made = parts(own, tags[number].articles.count, own.address.dropLast(".html".count) + "/")
      tags[number].parts = Array(pages.count..<pages.count + made.count)
      pages += made
    }
  }

  /// The pages of all articles as a person would read through the site.
  var readingOrder: [Int] {
    var order: [Int] = []
    var waiting = [0]
    while let number = waiting.popLast() {
      order += sections[number].articles
      waiting += sections[number].sections.reversed()
    }
    return order
  }

  /// By article: where it stands among its section's; nil for a section's own text.
  func positions(of articles: [Article]) -> [Int?] {
    var positions = [Int?](repeating: nil, count: articles.count)
    for section in sections {
      for (position, page) in section.articles.enumerated() {
        if let article = pages[page].article { positions[article] = position }
      }
    }
    return positions
  }

  /// By article: indices in `tags`, in the author's order.
  func tagIndices(of articles: [Article]) -> [[Int]] {
    guard !tags.isEmpty else { return Array(repeating: [], count: articles.count) }
    var index: [String: Int] = [:]
    for (number, tag) in tags.enumerated() { index[slug(of: tag.name)] = number }
    return articles.enumerated().map { number, article in
      // A section's own text carries no tags: nothing would list it.
      guard pages[pageOfArticle[number]].kind == .article else { return [] }
      var own: [Int] = []
      for tag in article.frontMatter.tags {
        if let known = index[slug(of: tag.text)], !own.contains(known) { own.append(known) }
      }
      return own
    }
  }

  /// Two files with one address, letters' case aside: some hosts and disks cannot hold both.
  private mutating func refuseEqualAddresses(_ articles: [Article]) {
    var seen: [String: Int] = [:]
    for (number, page) in pages.enumerated() {
      guard let other = seen.updateValue(number, forKey: page.address.lowercased()) else { continue }
      // One of the two has a file that can be renamed: the other may be a page of guidegen's own.
      let (culprit, holder) = page.article == nil ? (pages[other], page) : (page, pages[other])
      let path = culprit.article.map { articles[$0].path }
      let otherPath = holder.article.map { articles[$0].path } ?? "a page that guidegen makes itself"
      diagnostics.append(
        .error(
          #"the address "\#(page.address)" is taken by \#(otherPath)"#, at: path.map { Place(file: $0) },
          hint: "rename the file"))
    }
  }

  private func slug(of name: String) -> String {
    var slug = ""
    for character in name.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
  }
}
