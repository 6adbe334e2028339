import Foundation
import Peers
import Testing

@testable import Transfers

@Suite struct DownloadTests {
  private let certificate: TestCertificate
  private let peer: Peer

  init() throws {
    certificate = try TestCertificate()
    peer = try Peer("file-peer.py", [certificate.certificate, certificate.key])
  }

  private func get(_ path: String, tag: String? = nil, limits: Transfer.Limits = .init()) throws -> Transfer.Download {
    try Transfer().get(
      "https://localhost:\(peer.port)\(path)", ifNoneMatch: tag, limits: limits, authorities: certificate.certificate)
  }

  @Test func `a file is fetched, and not once more as long as it is the same`() throws {
    let first = try get("/comments?site=a")
    #expect(first == .changed(Array("{\"page\":\"ü\"}\n".utf8), tag: "\"state-7\""))
    #expect(try peer.line() == "/comments?site=a guidegen None")
    #expect(try get("/comments", tag: "\"state-7\"") == .unchanged)
    #expect(try peer.line() == "/comments guidegen \"state-7\"")
    #expect(try get("/comments", tag: "\"other\"") == first)
  }

  @Test(arguments: [
    ("/away", TransferError.Kind.refused, "sends us elsewhere (302)"), ("/none", .refused, "answers 404"),
    ("/large", .tooLarge, "has more to send than 100000 bytes"),
  ])
  func `what is no file, or too large, is an error`(path: String, kind: TransferError.Kind, words: String) throws {
    let error = #expect(throws: TransferError.self) { try get(path, limits: .init(bytes: 100_000)) }
    #expect(error?.kind == kind)
    #expect(error?.message.contains(words) == true)
  }

  @Test func `a server that cannot show who it is gives nothing`() throws {
    let error = #expect(throws: TransferError.self) { try Transfer().get("https://localhost:\(peer.port)/comments") }
    #expect(error?.kind == .unprotected)
  }

  @Test func `without encryption only from this machine`() throws {
    let plain = try Peer("file-peer.py", [])
    guard case .changed = try Transfer().get("http://127.0.0.1:\(plain.port)/comments") else {
      Issue.record("nothing was fetched")
      return
    }
    for address in [
      "http://comments.example.com/", "ftp://127.0.0.1/", "file:///etc/passwd", "https://user@example.com/", "comments",
      "",
      "https://example.com/a b", "https://example.com\r\n/",
    ] {
      let error = #expect(throws: TransferError.self) { try Transfer().get(address) }
      #expect(error?.kind == .setting)
    }
  }
}
