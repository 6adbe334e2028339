import Foundation

/// A folder of a test's own, removed with the value.
final class TestFolder: Sendable {
  let path: String

  /// An empty folder.
  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidegen-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  /// A folder that holds `files`, by path.
  convenience init(_ files: [String: String]) throws {
    try self.init()
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders that it needs.
  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  /// What is in a folder, by path below it: the bytes of files, links as `-> target`, folders with a slash at their end.
  /// Nothing where there is no such folder.
  func contents(of name: String) throws -> [String: [UInt8]] {
    let top = "\(path)/\(name)"
    guard FileManager.default.fileExists(atPath: top) else { return [:] }
    var found: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: top) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(top)/\(name)")
      switch attributes[.type] as? FileAttributeType {
      case .typeDirectory: found["\(name)/"] = []
      case .typeSymbolicLink:
        found[name] = Array("-> \(try FileManager.default.destinationOfSymbolicLink(atPath: "\(top)/\(name)"))".utf8)
      default: found[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(top)/\(name)")))
      }
    }
    return found
  }

  /// The names in the folder itself, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}

extension TestFolder {
  /// A guide of two sections, one with a page that was called otherwise before.
  static func smallGuide() throws -> TestFolder {
    try TestFolder([
      "content/guide.yml": "title: Help\nbase-url: https://help.example.com/\n",
      "content/index.md": "---\ntitle: Help\n---\n\nStart with [the new phone](phones/new-phone.md).\n",
      "content/phones/index.md": "---\ntitle: Phones\n---\n",
      "content/phones/new-phone.md": """
      ---
      title: New phone
      aliases: [old/phone]
      ---

      ## Move

      1. Scan the code.

      ![A phone](phone.svg)

      """,
      "content/phones/phone.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>"#,
      "content/phones/leaflet.txt": "Keep it.\n",
      "content/mail/mail.md": "---\ntitle: Mail\n---\n\nSee [Move](../phones/new-phone.md#move).\n",
    ])
  }

  /// A guide of `count` articles; a third of them say `word`.
  static func largeGuide(_ count: Int, saying word: String) throws -> TestFolder {
    let folder = try TestFolder(["content/guide.yml": "title: Help\n"])
    try folder.writeLargeGuide(count, saying: word)
    return folder
  }

  func writeLargeGuide(_ count: Int, saying word: String) throws {
    for number in 0..<count {
      let said = number % 3 == 0 ? word : "always"
      let text = String(repeating: "Select **Next**, then read \(said). ", count: 20)
      try write(
        "---\ntitle: Article \(number)\n---\n\n## First\n\n\(text)\n", to: "content/s\(number % 9)/a\(number).md")
    }
  }
}
