import Foundation
import Testing

/// A guide with people whose tokens are in a vault, and the `guidegen enroll` of this build. A key file opens the vault.
struct EnrolledGuide {
  let folder: TestFolder

  /// - Parameter lists: CSV files by name, each with the options with which it is imported, in the order of the names.
  init(_ lists: [String: (text: String, options: [String])]) throws {
    folder = try TestFolder([
      "content/guide.yml":
        "title: Help\norganisation:\n  name: \"Example & Sons: Ltd\"\nenrollment:\n  issuer: Example & Sons\n",
      "key": String(repeating: "k", count: 40),
    ])
    try restrict("key")
    for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
      try folder.write(list.text, to: name)
      let outcome = try enroll(["import", name] + list.options)
      try #require(outcome.status == 0, "\(outcome)")
    }
  }

  /// Two people with tokens of the usual shape.
  init() throws {
    try self.init([
      "users.csv": (
        """
        objectId;userPrincipalName;displayName;mail
        0cadbf92-1111-4222-8333-444444444444;jo@example.com;Jo Doe;jo.doe@example.com
        0cadbf92-1111-4222-8333-555555555555;ada@example.com;Ada;ada@example.com

        """, []
      )
    ])
  }

  /// Takes the file from all but its owner.
  func restrict(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
  }

  @discardableResult func enroll(_ arguments: [String]) throws -> Outcome {
    try Command([try guidegenPath(), "enroll"] + arguments + ["--key-file", "key"], in: folder).run()
  }

  /// Writes an export of all people; it must succeed.
  func export(_ format: String, to file: String, _ options: String..., of user: String? = nil) throws {
    let people = user.map { ["--user", $0] } ?? ["--all"]
    let outcome = try enroll(["export", "--format", format, "-o", file] + people + options)
    try #require(outcome.status == 0, "\(outcome)")
  }

  /// Everybody's secret in Base32 by principal name, as `show` prints it.
  func secrets(of names: [String]) throws -> [String: String] {
    var secrets: [String: String] = [:]
    for name in names {
      let lines = try enroll(["show", name, "--secret"]).output.split(separator: "\n")
      let line = try #require(lines.first { $0.hasPrefix("secret ") })
      secrets[name] = line.dropFirst("secret".count).filter { $0 != " " }
    }
    return secrets
  }

  /// The code that an authenticator app with the secret of `name` shows now.
  func code(of name: String) throws -> String {
    let secret = try #require(try secrets(of: [name])[name])
    let oathtool = try tool("oathtool", package: "oathtool")
    return try Command([oathtool, "--totp", "--base32", secret], in: folder).run().output
      .trimmingCharacters(in: .newlines)
  }

  /// What the reader of `format` that others wrote finds in `file`, a line a token: `readers/tokens.py`.
  func read(_ format: String, _ file: String, key: String? = nil) throws -> [String] {
    let python = ProcessInfo.processInfo.environment["GUIDEGEN_TEST_PYTHON"] ?? "python3"
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "readers/tokens.py").path
    let outcome = try Command([python, script, format, file] + (key.map { [$0] } ?? []), in: folder).run()
    try #require(
      outcome.status == 0,
      "\(outcome.errors) (make test installs what it needs; GUIDEGEN_TEST_PYTHON names a Python that has it)")
    return outcome.output.split(separator: "\n").map(String.init)
  }
}
