import Foundation

/// A server in another program, which ends when this is let go.
package final class Peer {
  /// Where it listens, on this machine.
  package let port: Int
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var received = Data()

  /// What keeps a test from running at all: it fails, and is never skipped.
  package struct Missing: Error, CustomStringConvertible {
    package var description: String
  }

  /// Runs the script `name`, which writes its port first.
  package init(_ name: String, _ arguments: [String]) throws {
    let python = ProcessInfo.processInfo.environment["GUIDEGEN_TEST_PYTHON"] ?? "python3"
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name).path
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script] + arguments
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    var first = Data()
    let reading = output.fileHandleForReading
    while !first.contains(0x0A) {
      let more = reading.availableData
      guard !more.isEmpty else {
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        throw Missing(description: "\(String(decoding: complaints, as: UTF8.self)) (make test installs what it needs)")
      }
      first += more
    }
    let end = first.firstIndex(of: 0x0A) ?? first.endIndex
    received = Data(first[first.index(after: end)...])
    guard let port = Int(String(decoding: first[..<end], as: UTF8.self)) else { throw Missing(description: "no port") }
    self.port = port
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The next line that it writes; waits for it.
  package func line() throws -> String {
    while !received.contains(0x0A) {
      var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 20_000) > 0 else { throw Missing(description: "the peer has got nothing for long") }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Missing(description: "the peer has ended") }
      received += more
    }
    let end = received.firstIndex(of: 0x0A) ?? received.endIndex
    defer { received = Data(received[received.index(after: end)...]) }
    return String(decoding: received[..<end], as: UTF8.self)
  }

  /// The next line, which is JSON.
  package func object() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(line().utf8)) as? [String: Any] ?? [:]
  }
}

extension Peer {
  /// A mail server that writes down what it gets.
  ///
  /// - Parameters:
  ///   - tls: `none`, `starttls` or `implicit`.
  ///   - login: the user and the password that it asks for; nil where it asks for none.
  ///   - silent: whether it never says a word.
  package static func mailServer(
    _ tls: String, _ certificate: TestCertificate, login: [String]? = nil, silent: Bool = false
  ) throws -> Peer {
    var settings: [String: Any] = [
      "tls": tls, "certificate": certificate.certificate, "key": certificate.key, "silent": silent,
    ]
    settings["login"] = login
    return try Peer(
      "mail-peer.py", [String(decoding: try JSONSerialization.data(withJSONObject: settings), as: UTF8.self)])
  }
}

/// A certificate for this machine that nobody has heard of, in a folder that goes when this is let go.
package final class TestCertificate {
  package let folder: String
  package var certificate: String { folder + "/certificate.pem" }
  package var key: String { folder + "/key.pem" }

  package init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/guidegen-certificate-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
      certificate,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Peer.Missing(description: "openssl makes no certificate") }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }
}
