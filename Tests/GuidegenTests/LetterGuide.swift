import Foundation
import Testing

/// A guide whose one article becomes letters, and three people with tokens in a vault that a key file opens.
struct LetterGuide {
  let folder: TestFolder

  static let article = """
    ---
    title: Setting up the app
    ---

    {{user.name}}, open <https://example.com/>.

    :::private-mode{on=computer}
    :::

    ::enrollment-code
    """

  static let configuration = """
    title: Help
    organisation:
      name: Example Ltd
    helpdesk:
      name: IT helpdesk
      phone: +44 20 7946 0123
    variables:
      user:
        name: You

    """

  init() throws {
    folder = try TestFolder([
      "content/guide.yml": Self.configuration,
      "content/mfa.md": Self.article,
      "content/_data/browsers.yml": """
      platforms:
        windows: {name: Windows, device: computer}
      browsers:
        edge: {name: Microsoft Edge, private-mode: {name: InPrivate}, platforms: {windows: {menu: [More, New InPrivate window]}}}
        firefox: {name: Firefox, private-mode: {name: Private Browsing}, platforms: {windows: {menu: [Menu, New private window]}}}

      """,
      "users.csv": """
      userPrincipalName;displayName;browser;street;city
      jo@example.com;Jo Doe;Edge;1 Station Road;London
      ada@example.com;Ada;Firefox;2 Station Road;London
      zoe@example.com;Zoë Ł;Edge;3 Station Road;London

      """,
      "key": String(repeating: "k", count: 40),
    ])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/key")
    try #require(try run(["enroll", "import", "users.csv"]).status == 0)
  }

  /// What guidegen says to `arguments` and the key file.
  func run(_ arguments: [String]) throws -> Outcome {
    try Command([try guidegenPath()] + arguments + ["--key-file", "key"], in: folder).run()
  }

  /// What pdftotext reads in `file`.
  func text(_ file: String, _ more: String...) throws -> String {
    let pdftotext = try tool("pdftotext", package: "poppler-utils")
    return try Command([pdftotext] + more + ["\(folder.path)/\(file)", "-"], in: folder).run().output
  }

  /// The words of the letter to `user`, with one space between them.
  func words(of user: String, _ options: String...) throws -> String {
    let outcome = try run(["letters", "--user", user, "--merged", "one.pdf", "--force"] + options)
    try #require(outcome.status == 0, "\(outcome)")
    return try text("one.pdf").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The permissions of the file `name`.
  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.posixPermissions] as? Int
  }

  /// The serials, by user.
  func serials() throws -> [String: String] {
    var serials: [String: String] = [:]
    for line in try run(["enroll", "list"]).output.split(separator: "\n") {
      let words = line.split(separator: " ")
      serials[String(words[1])] = String(words[0])
    }
    return serials
  }
}
