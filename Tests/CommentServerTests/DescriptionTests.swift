import Foundation
import RawHTTP
import Testing

/// The server against the description of its API in the user guide, as a program of others reads that.
@Suite struct DescriptionTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let description =
    here.appendingPathComponent("../../docs/content/readers/comments-api.yaml").standardized

  @Test func `the server does what its description says, and refuses what it forbids`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies) {
      ($0.votes, $0.searches) = (true, true)
    }
    // Written from another network: nobody votes on what came from their own.
    let writer = ["X-Forwarded-For": "192.0.2.1"]
    let receipts = try ["One.", "Two.", "Changed.", "Taken back."].map { text in
      try server.post(["text": text, "proof": server.proof()], writer)
    }
    let own = ["voted": receipts[0], "put": receipts[2], "delete": receipts[3]].mapValues {
      ["id": $0.text("id"), "token": $0.text("token")]
    }
    let known = try JSONSerialization.data(withJSONObject: own)
    let examples = ProcessInfo.processInfo.environment["GUIDEGEN_API_EXAMPLES"] ?? "25"
    let outcome = try PythonPeer.run(
      [
        "-m", "schemathesis.cli", "--config-file", Self.here.appendingPathComponent("schemathesis.toml").path, "run",
        Self.description.path, "--url", "http://127.0.0.1:\(server.port)", "--checks", "all", "--max-examples",
        examples,
        "--continue-on-failure", "--no-color",
      ], folder: server.folder, path: Self.here.path,
      variables: ["GUIDEGEN_API_COMMENTS": String(decoding: known, as: UTF8.self)])
    #expect(outcome.status == 0, "\(outcome.output)")
    // "706 generated, 706 passed": none was left out for want of an answer.
    let counts =
      outcome.output.split(separator: "\n").first { $0.contains(" generated, ") }?.split(separator: " ") ?? []
    #expect(counts.count > 2 && counts[0] == counts[2] && Int(counts[0]) ?? 0 > 300, "\(outcome.output)")
    // The server has outlived it, with all that it had.
    #expect(try server.ask("GET /ready").status == 200)
    #expect(try Set(server.comments()).isSuperset(of: ["<p>One.</p>\n", "<p>Two.</p>\n"]))
  }

  @Test func `each address that is described is there`() throws {
    let server = try RunningCommentServer()
    let text = try String(contentsOf: Self.description, encoding: .utf8)
    let paths = text.split(separator: "\n").filter { $0.hasPrefix("  /") }.map { $0.dropFirst(2).dropLast() }
    #expect(paths.count >= 11)
    for path in paths where !path.contains("{") {
      let answer = try server.ask("OPTIONS \(path)")
      #expect(answer.status == 204, "\(path)")
      #expect(answer.field("Allow") != nil, "\(path)")
    }
  }
}
