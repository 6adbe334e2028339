import Diagnostics
import Glibc

/// The file that holds a `BuildCache`: `.guidegen-cache/build` in the guide's folder.
///
/// It begins with what wrote it and ends with the `ContentHash` of everything before; whatever is cut short, altered or
/// another version's is left aside. A folder of its own lets a `.gitignore` in it keep it out of everybody's history.
struct CacheFile: Sendable {
  /// nil for a build without a cache.
  private let folder: String?

  /// That of the guide which `build` builds.
  init(for build: Build) {
    folder = build.usesCache ? build.folder + "/.guidegen-cache" : nil
  }

  /// Reads it.
  func read() -> Result<BuildCache, Unusable> {
    guard let folder, case .success(let (bytes, _)) = readFile(folder + "/build") else {
      return .failure(Unusable(reason: .noCache))
    }
    guard bytes.starts(with: Self.header) else { return .failure(Unusable(reason: .otherVersion)) }
    let end = max(Self.header.count, bytes.count - MemoryLayout<UInt64>.size)
    var seal = CacheReader(bytes[end...])
    let hash = bytes.withUnsafeBytes { ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    var reader = CacheReader(bytes[Self.header.count..<end])
    guard seal.number() == Int(truncatingIfNeeded: hash.value), seal.isWhole, let cache = BuildCache(from: &reader)
    else {
      return .failure(Unusable(reason: .damagedCache))
    }
    return .success(cache)
  }

  /// Writes it as a whole. Where that is not possible, builds are as right as before, but none is quick.
  func write(_ cache: BuildCache?) {
    guard let folder, let cache else { return }
    mkdir(folder, 0o777)
    if access(folder + "/.gitignore", F_OK) != 0 {
      try? AtomicFile.write(Array("*\n".utf8), to: folder + "/.gitignore")
    }
    var writer = CacheWriter(capacity: cache.roughSize)
    writer.add(plain: Self.header)
    writer.add(cache)
    let hash = ContentHash(of: writer.bytes)
    writer.add(Int(truncatingIfNeeded: hash.value))
    try? AtomicFile.write(writer.bytes, to: folder + "/build")
  }

  /// Why a cache cannot be used.
  struct Unusable: Error {
    let reason: RebuildReason
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
    options = Options(includesDrafts: reader.flag(), precompresses: reader.flag(), output: reader.text())
    history = HistoryState(bytes: Array(reader.part()))
    content = KnownTree(from: &reader)
    templates = KnownTree(from: &reader)
    site = KnownTree(from: &reader)
    pages = reader.number()
    files = reader.parts { PublishedFile(from: &$0) }
    articles = reader.parts { ArticleRecord(from: &$0) }
    articleFindings = [:]
    for (article, findings) in reader.parts({ ($0.number(), $0.findings()) }) { articleFindings[article] = findings }
    commonFindings = reader.findings()
    guard reader.isWhole, reader.isAtEnd else { return nil }
  }
}

extension BuildCache {
  /// About as many bytes as it takes, or some more.
  fileprivate var roughSize: Int {
    let trees = content.files.count + templates.files.count + site.files.count
    return articles.reduce(100_000 + 160 * trees + 200 * files.count) { $0 + $1.size }
  }
}

extension CacheWriter {
  fileprivate mutating func add(_ cache: BuildCache) {
    add(cache.options.includesDrafts)
    add(cache.options.precompresses)
    add(cache.options.output)
    add(cache.history.bytes)
    add(cache.content)
    add(cache.templates)
    add(cache.site)
    add(cache.pages)
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
  }
}
