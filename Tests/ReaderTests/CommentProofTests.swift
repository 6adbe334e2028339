import Comments
import Crypto
import Foundation
import Testing

extension ReaderTests {
  /// The worker that does what comments ask for, in real browsers, checked by the server's side.
  @Suite struct CommentProofTests {
    private static let page = "help.example.com/hilfe/ü \"1\".html"
    private static let work = ProofOfWork(keys: ProofKeys(secret: SymmetricKey(data: Array(repeating: 7, count: 32))))

    /// Which cryptography a browser has for the page.
    enum Way: String, CaseIterable {
      /// Its own, as on https.
      case native
      /// None, as on plain http.
      case own
    }

    private func challenge(doublings: Int = 0) throws -> String {
      var generator = SystemRandomNumberGenerator()
      return try Self.work.challenge(
        for: Self.page, ProofDifficulty(doublings: doublings), now: 1_800_000_000, using: &generator
      ).json
    }

    /// What a worker answers to `message`, JSON.
    private static func answer(_ window: any BrowserWindow, to message: String) throws -> JSON {
      try window.evaluate(
        """
        const worker = new Worker("comment-proof.js");
        return new Promise((done, refuse) => {
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = ({ message }) => refuse(new Error(message));
          worker.postMessage(JSON.parse(arguments[0]));
        });
        """, .string(message))
    }

    /// Lets a window of `engine` visit a page beside the script, on a server with the policy that sites have.
    private func visit(_ engine: Engine, _ way: Way, _ body: (any BrowserWindow) throws -> Void) throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-proof-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("<!DOCTYPE html><html lang=en><title>a</title><link rel=icon href=data:,>".utf8).write(
        to: folder.appendingPathComponent("page.html"))
      var script = try String(
        contentsOf: SampleSite.package.appendingPathComponent("templates/assets/comment-proof.js"), encoding: .utf8)
      if engine != .chromium, way == .own {
        // Only Chromium can be told here that a name is this machine, which makes it plain http to it.
        let changed = script.replacing("const subtle = self.crypto?.subtle;", with: "const subtle = undefined;")
        try #require(changed != script)
        script = changed
      }
      try Data(script.utf8).write(to: folder.appendingPathComponent("comment-proof.js"))
      let server = try Tool("python3", package: "Debian's python3").start(
        [SampleSite.package.appendingPathComponent("Tests/ReaderTests/strict-server.py").path, folder.path],
        until: " port ")
      DriverProcess.endWithTests(server.process)
      defer { DriverProcess.end(server.process) }
      let window = engine == .chromium ? try Browser(names: ["help.example.com"]) : try engine.window()
      let host = engine == .chromium && way == .own ? "help.example.com" : "127.0.0.1"
      try window.open("http://\(host):\(server.number)/page.html")
      if engine == .chromium {
        #expect(try window.evaluate("return !!crypto.subtle") == .bool(way == .native))
      }
      try body(window)
      if let browser = window as? Browser { #expect(try browser.complaints() == []) }
    }

    @Test(arguments: Engine.allCases, Way.allCases)
    func `a browser's worker finds a proof that the server accepts, with its own cryptography and without`(
      engine: Engine, way: Way
    ) throws {
      try visit(engine, way) { window in
        for doublings in engine == .chromium ? [0, 1] : [0] {
          let message = "{\"challenge\":\(try challenge(doublings: doublings))}"
          let answer = try Self.answer(window, to: message)
          let proof = try Self.work.verify(answer["proof"].text, for: Self.page, now: 1_800_000_001)
          #expect(proof.difficulty.doublings == doublings)
        }
      }
    }

    @Test func `the worker says so where there is nothing to be found`() throws {
      try visit(.chromium, .native) { window in
        let challenge = try challenge()
        let others = [
          challenge.replacing("\"algorithm\":\"PBKDF2/SHA-256\"", with: "\"algorithm\":\"SCRYPT\""),
          challenge.replacing("\"keyLength\":32", with: "\"keyLength\":64"),
          challenge.replacing("\"cost\":1000", with: "\"cost\":1"),
        ]
        for other in others {
          try #require(other != challenge)
          #expect(
            try Self.answer(window, to: "{\"challenge\":\(other)}") == ["error": "the challenge cannot be solved"])
        }
        for broken in ["{}", "{\"challenge\":{}}", "{\"challenge\":{\"parameters\":null}}"] {
          #expect(try Self.answer(window, to: broken)["error"].text.contains("TypeError"), "\(broken)")
        }
      }
    }

    @Test func `the worker weighs less than 3 kB, and pages without comments know nothing of it`() throws {
      let script = SampleSite.package.appendingPathComponent("templates/assets/comment-proof.js")
      let gzip = try Tool("gzip", package: "Debian's gzip")
      #expect(try gzip.output(["-9n"], input: Data(contentsOf: script)).count < 3000)
      let site = try SampleSite.folder.get()
      for path in try FileManager.default.subpathsOfDirectory(atPath: site.path) {
        #expect(!path.contains("comment-proof"))
        guard path.hasSuffix(".html") else { continue }
        let html = try String(contentsOf: site.appendingPathComponent(path), encoding: .utf8)
        #expect(!html.contains("comment-proof"), "\(path)")
      }
    }
  }
}
