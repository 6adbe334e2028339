import Enrollment
import Foundation
import Testing

/// The stretching of passphrases is kept short here; the command line's tests have the usual.
@Suite struct VaultTests {
  private let folder = NSTemporaryDirectory() + "vault-\(UUID().uuidString)"
  private var path: String { folder + "/vault" }
  private static let passphrase = VaultCredential.passphrase(Array("correct horse battery".utf8))

  private func create(_ names: [String]) throws -> Vault {
    var generator = SystemRandomNumberGenerator()
    let vault = try Vault.create(at: path, for: Self.passphrase, using: &generator, passphraseCost: 16)
    for name in names { try vault.put(enrollee(name), using: &generator) }
    try vault.save([AuditEntry(.issued, principalName: names.joined(separator: " "))])
    return vault
  }

  private func enrollee(_ name: String) throws -> Enrollee {
    let user = User(id: name, principalName: name + "@example.com", displayName: name)
    var maker = TokenMaker(
      issuer: "Example", shape: .usual, now: 1_000, knowing: [], using: SystemRandomNumberGenerator())
    return maker.renewed(Enrollee(user: user, tokens: []), for: user)
  }

  private func open(_ credential: VaultCredential = passphrase, for use: Vault.Use = .reading) throws -> Vault {
    try Vault(at: path, for: use, with: credential)
  }

  @Test func `what was put in is there when the vault is opened again`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let people = try create(["ada", "jo"]).enrollees()
    #expect(people.map(\.user.id) == ["ada", "jo"])
    #expect(try open().enrollees() == people)
  }

  @Test func `file, lock and log are for the owner alone, and the folder too`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try create(["ada"])
    for (name, mode) in [("", 0o700), ("/vault", 0o600), ("/vault.lock", 0o600), ("/vault.log", 0o600)] {
      let found = try FileManager.default.attributesOfItem(atPath: folder + name)[.posixPermissions] as? Int
      #expect(found == mode, "\(name)")
    }
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder)) == ["vault", "vault.lock", "vault.log"])
  }

  @Test func `neither the file nor the log holds a secret or, the file, a name`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let token = try #require(try create(["ada"]).enrollee(at: 0).token)
    let file = try String(contentsOfFile: path, encoding: .utf8)
    let log = try String(contentsOfFile: path + ".log", encoding: .utf8)
    let bytes = Data(token.secret.bytes)
    let forms = [
      token.secret.base32, bytes.base64EncodedString(), bytes.map { String(format: "%02x", $0) }.joined(),
    ]
    for form in forms + ["ada", "Example"] { #expect(!file.contains(form)) }
    for form in forms { #expect(!log.contains(form)) }
    #expect(log.contains(#""user":"ada""#))
  }

  @Test func `another passphrase, a key file or a vault that others can read opens nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try create(["ada"])
    #expect(throws: VaultError.wrongCredential(path: path, isPassphrase: true)) {
      try open(.passphrase(Array("correct horse batterz".utf8)))
    }
    #expect(throws: VaultError.otherCredential(path: path, wantsPassphrase: true)) {
      try open(.keyFile([UInt8](repeating: 1, count: 32)))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: VaultError.exposed(path: path, mode: 0o644)) { try open() }
  }

  @Test func `a vault with any byte altered, or cut short anywhere, is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try create(["ada", "jo"])
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    for position in stride(from: 0, to: good.count, by: 7) {
      var altered = good
      altered[position] ^= 1
      try write(altered)
      #expect(throws: VaultError.self, "byte \(position)") { try open() }
    }
    for count in stride(from: 0, to: good.count, by: 11) {
      try write(good.prefix(count))
      #expect(throws: VaultError.self, "\(count) bytes") { try open() }
    }
    try write(good)
    #expect(try open().count == 2)
  }

  @Test func `records cannot change places, nor an old one come back`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try create(["ada", "jo"])
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    lines.swapAt(3, 4)
    try write(Data((lines.joined(separator: "\n") + "\n").utf8))
    #expect(throws: VaultError.damaged(path: path, line: 0)) { try open() }
  }

  @Test func `one process writes, and nobody reads meanwhile`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let writer = try create(["ada"])
      #expect(throws: VaultError.inUse(path: path)) { try open() }
      #expect(writer.count == 1)
    }
    let readers = try (open(), open())
    #expect(throws: VaultError.inUse(path: path)) { try open(for: .writing) }
    #expect(readers.0.count == readers.1.count)
  }

  @Test func `another passphrase leaves the records as they are`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let people = try create(["ada", "jo"]).enrollees()
    let before = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let key = VaultCredential.keyFile((0..<32).map { UInt8($0) })
    var generator = SystemRandomNumberGenerator()
    do {
      let vault = try open(for: .writing)
      try vault.change(to: key, using: &generator)
      try vault.save([AuditEntry(.passphraseChanged)])
    }
    let after = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(before[3...4] == after[3...4])
    #expect(throws: VaultError.otherCredential(path: path, wantsPassphrase: false)) { try open() }
    #expect(try open(key).enrollees() == people)
  }

  @Test func `who is put in again takes the old one's place, and who is removed is gone`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var generator = SystemRandomNumberGenerator()
    let vault = try create(["ada", "jo"])
    let revoked = try vault.enrollee(at: 0).revoking(at: 5)
    try vault.put(revoked, using: &generator)
    try vault.remove(userID: "jo")
    try vault.save([])
    #expect(try vault.enrollees() == [revoked])
    #expect(revoked.token == nil)
  }

  private func write(_ bytes: Data) throws {
    try bytes.write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
