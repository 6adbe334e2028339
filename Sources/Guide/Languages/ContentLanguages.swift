/// Which language a file below `content/` is written in, and what it is a translation of.
///
/// The German text of `faq/mfa.md` is `faq/mfa.de.md` or `de/faq/mfa.md`; the same holds for pictures, snippets and data.
/// In a site of one language no name means anything.
struct ContentLanguages: Sendable, Equatable {
  /// All tags, the main language's first.
  let tags: [String]
  private let folders: [[UInt8]]
  private let endings: [[UInt8]]

  /// Those of the site of `configuration`.
  init(_ configuration: Configuration) { self.init(tags: configuration.languages) }

  /// - Parameter tags: all, the main language's first.
  init(tags: [String]) {
    self.tags = tags
    folders = tags.map { Array("\($0)/".utf8) }
    endings = tags.map { Array(".\($0)".utf8) }
  }

  var main: String { tags.first ?? "" }
  /// Whether the site has more than one.
  var areSeveral: Bool { tags.count > 1 }

  /// The language of the file at `path` below `content/`, nil where its name does not say, and the path without it: the
  /// same for all translations.
  func split(_ path: String) -> (tag: String?, path: String) {
    guard areSeveral else { return (nil, path) }
    var path = path
    return path.withUTF8 { bytes in
      for (tag, folder) in zip(tags, folders) where bytes.starts(with: folder) {
        return (tag, String(decoding: bytes.dropFirst(folder.count), as: UTF8.self))
      }
      let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      guard let dot = bytes[name...].lastIndex(of: UInt8(ascii: ".")) else {
        return (nil, String(decoding: bytes, as: UTF8.self))
      }
      for (tag, ending) in zip(tags, endings) {
        let stem = bytes[..<dot]
        // Something must be left that is translated.
        guard stem.count - ending.count > name, stem.suffix(ending.count).elementsEqual(ending) else { continue }
        let rest = Array(stem.dropLast(ending.count)) + bytes[dot...]
        return (tag, String(decoding: rest, as: UTF8.self))
      }
      return (nil, String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The language of the article in the file `path`, which begins with `content/`, and its path below that in any language;
  /// nil in a site of one.
  func translation(at path: String) -> (tag: String, path: String)? {
    guard areSeveral else { return nil }
    let (tag, common) = split(String(path.dropFirst("content/".count)))
    return (tag ?? main, common)
  }

  /// Where texts that say the same as the file at `path` below `content/` may stand, itself too.
  func paths(ofTranslationsOf path: String) -> [String] {
    let common = common(path)
    return [common] + tags.flatMap { ["\($0)/\(common)", Self.translated(common, into: $0)] }
  }

  /// The path of a file without what says its language.
  func common(_ path: String) -> String { areSeveral ? split(path).path : path }

  /// How the translation into `tag` of the file at `path` below `content/` may be called.
  static func translated(_ path: String, into tag: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return "\(path).\(tag)" }
    return "\(path[..<dot]).\(tag)\(path[dot...])"
  }
}
