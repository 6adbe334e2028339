import Theme
import YAML

/// The browser data of a new help centre: the English file is whole, and each other language has a file of what is called
/// otherwise in it.
enum StarterBrowsers {
  /// The data as `content/_data/browsers.yml` of a help centre in the language `tag`.
  static func main(in tag: String) -> [UInt8] {
    guard let own = Theme.browsersByLanguage[tag] else { return Theme.browsers }
    guard let main = YAMLNode.parse(Theme.browsers[...], file: "").node,
      let translated = YAMLNode.parse(own[...], file: "").node
    else { return Theme.browsers }
    var bytes = head
    write(translated.over(main), indentation: 0, to: &bytes)
    return bytes
  }

  /// The file for the language `tag` of a help centre in another one.
  static func translation(into tag: String) -> [UInt8] { Theme.browsersByLanguage[tag] ?? Theme.browsers }

  /// What the English file says of its keys, with the empty line behind it.
  private static var head: [UInt8] {
    let lines = Theme.browsers.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(lines.prefix { $0.first == UInt8(ascii: "#") }.joined(separator: [UInt8(ascii: "\n")]))
      + Array("\n\n".utf8)
  }

  /// Writes what stands behind a key or a hyphen, and the end of its line.
  private static func write(_ node: YAMLNode, indentation: Int, to bytes: inout [UInt8]) {
    let margin = Array(repeating: UInt8(ascii: " "), count: indentation)
    switch node.value {
    case .null: bytes.append(UInt8(ascii: "\n"))
    case .scalar(let text, let isPlain): bytes += Array(" \(isPlain ? text : Starter.quoted(text))\n".utf8)
    case .sequence(let items):
      if indentation > 0 { bytes.append(UInt8(ascii: "\n")) }
      for item in items {
        bytes += margin + [UInt8(ascii: "-")]
        guard case .mapping(let entries) = item.value else {
          write(item, indentation: indentation + 2, to: &bytes)
          continue
        }
        for (number, entry) in entries.enumerated() {
          bytes += number == 0 ? [UInt8(ascii: " ")] : margin + Array("  ".utf8)
          write(entry, indentation: indentation + 4, to: &bytes)
        }
      }
    case .mapping(let entries):
      if indentation > 0 { bytes.append(UInt8(ascii: "\n")) }
      for (number, entry) in entries.enumerated() {
        if indentation == 0, number > 0 { bytes.append(UInt8(ascii: "\n")) }
        bytes += margin
        write(entry, indentation: indentation + 2, to: &bytes)
      }
    }
  }

  private static func write(_ entry: YAMLEntry, indentation: Int, to bytes: inout [UInt8]) {
    bytes += Array("\(entry.key):".utf8)
    if case .sequence(let items) = entry.value.value, items.isEmpty {
      bytes += Array(" []\n".utf8)
    } else {
      write(entry.value, indentation: indentation, to: &bytes)
    }
  }
}
