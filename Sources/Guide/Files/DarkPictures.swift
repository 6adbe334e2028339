import Diagnostics

/// Pictures that take the place of others where pages are dark: `screen.dark.png` that of `screen.png` beside it.
struct DarkPictures: Sendable {
  /// By the other's path below `content/`.
  private let byLight: [String: PublishedFile]
  /// What has no other or one of another size, or does not show.
  let diagnostics: [Diagnostic]

  /// Those among `files`.
  init(among files: [PublishedFile]) {
    let dark = files.filter { $0.isPicture && Self.light(of: $0.path) != nil }
    guard !dark.isEmpty else {
      (byLight, diagnostics) = ([:], [])
      return
    }
    let pictures = Dictionary(files.lazy.filter(\.isPicture).map { ($0.path, $0) }) { first, _ in first }
    var (byLight, diagnostics): ([String: PublishedFile], [Diagnostic]) = ([:], [])
    for file in dark {
      guard let path = Self.light(of: file.path) else { continue }
      guard let light = pictures[path] else {
        let name = path.split(separator: "/").last ?? ""
        diagnostics.append(
          .warning(
            "nothing shows this picture: it is for dark pages, and there is none for light ones",
            at: Place(file: "content/" + file.path), hint: #"put "\#(name)" beside it, or take ".dark" out of its name"#
          ))
        continue
      }
      byLight[path] = file
      if let flaw = file.flaw {
        diagnostics.append(
          .warning("this picture \(flaw.what)", at: Place(file: "content/" + file.path), hint: flaw.hint))
      }
      guard let one = light.size, let other = file.size, !one.isLike(other) else { continue }
      let what = one.hasShape(of: other) ? "size" : "shape"
      diagnostics.append(
        .warning(
          "this picture, \(other.width) by \(other.height), has another \(what) than the one for light pages, \(one.width) by \(one.height)",
          at: Place(file: "content/" + file.path), hint: "make both of the same part of the screen, in the same size"))
    }
    (self.byLight, self.diagnostics) = (byLight, diagnostics)
  }

  /// The one for the picture at `path`.
  subscript(path: String) -> PublishedFile? {
    byLight.isEmpty ? nil : byLight[path]
  }

  /// `a/screen.png` for `a/screen.dark.png`; nil where `path` is not that of a picture for dark pages.
  private static func light(of path: String) -> String? {
    let bytes = path.utf8
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let (name, mark) = (bytes[..<dot], ".dark".utf8)
    let stem = name.dropLast(mark.count)
    guard name.suffix(mark.count).elementsEqual(mark), let last = stem.last, last != UInt8(ascii: "/") else {
      return nil
    }
    return String(Substring(stem) + Substring(bytes[dot...]))
  }
}

extension ImageSize {
  /// Whether both are equally large, but for a pixel.
  fileprivate func isLike(_ other: ImageSize) -> Bool {
    abs(width - other.width) <= 1 && abs(height - other.height) <= 1
  }

  /// Whether both are as wide for their height, but for a pixel.
  fileprivate func hasShape(of other: ImageSize) -> Bool {
    abs(width * other.height - other.width * height) <= max(width, height, other.width, other.height)
  }
}
