import Foundation

/// ALTCHA's own library, which solves our challenges and verifies our proofs.
enum AltchaPeer {
  /// What keeps a test from running at all: it fails, and is never skipped.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// Lets the library do what `request` asks for.
  static func ask(_ request: [String: Any]) throws -> [String: Any] {
    let process = Process()
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["GUIDEGEN_TEST_PYTHON"] ?? "python3"
    process.arguments = [
      python, URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("altcha-peer.py").path,
    ]
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSONSerialization.data(withJSONObject: request))
    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let object = try JSONSerialization.jsonObject(with: answer) as? [String: Any]
    else {
      throw Missing(
        description: """
          \(String(decoding: complaints, as: UTF8.self)) (make test installs what it needs; GUIDEGEN_TEST_PYTHON names a \
          Python that has it)
          """)
    }
    return object
  }

  /// The proof that the library finds for `challenge`, and the number of its try.
  static func solve(_ challenge: String) throws -> (payload: String, counter: Int) {
    let answer = try ask(["do": "solve", "challenge": challenge])
    guard let payload = answer["payload"] as? String, let counter = answer["counter"] as? Int else {
      throw Missing(description: "no solution in \(answer)")
    }
    return (payload, counter)
  }
}
