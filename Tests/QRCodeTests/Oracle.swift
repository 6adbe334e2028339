import Foundation
import QRCode
import Testing

/// Readers and encoders that others wrote, in one Python process for many requests: `oracle/oracle.py`.
enum Oracle {
  /// What went wrong, with what to install where that helps.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The answers to `requests`, one each, in their order.
  static func ask(_ requests: [String]) throws -> [String] {
    let answers = try run("oracle.py", [], input: requests.map { $0 + "\n" }.joined())
    guard answers.count == requests.count else {
      throw Failure(description: "\(requests.count) requests, \(answers.count) answers")
    }
    return answers
  }

  /// The lines that a script in the oracle's folder prints.
  static func run(_ script: String, _ arguments: [String], input: String = "") throws -> [String] {
    try run(["python3", folder.appending(path: "oracle/\(script)").path] + arguments, input: Array(input.utf8))
  }

  /// The lines that a command prints.
  static func run(_ command: [String], input: [UInt8] = []) throws -> [String] {
    try FileManager.default.withTemporaryFolder { folder in
      let (given, printed, complained) = (
        folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
      )
      try Data(input).write(to: given)
      for file in [printed, complained] { try Data().write(to: file) }
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = command
      process.standardInput = try FileHandle(forReadingFrom: given)
      process.standardOutput = try FileHandle(forWritingTo: printed)
      process.standardError = try FileHandle(forWritingTo: complained)
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw Failure(
          description: "\(command.prefix(2).joined(separator: " ")) ended with \(process.terminationStatus): "
            + String(decoding: try Data(contentsOf: complained), as: UTF8.self)
            + " (needed: apt-get install python3 zbar-tools librsvg2-bin ghostscript poppler-utils;"
            + " pip install numpy zxing-cpp==3.1.1 qrcodegen==1.8.0 segno==1.6.6)")
      }
      let text = String(decoding: try Data(contentsOf: printed), as: UTF8.self)
      return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
  }

  /// Rows of 0 and 1 with "/" between them.
  static func rows(_ matrix: QRCode.Matrix) -> String {
    (0..<matrix.height).map { y in (0..<matrix.width).map { matrix[$0, y] ? "1" : "0" }.joined() }
      .joined(separator: "/")
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension FileManager {
  /// Gives `body` an empty folder that is gone afterwards.
  func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = temporaryDirectory.appending(path: "qrcode-tests-\(UUID().uuidString)")
    try createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? removeItem(at: folder) }
    return try body(folder)
  }
}
