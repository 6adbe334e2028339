import Foundation

/// A program that a test cannot do without.
struct Tool: Sendable {
  /// What keeps a test from running at all: it fails, and is never skipped.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// Where the program is.
  var url: URL

  /// The program at `url`.
  init(url: URL) { self.url = url }

  /// The program `name` on the `PATH`.
  ///
  /// - Throws: `Missing`, which says that `package` holds it.
  init(_ name: String, package: String) throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
      throw Missing(description: "there is no \"\(name)\" on the PATH: install \(package)")
    }
    url = URL(fileURLWithPath: path)
  }

  /// Starts the program and waits for a line of its output that `pattern` is found in: a server says so that it is ready.
  ///
  /// - Parameter pattern: what stands before the number that the line tells; empty where it tells nothing else.
  /// - Returns: the process, and the number that stands after `pattern` in that line.
  func start(_ arguments: [String], until pattern: String) throws -> (process: Process, number: Int) {
    let process = Process()
    let output = Pipe()
    process.executableURL = url
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    while let data = try output.fileHandleForReading.read(upToCount: 1), !data.isEmpty {
      said += String(decoding: data, as: UTF8.self)
      guard said.hasSuffix("\n") || said.hasSuffix(" "),
        let end = pattern.isEmpty ? said.startIndex : said.range(of: pattern)?.upperBound
      else { continue }
      let digits = said[end...].prefix(while: \.isNumber)
      if !digits.isEmpty, let number = Int(digits) { return (process, number) }
    }
    throw Missing(description: "\"\(url.path)\" ended before it was ready: \(said)")
  }

  /// What the program writes to its standard output, given `input`.
  func output(_ arguments: [String], input: Data = Data()) throws -> Data {
    let process = Process()
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.executableURL = url
    process.arguments = arguments
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    let data = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Missing(
        description: "\"\(url.path) \(arguments.joined(separator: " "))\" ended with \(process.terminationStatus)")
    }
    return data
  }
}
