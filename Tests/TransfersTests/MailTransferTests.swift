import Foundation
import Peers
import Testing

@testable import Transfers

/// Mail given to a server of somebody else's, and read as somebody else reads it.
@Suite struct MailTransferTests {
  private let sender = MailAddress("Help centre <comments@help.example.com>")
  private let certificate: TestCertificate

  init() throws { certificate = try TestCertificate() }

  private func peer(_ tls: String, login: [String]? = nil, silent: Bool = false) throws -> Peer {
    try Peer.mailServer(tls, certificate, login: login, silent: silent)
  }

  private func server(_ peer: Peer, scheme: String = "smtp", encrypted: Bool = true) throws -> MailServer {
    var server = try MailServer("\(scheme)://localhost:\(peer.port)")
    (server.requiresEncryption, server.authorities) = (encrypted, certificate.certificate)
    return server
  }

  private func mail(
    _ subject: String = "A comment", _ text: String = "Words.\n", to recipients: [String] = ["mod@example.com"]
  ) throws -> Mail {
    Mail(
      from: try #require(sender), to: recipients.compactMap(MailAddress.init), subject: subject, text: text,
      id: "0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e", seconds: 1_800_000_000)
  }

  @Test func `a mail arrives as it was meant, in every script`() throws {
    let peer = try peer("none")
    let subject = "New comment on “Zwei-Faktor-Anmeldung für 日本語 العربية” by Zoë 🙂 (help.example.com)"
    let text = """
      > Grüße = “Ü”
      .
      ..a line that begins with dots
      From here, trailing space 
      https://comments.example.com/moderate?comment=0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e&token=approve.1.abcdefabcdefabcdef
      \(String(repeating: "長", count: 300))
      🙂

      """
    try Transfer().send(try mail(subject, text), by: try server(peer, encrypted: false))
    let got = try peer.object()
    #expect(got["text"] as? String == text)
    #expect(got["from"] as? String == "comments@help.example.com")
    #expect(got["to"] as? [String] == ["mod@example.com"])
    #expect(got["greeting"] as? String == "help.example.com")
    #expect(got["names"] as? [String] == ["Help centre"])
    #expect(got["defects"] as? [String] == [])
    #expect(try #require(got["longest"] as? Int) <= 78)
    let fields = Dictionary(uniqueKeysWithValues: (got["fields"] as? [[String]] ?? []).map { ($0[0], $0[1]) })
    #expect(fields["Subject"] == subject)
    #expect(fields["Date"] == "Fri, 15 Jan 2027 08:00:00 +0000")
    #expect(fields["Message-ID"] == "<0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e@help.example.com>")
    #expect(fields["Auto-Submitted"] == "auto-generated")
  }

