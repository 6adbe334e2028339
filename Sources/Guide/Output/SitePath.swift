import Glibc

/// A file's path below the site's folder, as the bytes that the file system knows.
///
/// Not a `String`: names on a disk need not be UTF-8, and two that differ in Unicode's normal form are two files.
struct SitePath: Sendable {
  /// The names with `/` between them; empty for the site's folder itself.
  let bytes: [UInt8]

  /// The site's folder itself.
  static let root = SitePath(bytes: [])
  /// The record of what was written: see `Manifest`.
  static let manifest = SitePath(".guidegen")
  /// The folder in which `InPlaceWriter` prepares its changes.
  static let staging = SitePath(".guidegen.new")

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// As a person reads it.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// As a C string, for calls relative to the site's folder.
  var terminated: [CChar] {
    [CChar](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
      for byte in bytes {
        buffer.initializeElement(at: count, to: CChar(bitPattern: byte))
        count += 1
      }
      buffer.initializeElement(at: count, to: 0)
      count += 1
    }
  }

  /// The last name: its path below `folder`.
  var name: SitePath { SitePath(bytes: Array(bytes[nameStart...])) }

  /// The folder that holds it; the root's is the root.
  var folder: SitePath { SitePath(bytes: Array(bytes[..<max(0, nameStart - 1)])) }

  /// Whether `folder` is the folder that holds it.
  func isHeld(by folder: SitePath) -> Bool {
    let start = nameStart
    guard max(0, start - 1) == folder.bytes.count else { return false }
    return memcmp(bytes, folder.bytes, folder.bytes.count) == 0
  }

  /// The folders that lead to it, outermost first, without the root.
  var ancestors: [SitePath] {
    bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "/") }.map { SitePath(bytes: Array(bytes[..<$0])) }
  }

  /// The entry `name` of this folder.
  func appending(_ name: some Sequence<UInt8>) -> SitePath {
    SitePath(bytes: bytes.isEmpty ? Array(name) : bytes + [UInt8(ascii: "/")] + name)
  }

  /// Whether a site may hold a file there: no empty name, `.`, `..` or control character, and no name of our own.
  var isAllowed: Bool {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if byte < 0x20 || byte == 0x7F { return false }
      guard byte == UInt8(ascii: "/") else { continue }
      guard Self.isAllowed(name: bytes[start..<index], isFirst: start == 0) else { return false }
      start = index + 1
    }
    return Self.isAllowed(name: bytes[start...], isFirst: start == 0)
  }

  private static func isAllowed(name: ArraySlice<UInt8>, isFirst: Bool) -> Bool {
    guard let dot = name.first else { return false }
    guard dot == UInt8(ascii: ".") else { return true }
    let isStep = name.count == 1 || (name.count == 2 && name.last == dot)
    return !isStep && !(isFirst && (name.elementsEqual(manifest.bytes) || name.elementsEqual(staging.bytes)))
  }

  private var nameStart: Int {
    (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
  }
}

extension SitePath: Hashable, Comparable {
  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// By bytes, as `LC_ALL=C sort` does.
  static func < (left: SitePath, right: SitePath) -> Bool {
    let common = min(left.bytes.count, right.bytes.count)
    let order = memcmp(left.bytes, right.bytes, common)
    return order == 0 ? left.bytes.count < right.bytes.count : order < 0
  }
}
