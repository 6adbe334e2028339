/// Files beside the text files of a site that hold the same, compressed, for hosts to send as they are.
///
/// They are written, kept, replaced and removed as all files of a site are. What did not change since the build before
/// is not compressed again: the cache knows which files have been compressed, and to what.
struct Precompression {
  /// What the build before compressed; nil where nothing is known of it.
  private let known: BuildCache?
  private let folder: OpenFolder?
  /// Addresses of files that authors have put there.
  private let published: Set<String>

  /// A compression which takes over what the build before wrote into the folder `output`.
  ///
  /// - Parameter cache: what that build left; nil compresses everything.
  init(reusing cache: BuildCache?, in output: String) {
    known = cache.flatMap { $0.options.precompresses ? $0 : nil }
    folder = known.flatMap { _ in try? OpenFolder(at: output, shown: output) }
    published = Set(known?.files.map(\.address) ?? [])
  }

  /// `files`, and the compressed ones, in no order. Where the site has a file of such a name, that one stays.
  func adding(to files: [OutputFile], threads: Int) -> [OutputFile] {
    let paths = Set(files.map(\.path))
    let texts = files.filter { Self.isText($0.path) }
    let made = concurrently(texts.count, threads: threads) { index in
      let text = texts[index]
      let before = standing(text)
      return ContentEncoding.allCases.compactMap { encoding -> OutputFile? in
        let path = text.path + encoding.suffix
        guard !paths.contains(path) else { return nil }
        let bytes =
          switch before.flatMap({ compressed(path, of: $0) }) {
          case .smaller(let bytes): bytes
          case .noSmaller: [UInt8]?.none
          case nil: encoding.compressed(text.bytes)
          }
        return bytes.map { OutputFile(path: path, bytes: $0) }
      }
    }
    return files + made.joined()
  }

  /// What a file is compressed.
  private enum Compressed {
    case smaller([UInt8])
    case noSmaller
  }

  /// `text` as the build before wrote it; nil if it did not, or wrote something else.
  private func standing(_ text: OutputFile) -> KnownTree? {
    guard let site = known?.site, let index = site.index(of: SitePath(text.path)),
      site.files[index].size == text.bytes.count, site.files[index].hash == ContentHash(of: text.bytes)
    else { return nil }
    return site
  }

  /// What the build before wrote to `path` for a text that is still the same; nil where that is no longer there, or
  /// was an author's file.
  private func compressed(_ path: String, of site: KnownTree) -> Compressed? {
    guard !published.contains(path) else { return nil }
    guard let index = site.index(of: SitePath(path)) else { return .noSmaller }
    guard let folder, let bytes = StandingFile(SitePath(path), in: folder)?.bytes(),
      ContentHash(of: bytes) == site.files[index].hash
    else { return nil }
    return .smaller(bytes)
  }

  /// Whether the file at `path` is text that browsers ask for.
  static func isText(_ path: String) -> Bool {
    let type = MediaType.of(path).prefix { $0 != ";" }
    return type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("+json")
      || type == "application/json" || type == "application/xml"
  }
}

extension Precompression {
  /// The compressed files of `pages`, which are among the files of a site whose other files stay.
  ///
  /// - Returns: those that are others now, by index in `cache.site`; nil where one has to be added or removed.
  static func changed(
    beside pages: [OutputFile], of cache: BuildCache, threads: Int
  ) -> [(index: Int, file: OutputFile)]? {
    let published = Set(cache.files.map(\.address))
    let all = pages.flatMap { page in
      ContentEncoding.allCases.map { (page: page, encoding: $0, path: page.path + $0.suffix) }
    }.filter { !published.contains($0.path) && isText($0.page.path) }
    let made = concurrently(all.count, threads: threads) { all[$0].encoding.compressed(all[$0].page.bytes) }
    var changed: [(index: Int, file: OutputFile)] = []
    for (sibling, bytes) in zip(all, made) {
      switch (cache.site.index(of: SitePath(sibling.path)), bytes) {
      case (nil, nil): continue
      case (let index?, let bytes?):
        guard ContentHash(of: bytes) != cache.site.files[index].hash else { continue }
        changed.append((index, OutputFile(path: sibling.path, bytes: bytes)))
      default: return nil
      }
    }
    return changed
  }
}
