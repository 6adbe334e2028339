import Glibc

/// The folders that a guide is read from: what is written there would be read by the next build.
package struct SourceFolders {
  private let paths: [String]

  /// Those of the guide in `folder`.
  ///
  /// - Parameter other: a folder that counts as one of them, such as the site's.
  package init(of folder: String, and other: String? = nil) {
    let folders = ["content", "templates"].map { folder + "/" + $0 } + [other].compactMap(\.self)
    paths = folders.compactMap { Self.resolved($0) }
  }

  /// Whether `path`, which need not be there yet, is one of them or lies inside one.
  package func hold(_ path: String) -> Bool {
    guard let path = Self.nearest(path) else { return false }
    return paths.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  /// The real path of `path`, or of the first folder above it that is there.
  private static func nearest(_ path: String) -> String? {
    var names = path.split(separator: "/")
    let start = path.hasPrefix("/") ? "/" : "./"
    while !names.isEmpty {
      if let found = resolved(start + names.joined(separator: "/")) { return found }
      names.removeLast()
    }
    return resolved(start)
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
