import Diagnostics

/// The file that holds a `BuildCache`: `build` in the `CacheFolder`.
struct CacheFile: Sendable {
  /// nil for a build without a cache.
  private let folder: CacheFolder?

  /// That of the guide which `build` builds.
  init(for build: Build) {
    folder = CacheFolder(for: build)
  }

  /// Reads it.
  func read() -> Result<BuildCache, UnusableCache> {
    Result { () throws(UnusableCache) in
      guard let folder else { throw UnusableCache(reason: .noCache) }
      var reader = CacheReader(try folder.read("build", header: Self.header))
      guard let cache = BuildCache(from: &reader) else { throw UnusableCache(reason: .damagedCache) }
      return cache
    }
  }

  /// Writes it as a whole, if that is possible.
  func write(_ cache: BuildCache?) {
    guard let cache else { return }
    folder?.write("build", header: Self.header, capacity: cache.roughSize) { $0.add(cache) }
  }

  /// The version, and the program itself: while guidegen is being written, its version stays the same.
  private static let header: [UInt8] = {
    var writer = CacheWriter()
    writer.add(plain: Array("guidegen-cache 1\n\(guidegenVersion)\n".utf8))
    writer.add(optional: FileStamp(of: "/proc/self/exe")) { $0.add($1) }
    return writer.bytes
  }()
}

extension BuildCache {
  /// What a writer's `add` wrote; nil if it is not whole.
  fileprivate init?(from reader: inout CacheReader) {
    options = Options(
      includesDrafts: reader.flag(), day: reader.optional { $0.number() }, precompresses: reader.flag(),
      output: reader.text())
    languages = ContentLanguages(tags: reader.parts { $0.text() })
    history = reader.optional { HistoryMark(from: &$0) }
    content = KnownTree(from: &reader)
    templates = KnownTree(from: &reader)
    site = KnownTree(from: &reader)
    comments = Dictionary(reader.parts { ($0.text(), ContentHash(value: UInt64(bitPattern: Int64($0.number())))) }) {
      $1
    }
    pages = reader.number()
    waiting = reader.number()
    files = reader.parts { PublishedFile(from: &$0) }
    articles = reader.parts { ArticleRecord(from: &$0) }
    articleFindings = [:]
    for (article, findings) in reader.parts({ ($0.number(), $0.findings()) }) { articleFindings[article] = findings }
    commonFindings = reader.findings()
    guard reader.isWhole, reader.isAtEnd, [content, templates, site].allSatisfy(\.isSound) else { return nil }
  }
}

extension BuildCache {
  /// About as many bytes as it takes, or some more.
  fileprivate var roughSize: Int {
    let trees = [content, templates, site].reduce(0) { $0 + $1.size }
    return articles.reduce(100_000 + trees + 200 * files.count) { $0 + $1.size }
  }
}

extension CacheWriter {
  fileprivate mutating func add(_ cache: BuildCache) {
    add(cache.options.includesDrafts)
    add(optional: cache.options.day) { $0.add($1) }
    add(cache.options.precompresses)
    add(cache.options.output)
    add(each: cache.languages.tags) { $0.add($1) }
    add(optional: cache.history) { $0.add($1) }
    add(cache.content)
    add(cache.templates)
    add(cache.site)
    add(each: cache.comments.sorted { $0.key < $1.key }) { writer, page in
      writer.add(page.key)
      writer.add(Int(truncatingIfNeeded: page.value.value))
    }
    add(cache.pages)
    add(cache.waiting)
    add(each: cache.files) { $0.add($1) }
    add(each: cache.articles) { $0.add($1) }
    add(each: cache.articleFindings.sorted { $0.key < $1.key }) { writer, article in
      writer.add(article.key)
      writer.add(article.value)
    }
    add(cache.commonFindings)
  }

  private mutating func add(_ file: PublishedFile) {
    add(file.path)
    add(file.address)
    add(file.isPicture)
    add(optional: file.size) { writer, size in
      writer.add(size.width)
      writer.add(size.height)
    }
    add(optional: file.flaw) { writer, flaw in
      writer.add(flaw.what)
      writer.add(flaw.hint)
    }
  }

  private mutating func add(_ findings: [Diagnostic]) {
    add(each: findings) { writer, finding in
      writer.add(finding.severity == .error)
      writer.add(finding.message)
      writer.add(optional: finding.hint) { $0.add($1) }
      writer.add(optional: finding.place) { writer, place in
        writer.add(place.file)
        writer.add(place.line)
        writer.add(place.column)
      }
    }
  }
}

extension CacheReader {
  fileprivate mutating func findings() -> [Diagnostic] {
    parts { reader in
      let severity: Diagnostic.Severity = reader.flag() ? .error : .warning
      let (message, hint) = (reader.text(), reader.optional { $0.text() })
      let place = reader.optional { Place(file: $0.text(), line: $0.number(), column: $0.number()) }
      return Diagnostic(severity, at: place, message, hint: hint)
    }
  }
}

extension PublishedFile {
  /// The file without its bytes.
  fileprivate init(from reader: inout CacheReader) {
    path = reader.text()
    bytes = []
    address = reader.text()
    encodedAddress = Address.encoded(address)
    isPicture = reader.flag()
    size = reader.optional { ImageSize(width: $0.number(), height: $0.number()) }
    flaw = reader.optional { PictureFlaw(what: $0.text(), hint: $0.text()) }
  }
}