  @Test(arguments: [
    "a\r\nBcc: evil@example.com", "a\nX: y\r\n\r\nbody", "a\u{0}b\u{B}c\u{2028}Bcc: d", "=?utf-8?Q?Bcc:_x?=",
    "a\r\n.\r\nMAIL FROM:<x@y.z>", String(repeating: "word ", count: 400),
  ])
  func `header injection: whatever a subject holds, it stays one field`(subject: String) throws {
    let peer = try peer("none")
    var injected = try mail(subject)
    injected.sender = try #require(MailAddress("\(subject.prefix(40)) <comments@help.example.com>"))
    injected.id = subject
    try Transfer().send(injected, by: try server(peer, encrypted: false))
    let got = try peer.object()
    let names = (got["fields"] as? [[String]] ?? []).map { $0[0] }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
      ])
    #expect(got["text"] as? String == "Words.\n")
    #expect(got["to"] as? [String] == ["mod@example.com"])
  }

  @Test(arguments: [
    "", "a", "@", "a@", "@b.example", "a@b@c.example", "a b@c.example", "a@b.example\r\nDATA", "a@b.example>",
    "<a@b.example",
    "a@b..example", ".a@b.example", "\"a\"@b.example", "a@b.example,c@d.example", "a@[127.0.0.1]", "ü@b.example",
    "a\u{0}@b.example",
  ])
  func `what is no plain mail address is none`(text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test func `with STARTTLS and a login, by a password that stands in a file`() throws {
    let peer = try peer("starttls", login: ["comments", "päss \"word"])
    try "päss \"word\n".write(toFile: certificate.folder + "/password", atomically: true, encoding: .utf8)
    var server = try server(peer)
    server.login = .init(user: "comments", password: .file(certificate.folder + "/password"))
    try Transfer().send(try mail(), by: server)
    let got = try peer.object()
    #expect(got["encrypted"] as? Bool == true)
    server.login = .init(user: "comments", password: .file(certificate.certificate))
    let error = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: server) }
    #expect(error?.kind == .login)
    #expect(error?.message.contains("BEGIN") == false)
  }

  @Test func `encrypted from the beginning`() throws {
    let peer = try peer("implicit")
    try Transfer().send(try mail(), by: try server(peer, scheme: "smtps"))
    #expect(try peer.object()["encrypted"] as? Bool == true)
  }

  @Test func `nothing is sent where encryption is asked for and the server has none`() throws {
    let peer = try peer("none")
    let error = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: try server(peer)) }
    #expect(error?.kind == .unprotected)
    #expect(
      error?.message.hasPrefix("smtp://localhost:\(peer.port) does not encrypt, and without that nothing is sent")
        == true)
  }

  @Test(arguments: ["starttls", "implicit"])
  func `nothing is sent to a server that cannot show who it is`(tls: String) throws {
    let peer = try peer(tls)
    var server = try server(peer, scheme: tls == "implicit" ? "smtps" : "smtp")
    server.authorities = nil
    let error = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: server) }
    #expect(error?.kind == .unprotected)
  }

  @Test func `only a server on this machine needs no encryption, and none elsewhere gets a password without`() throws {
    #expect(try MailServer("smtp://mail.example.com:587").requiresEncryption)
    #expect(try MailServer("smtp://127.0.0.1.example.com").requiresEncryption)
    for local in ["smtp://127.0.0.1:25", "smtp://localhost", "smtp://[::1]:25"] {
      #expect(try !MailServer(local).requiresEncryption)
    }
    var server = try MailServer("smtp://mail.example.com")
    server.requiresEncryption = false
    server.login = .init(user: "a", password: .environment("PATH"))
    let error = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: server) }
    #expect(error?.kind == .setting)
  }

  @Test func `a recipient who is not taken costs the others nothing; when all are, it is an error`() throws {
    let peer = try peer("none")
    let server = try server(peer, encrypted: false)
    try Transfer().send(try mail(to: ["refused@example.com", "mod@example.com"]), by: server)
    #expect(try peer.object()["to"] as? [String] == ["mod@example.com"])
    let error = #expect(throws: TransferError.self) {
      try Transfer().send(try mail(to: ["refused@example.com"]), by: server)
    }
    #expect(error?.kind == .refused)
  }

  @Test func `a server that is not there, or says nothing, is an error that says so`() throws {
    let gone = try server(try peer("none"), encrypted: false)
    let unreachable = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: gone) }
    #expect(unreachable?.kind == .unreachable)
    let silent = try peer("none", silent: true)
    var server = try server(silent, encrypted: false)
    server.patience = 1
    let late = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: server) }
    #expect(late?.kind == .late)
    server.patience = 60
    let stopped = #expect(throws: TransferError.self) {
      try Transfer(isCancelled: { true }).send(try mail(), by: server)
    }
    #expect(stopped?.kind == .cancelled)
  }

  @Test func `without libcurl the error says what to install`() throws {
    let server = try MailServer("smtp://127.0.0.1:1")
    let error = #expect(throws: TransferError.self) {
      try Transfer(library: "libcurl-of-nobody.so.4").send(try mail(), by: server)
    }
    #expect(
      error?.description
        == "libcurl-of-nobody.so.4 is not on this machine: install libcurl (Debian and Ubuntu: apt-get install libcurl4)"
    )
  }

  @Test func `a password that is not there is an error that names its place`() throws {
    var server = try MailServer("smtp://127.0.0.1:1")
    for (source, words) in [
      (
        PasswordSource.file("/none/password"),
        "the file \"/none/password\" with the mail server's password cannot be read"
      ),
      (.file("/dev/null"), "there is no password in the file \"/dev/null\""),
      (.environment("GUIDEGEN_NO_SUCH_VARIABLE"), "the environment variable \"GUIDEGEN_NO_SUCH_VARIABLE\""),
    ] {
      server.login = .init(user: "a", password: source)
      let error = #expect(throws: TransferError.self) { try Transfer().send(try mail(), by: server) }
      #expect(error?.kind == .password)
      #expect(error?.message.contains(words) == true)
    }
  }

  @Test(arguments: [
    "mail.example.com", "http://mail.example.com", "smtp://", "smtp://user:password@mail.example.com",
    "smtp://mail.example.com/path", "smtp://mail example.com", "smtp://mail.example.com:0",
    "smtp://mail.example.com:+1",
  ])
  func `what is no address of a mail server is refused`(text: String) {
    #expect(throws: TransferError.self) { try MailServer(text) }
  }
}
