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
    for (entry, digest) in files {
      let path = entry.path.text
      let encoding = ContentEncoding.allCases.first {
        isPrecompressed && path.hasSuffix($0.suffix) && !published.contains(path)
      }
      bytes += #"{"path":"#.utf8
      bytes.appendJSONString(path)
      bytes += #","size":\#(entry.size),"sha256":""#.utf8
      bytes += digest.digits
      bytes += #"","type":"\#(MediaType.of(String(path.dropLast(encoding?.suffix.count ?? 0))))""#.utf8
      if let encoding { bytes += #","encoding":"\#(encoding.name)""#.utf8 }
      bytes += #","cache":"\#(SecurityPolicy.caching(of: path))"}"#.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    self.bytes = bytes
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
