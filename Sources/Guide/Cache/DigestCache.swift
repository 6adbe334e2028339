/// The digests of a site's files, so that only what changed is read again for the next list of them: `digests` in the
/// `CacheFolder`.
struct DigestCache {
  /// What is known of one file.
  fileprivate struct Known: Equatable {
    var entry: Manifest.Entry
    var digest: SHA256
  }

  /// nil for a build without a cache.
  private let folder: CacheFolder?

  /// That of the guide which `build` builds.
  init(for build: Build) {
    folder = CacheFolder(for: build)
  }

  /// The digest of each of `entries`, which are files of the site in `output` in the order of their paths.
  ///
  /// - Throws: `altered` where a file no longer holds what the build wrote.
  func digests(of entries: [Manifest.Entry], in output: String, threads: Int) throws(OutputError) -> [SHA256] {
    let before = read()
    var digests = Self.digests(of: entries, among: before)
    let missing = digests.indices.filter { digests[$0] == nil }
    if missing.isEmpty, before.count == entries.count { return digests.compactMap(\.self) }
    let site = try OpenFolder(at: output, shown: output)
    let batches = FolderBatch.batches(of: missing.map { entries[$0].path })
    let made = try Crew(threads: threads).map(batches.count) { (number) throws(OutputError) in
      let holder = try site.folder(batches[number].folder)
      var made: [(Int, SHA256)] = []
      for position in batches[number].members.map({ missing[$0] }) {
        let entry = entries[position]
        guard let holder, let bytes = try holder.read(entry.path.name), bytes.count == entry.size,
          ContentHash(of: bytes) == entry.hash
        else { throw .altered(site.shown(entry.path)) }
        made.append((position, SHA256(of: bytes)))
      }
      return made
    }
    for (position, digest) in made.joined() { digests[position] = digest }
    let all = digests.compactMap(\.self)
    write(zip(entries, all).map { Known(entry: $0, digest: $1) })
    return all
  }

  /// Of each of `entries`, the digest that is known; both are in the order of their paths.
  private static func digests(of entries: [Manifest.Entry], among known: [Known]) -> [SHA256?] {
    var rest = known[...]
    return entries.map { entry in
      while let first = rest.first, first.entry.path < entry.path { rest.removeFirst() }
      return rest.first.flatMap { $0.entry == entry ? $0.digest : nil }
    }
  }

  private static let header = Array("guidegen-digests 1\n".utf8)

  private func read() -> [Known] {
    guard let bytes = try? folder?.read("digests", header: Self.header) else { return [] }
    var reader = CacheReader(bytes)
    let known = reader.parts { Known(from: &$0) }
    return reader.isWhole && reader.isAtEnd ? known : []
  }

  private func write(_ known: [Known]) {
    folder?.write("digests", header: Self.header, capacity: known.count * 128) { writer in
      writer.add(each: known) { $1.add(to: &$0) }
    }
  }
}

extension DigestCache.Known {
  /// What `add` wrote.
  fileprivate init(from reader: inout CacheReader) {
    let path = SitePath(bytes: Array(reader.part()))
    let (size, hash) = (reader.number(), ContentHash(value: UInt64(bitPattern: Int64(reader.number()))))
    entry = Manifest.Entry(path: path, size: size, hash: hash)
    var words = SIMD4<UInt64>()
    for index in words.indices { words[index] = UInt64(bitPattern: Int64(reader.number())) }
    digest = SHA256(words: words)
  }

  fileprivate func add(to writer: inout CacheWriter) {
    writer.add(entry.path.bytes)
    writer.add(entry.size)
    writer.add(Int(truncatingIfNeeded: entry.hash.value))
    for index in digest.words.indices { writer.add(Int(truncatingIfNeeded: digest.words[index])) }
  }
}
