import Foundation
import Testing

/// Runs whatever `guidegen enroll` can do, and then looks for the secrets in all that is left: the site, the vault and its
/// log, what was printed, the names of files, and the arguments and environment of processes.
@Suite struct SecretLeakTests {
  private let guide: EnrolledGuide

  init() throws {
    guide = try EnrolledGuide()
    try guide.folder.write("---\ntitle: MFA\n---\n\nScan it.\n\n::enrollment-code\n", to: "content/mfa.md")
    try guide.folder.write("correct horse battery\n", to: "words")
    try guide.restrict("words")
    for name in ["exports", "traces"] {
      try FileManager.default.createDirectory(atPath: "\(guide.folder.path)/\(name)", withIntermediateDirectories: true)
    }
  }

  /// What a command said, and what it asked the system for: programs, files, their names.
  private func traced(_ arguments: [String]) throws -> [UInt8] {
    let strace = try tool("strace", package: "strace")
    let outcome = try Command(
      [strace, "-f", "-v", "-s", "65536", "-e", "trace=execve,%file", "-o", "traces/trace", try guidegenPath()]
        + arguments,
      in: guide.folder
    ).run()
    let trace = try guide.folder.read("traces/trace")
    #expect(trace.contains("execve("), "\(outcome)")
    return Array((outcome.output + outcome.errors + trace).utf8)
  }

  private func traced(enroll arguments: String...) throws -> [UInt8] {
    try traced(["enroll"] + arguments + ["--key-file", "key"])
  }

  /// Secrets and recovery codes as they are now, asked for at the terminal.
  private func secrets() throws -> [SecretForms] {
    let names = ["jo@example.com", "ada@example.com"]
    let keys = try guide.secrets(of: names).values.map { try SecretForms(base32: $0) }
    let lines = try names.flatMap { try guide.enroll(["show", $0, "--recovery-codes"]).output.split(separator: "\n") }
    let codes = lines.filter { $0.hasPrefix("recovery ") }.map { $0.dropFirst("recovery".count).filter { $0 != " " } }
    #expect(keys.count == 2 && codes.count == 20)
    return keys + codes.map { SecretForms(words: $0) }
  }

  /// The names and bytes of all files but the exports, the traces, and what opens the vault.
  private func remains() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, content) in try guide.folder.contents(of: "")
    where !name.hasPrefix("exports/") && !name.hasPrefix("traces/") && !["key", "words"].contains(name) {
      bytes += Array(name.utf8) + content
    }
    return bytes
  }

  @Test func `no secret is anywhere but in exports and where it was asked for`() throws {
    try guide.enroll(["recovery-codes", "--all"])
    var secrets = try secrets()
    let old = try guide.secrets(of: ["jo@example.com"])["jo@example.com"] ?? ""
    var said: [(what: String, bytes: [UInt8])] = []
    said.append(("rotate", try traced(enroll: "rotate", "jo@example.com")))
    said.append(("recovery-codes", try traced(enroll: "recovery-codes", "--all", "--renew")))
    secrets += try self.secrets()
    secrets += [
      SecretForms(words: String(repeating: "k", count: 40)), SecretForms(words: "correct horse battery"),
    ]
    let code = try guide.code(of: "ada@example.com")
    for arguments in [
      ["import", "users.csv"], ["import", "missing.csv"], ["plan", "users.csv"], ["list"], ["list", "--json"],
      ["show", "jo@example.com"], ["verify", "ada@example.com", code], ["verify", "jo@example.com", "000000"],
      ["export", "--format", "ldif", "--all", "-o", "exports/x"],
      ["export", "--format", "entra-csv", "--all", "--manufacturer", "=x", "-o", "exports/x"],
      ["export", "--format", "key-uri", "--all", "-o", "missing/x"],
      ["export", "--format", "pskc", "--all", "--pskc-password-file", "words", "-o", "sealed.xml"],
    ] {
      let bytes = try traced(["enroll"] + arguments + ["--key-file", "key"])
      said.append((arguments.joined(separator: " "), bytes))
    }
    // What was typed by mistake is not repeated; that it stands among the arguments is the typist's doing.
    let mistaken = try guide.enroll(["verify", "jo@example.com", old])
    said.append(("verify of a secret", Array((mistaken.output + mistaken.errors).utf8)))
    for format in ["entra-csv", "entra-graph", "pskc", "privacyidea-csv", "keycloak", "authelia", "key-uri"] {
      let arguments = ["enroll", "export", "--format", format, "--all", "-o", "exports/\(format)", "--key-file", "key"]
      said.append((format, try traced(arguments)))
    }
    said.append(("build", try traced(["build"])))
    try #require(guide.folder.exists("site/mfa.html"))
    said.append(("pages", try traced(enroll: "pages", "--all", "--codes", "exports/codes.csv")))
    secrets += try guide.folder.read("exports/codes.csv").split(separator: "\n").dropFirst().map { row in
      SecretForms(words: row.split(separator: ",")[1].filter { $0 != "-" })
    }
    said.append(("pages again", try traced(enroll: "pages", "--all", "--renew")))
    said.append(("revoke", try traced(enroll: "revoke", "jo@example.com")))
    said.append(("passphrase", try traced(enroll: "passphrase", "--new-passphrase-file", "words")))
    said.append(("files", try remains()))
    for (what, bytes) in said {
      for secret in secrets {
        let found = secret.found(in: bytes)
        #expect(found.isEmpty, "\(what)")
      }
    }
    try checkSearch()
  }

  /// The search itself finds a secret where it may stand.
  private func checkSearch() throws {
    let exported = try guide.folder.contents(of: "exports")
    let address = String(decoding: try #require(exported["key-uri"]), as: UTF8.self)
    let keys = address.split(separator: "\n").compactMap { line in
      line.split(separator: "=").dropFirst().first.map { String($0.prefix { $0 != "&" }) }
    }
    let forms = try keys.map { try SecretForms(base32: $0) }
    #expect(forms.count == 2)
    for (format, name) in [
      ("key-uri", "Base32"), ("entra-csv", "Base32"), ("entra-graph", "Base32"), ("keycloak", "Base32"),
      ("pskc", "raw in Base64"), ("privacyidea-csv", "raw in hexadecimal digits"), ("authelia", "Base32 in Base64"),
    ] {
      let bytes = try #require(exported[format])
      for form in forms { #expect(form.found(in: bytes).contains(name), "\(format)") }
    }
  }

  @Test func `a crash leaves no core file and prints nothing of the memory`() throws {
    let fifo = guide.folder.path + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    // Open for both, so that neither side waits for the other to begin.
    let writer = open(fifo, O_RDWR)
    defer { close(writer) }
    let said = try Captured()
    let process = try Command(
      ["sh", "-c", "ulimit -c unlimited; exec \(try guidegenPath()) enroll list --passphrase-fd 0 <fifo"],
      in: guide.folder
    ).start(output: said.descriptor, errors: said.descriptor)
    var isForbidden = false
    for _ in 0..<300 where !isForbidden {
      let limits = (try? String(contentsOfFile: "/proc/\(process.identifier)/limits", encoding: .utf8)) ?? ""
      let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
      isForbidden = core.map { $0.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"] } ?? false
      if !isForbidden { usleep(100_000) }
    }
    #expect(isForbidden, "\(said.text)")
    process.send(SIGSEGV)
    #expect(process.wait() == 128 + SIGSEGV)
    #expect(said.text == "")
    #expect(
      try guide.folder.names() == ["content", "enrollment", "exports", "fifo", "key", "traces", "users.csv", "words"])
  }
}
