import Foundation

/// A program in Python that reads what our server has written, as another one would.
enum PythonPeer {
  /// What keeps a test from running at all: it fails, and is never skipped.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// What `script` prints, given `input`.
  static func run(_ script: String, _ input: String) throws -> String {
    let outcome = try run(["-c", script], input: input)
    guard outcome.status == 0 else {
      throw Missing(
        description: """
          \(outcome.output) (make test installs what it needs; GUIDEGEN_TEST_PYTHON names a Python that has it)
          """)
    }
    return outcome.output
  }

  /// Runs Python with `arguments`, in `folder`, with modules from `path` and more `variables`; returns how it ended and all that it said.
  static func run(
    _ arguments: [String], input: String = "", folder: String? = nil, path: String? = nil,
    variables: [String: String] = [:]
  ) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    let (standardInput, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["GUIDEGEN_TEST_PYTHON"] ?? "python3"] + arguments
    (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, output)
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    // What Python compiles of our files is not to lie beside them.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": path ?? ""].merging(variables) { $1 }
    ) { $1 }
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
