import Glibc

/// `.guidegen-cache/` in the guide's folder: files that a build leaves for the next one, and that may be deleted at any
/// time.
///
/// Each begins with what wrote it and ends with the `ContentHash` of everything before; whatever is cut short, altered or
/// another version's is left aside. A site for a disk has files of its own, so that neither build undoes the other's. A `.gitignore` in the folder keeps it out of everybody's history.
struct CacheFolder: Sendable {
  private let path: String
  /// What the files' names end in.
  private let ending: String

  /// That of the guide which `build` builds; nil for a build without a cache.
  init?(for build: Build) {
    guard build.usesCache else { return nil }
    path = build.folder + "/.guidegen-cache"
    ending = build.isOffline ? "-offline" : ""
  }

  /// What the file `name` holds between `header` and its seal.
  func read(_ name: String, header: [UInt8]) throws(UnusableCache) -> ArraySlice<UInt8> {
    guard case .success(let (bytes, _)) = readFile("\(path)/\(name)\(ending)") else {
      throw UnusableCache(reason: .noCache)
    }
    guard bytes.starts(with: header) else { throw UnusableCache(reason: .otherVersion) }
    let end = max(header.count, bytes.count - MemoryLayout<UInt64>.size)
    var seal = CacheReader(bytes[end...])
    let hash = bytes.withUnsafeBytes { ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    guard seal.number() == Int(truncatingIfNeeded: hash.value), seal.isWhole else {
      throw UnusableCache(reason: .damagedCache)
    }
    return bytes[header.count..<end]
  }

  /// Writes the file `name` as a whole: `header`, what `add` adds, and the seal.
  ///
  /// Where that is not possible, builds are as right as before, but none is quick.
  ///
  /// - Parameter capacity: about as many bytes as it takes, or some more.
  func write(_ name: String, header: [UInt8], capacity: Int, _ add: (inout CacheWriter) -> Void) {
    mkdir(path, 0o777)
    if access(path + "/.gitignore", F_OK) != 0 {
      try? AtomicFile.write(Array("*\n".utf8), to: path + "/.gitignore")
    }
    var writer = CacheWriter(capacity: capacity)
    writer.add(plain: header)
    add(&writer)
    let hash = ContentHash(of: writer.bytes)
    writer.add(Int(truncatingIfNeeded: hash.value))
    try? AtomicFile.write(writer.bytes, to: "\(path)/\(name)\(ending)")
  }
}

/// Why what a build left cannot be used.
struct UnusableCache: Error {
  let reason: RebuildReason
}
