import Diagnostics
import YAML

/// Browser data in another language than the main one: a file such as `content/_data/browsers.de.yml` has only what is
/// called otherwise, in the same places; all else is the main file's.
struct TranslatedBrowsers: Sendable, Equatable {
  var main: [UInt8]
  var own: Source.File

  /// Both together.
  func parse() -> (data: BrowserData, diagnostics: [Diagnostic]) {
    let (mainNode, wrongInMain) = YAMLNode.parse(main[...], file: ContentFiles.browsersPath)
    let (ownNode, wrong) = YAMLNode.parse(own.bytes[...], file: own.path)
    guard wrong.isEmpty, wrongInMain.isEmpty else { return (BrowserData(), wrong) }
    guard let ownNode else { return BrowserData.parse(mainNode, file: ContentFiles.browsersPath) }
    return BrowserData.parse(mainNode.map(ownNode.over) ?? ownNode, file: own.path)
  }
}

extension YAMLNode {
  /// This where it has something, else `other`: of two mappings, key by key.
  func over(_ other: YAMLNode) -> YAMLNode {
    if case .null = value { return other }
    guard case .mapping(let own) = value, case .mapping(var entries) = other.value else { return self }
    for entry in own {
      if let index = entries.firstIndex(where: { $0.key == entry.key }) {
        (entries[index].keyPlace, entries[index].value) = (entry.keyPlace, entry.value.over(entries[index].value))
      } else {
        entries.append(entry)
      }
    }
    return YAMLNode(.mapping(entries), at: place)
  }
}
