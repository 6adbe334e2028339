import Diagnostics

/// The list of a site's files for programs that upload it: what changed since the upload before stands in other lines.
///
/// JSON Lines: UTF-8, each line an object of its own, in the order of the paths' bytes. The same site gives the same list.
///
///     {"path":"a.html","size":9310,"sha256":"8c3f…","type":"text/html; charset=utf-8","cache":"no-cache"}
///     {"path":"a.html.br","size":2114,"sha256":"01de…","type":"text/html; charset=utf-8","encoding":"br",…}
///
/// `type`, `encoding` and `cache` are the values of `Content-Type`, `Content-Encoding` and `Cache-Control`. Every file is in
/// it that the build wrote, but for its own record, `.guidegen`.
struct DeliveryManifest {
  /// The file's bytes.
  let bytes: [UInt8]

  /// A list of `files` in the order of their paths.
  ///
  /// - Parameters:
  ///   - isPrecompressed: compressed files stand beside the texts.
  ///   - published: addresses of files that authors have put into the site, however they end.
  init(_ files: [(entry: Manifest.Entry, digest: SHA256)], isPrecompressed: Bool, published: Set<String>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.count * 220)
    // Nearly all files share a few endings, so what follows from an ending is put into words once.
    var ends: [[UInt8]: [UInt8]] = [:]
    for (entry, digest) in files {
      let path = entry.path.bytes
      let encoding = ContentEncoding.allCases.first {
        isPrecompressed && path.suffix($0.suffix.utf8.count).elementsEqual($0.suffix.utf8)
          && !published.contains(entry.path.text)
      }
      let end = Self.ending(of: path, compressed: encoding)
      bytes += #"{"path":"#.utf8
      bytes.appendJSONString(entry.path.text)
      bytes += #","size":\#(entry.size),"sha256":""#.utf8
      bytes += digest.digits
      if let known = ends[end] {
        bytes += known
      } else {
        let words = Self.headers(of: entry.path.text, compressed: encoding)
        ends[end] = words
        bytes += words
      }
    }
    self.bytes = bytes
  }

  /// What two files have in common only if they are sent with the same headers.
  private static func ending(of path: [UInt8], compressed encoding: ContentEncoding?) -> [UInt8] {
    let name = path.dropLast(encoding?.suffix.utf8.count ?? 0)
    let isFeed = name.elementsEqual("feed.xml".utf8)
    let start = isFeed ? name.startIndex : name.lastIndex(of: UInt8(ascii: ".")) ?? name.startIndex
    return Array(name[start...]) + (encoding?.suffix ?? " ").utf8 + SecurityPolicy.caching(of: path).utf8
  }

  /// The rest of the line of the file at `path`, from the end of its digest.
  private static func headers(of path: String, compressed encoding: ContentEncoding?) -> [UInt8] {
    var text = #"","type":"\#(MediaType.of(String(path.dropLast(encoding?.suffix.count ?? 0))))""#
    if let encoding { text += #","encoding":"\#(encoding.name)""# }
    return Array("\(text),\"cache\":\"\(SecurityPolicy.caching(of: Array(path.utf8)))\"}\n".utf8)
  }
}

extension Build {
  /// What keeps the list of the site's files, if one is asked for, from being written where it shall go.
  func checkManifest() throws(OutputError) -> Diagnostic? {
    guard let manifest else { return nil }
    if let refusal = AtomicFile.refusal(of: manifest) { throw .manifestRefused(path: manifest, code: refusal) }
    guard SourceFolders(of: folder, and: output).hold(manifest) else { return nil }
    return .error(
      "the manifest \"\(manifest)\" is inside the site's folder, or one that the site is made from", at: nil,
      hint: "choose another file with --manifest")
  }

  /// Writes the list of the site's files, if one is asked for.
  ///
  /// - Parameters:
  ///   - entries: those files, as they stand, in the order of their paths.
  ///   - published: those of them that are authors'.
  func writeManifest(_ entries: [Manifest.Entry], published: [PublishedFile]) throws(OutputError) {
    guard let manifest else { return }
    let digests = try DigestCache(for: self).digests(of: entries, in: output, threads: threads)
    let list = DeliveryManifest(
      Array(zip(entries, digests)), isPrecompressed: precompresses, published: Set(published.map(\.address)))
    if case .success(let (standing, _)) = readFile(manifest), standing == list.bytes { return }
    do {
      try AtomicFile.write(list.bytes, to: manifest)
    } catch {
      guard case .refused(_, let path, let code) = error else { throw error }
      throw .manifestRefused(path: path, code: code)
    }
  }
}
