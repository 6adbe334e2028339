/// The kinds of pictures that pages can show.
enum PictureFormat: String, Sendable, CaseIterable {
  case png = "PNG"
  case jpeg = "JPEG"
  case gif = "GIF"
  case webP = "WebP"
  case svg = "SVG"

  /// What the names of its files end in, in small letters and without the dot; the usual one first.
  var endings: [String] {
    switch self {
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    case .gif: ["gif"]
    case .webP: ["webp"]
    case .svg: ["svg"]
    }
  }

  /// What a message puts before its name.
  var article: String { self == .svg ? "an" : "a" }

  /// The one that the name of the file at `path` says; nil for another kind of file.
  init?(of path: String) {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = path[path.utf8.index(after: dot)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }

  /// The one that `file` begins like.
  init?(heldBy file: [UInt8]) {
    if file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if file.starts(with: "GIF87a".utf8) || file.starts(with: "GIF89a".utf8) {
      self = .gif
    } else if file.count >= 12, file.starts(with: "RIFF".utf8), file[8..<12].elementsEqual("WEBP".utf8) {
      self = .webP
    } else if XMLHead(of: file).root == "svg" {
      self = .svg
    } else {
      return nil
    }
  }
}

/// How an XML or HTML file begins.
struct XMLHead {
  /// The name of its outermost element, in small letters and without a prefix; empty where there is none.
  private(set) var root = ""
  /// Whether it says that it is HTML: what a server sent in the place of a picture, say.
  private(set) var isWebPage = false

  /// That of `file`, whatever it is.
  init(of file: [UInt8]) {
    let start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var rest = file[start...].drop { $0 <= UInt8(ascii: " ") }
    while rest.first == UInt8(ascii: "<"), let second = rest.dropFirst().first {
      if rest.starts(with: "<!--".utf8) {
        rest = rest.after("-->") ?? []
      } else if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") {
        let doctype = String(decoding: rest.prefix(14), as: UTF8.self).lowercased()
        isWebPage = isWebPage || doctype == "<!doctype html"
        // What a DOCTYPE declares begins with "<" too.
        rest = rest.dropFirst().drop { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
        if rest.first == UInt8(ascii: ">") { rest = rest.dropFirst() }
      } else {
        let name = rest.dropFirst().prefix {
          $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">")
        }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? []
        root = String(decoding: local.prefix(64), as: UTF8.self).lowercased()
        isWebPage = isWebPage || root == "html"
        return
      }
      rest = rest.drop { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ">") }
    }
  }
}

extension ArraySlice<UInt8> {
  /// What follows the first `end`; nil where that does not occur.
  func after(_ end: StaticString) -> ArraySlice<UInt8>? {
    end.withUTF8Buffer { end in
      var index = startIndex
      while index + end.count <= endIndex {
        if self[index] == end[0], self[index..<(index + end.count)].elementsEqual(end) {
          return self[(index + end.count)...]
        }
        index += 1
      }
      return nil
    }
  }
}
