import Foundation
import Testing

/// What a process said, and how it ended.
struct Outcome: Equatable {
  /// The exit status as a shell sees it: 128 and the signal's number for one that was killed.
  var status: Int32
  var output = ""
  var errors = ""
}

/// Runs the `guidegen` of this build, to its end.
///
/// - Parameters:
///   - folder: where it runs.
///   - environment: added to `PATH`, all that it knows else.
@discardableResult func guidegen(
  _ arguments: String..., in folder: TestFolder, environment: [String: String] = [:]
) throws -> Outcome {
  try Command([try guidegenPath()] + arguments, in: folder, environment: environment).run()
}

/// The executable beside the test bundle.
func guidegenPath() throws -> String {
  let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  let path = products.appending(path: "guidegen").path
  try #require(FileManager.default.isExecutableFile(atPath: path), "build guidegen first: swift build --build-tests")
  return path
}

/// A tool that a test needs.
///
/// - Returns: its path; an error that names the Debian `package` where it is missing.
func tool(_ name: String, package: String) throws -> String {
  let folders = ["/usr/bin", "/usr/sbin", "/bin", "/usr/local/bin"]
  let path = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  return try #require(path, "this test needs \(name): apt-get install \(package)")
}

/// A process to run.
struct Command {
  var arguments: [String]
  var folder: TestFolder
  var environment: [String: String]
  /// Where standard output and standard error go; nil: they are read.
  var output: Int32?
  var errors: Int32?
  /// How long it may take before it is killed, in seconds.
  var patience = 120.0

  init(_ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]) {
    self.arguments = arguments
    self.folder = folder
    self.environment = environment
  }

  /// Runs it to its end.
  func run() throws -> Outcome {
    // Files rather than pipes: nobody has to empty them meanwhile.
    let (said, told) = (try Captured(), try Captured())
    let running = try start(output: output ?? said.descriptor, errors: errors ?? told.descriptor)
    let status = running.wait(patience: patience)
    return Outcome(status: status, output: said.text, errors: told.text)
  }

  /// Begins it, its standard output and error going to these descriptors.
  func start(output: Int32, errors: Int32) throws -> RunningProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    // Both are moved out of the way first: either may be the number that the other gets.
    posix_spawn_file_actions_adddup2(&actions, output, 1001)
    posix_spawn_file_actions_adddup2(&actions, errors, 1002)
    posix_spawn_file_actions_adddup2(&actions, 1001, 1)
    posix_spawn_file_actions_adddup2(&actions, 1002, 2)
    posix_spawn_file_actions_addclose(&actions, 1001)
    posix_spawn_file_actions_addclose(&actions, 1002)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    // Threads of the test run may block signals, and a child would inherit that.
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.path]
    variables.merge(environment) { $1 }
    // `env` goes to the folder and then becomes the process.
    let program = "/usr/bin/env"
    let words = ([program, "-C", folder.path] + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, program, &actions, &attributes, words, settings)
    try #require(code == 0, "\(arguments[0]): \(String(cString: strerror(code)))")
    return RunningProcess(identifier: identifier)
  }
}

/// A process that has begun, the leader of a group of its own.
struct RunningProcess {
  var identifier: pid_t

  /// Sends `signal` to the process alone.
  func send(_ signal: Int32) {
    kill(identifier, signal)
  }

  /// Sends `signal` to the process and all that it has started, as a terminal does.
  func sendToAll(_ signal: Int32) {
    kill(-identifier, signal)
  }

  /// The status when it has ended; it is killed when it takes longer than `patience` seconds.
  func wait(patience: Double = 120) -> Int32 {
    let group = identifier
    let watch = DispatchWorkItem { kill(-group, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: watch)
    defer { watch.cancel() }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// A file without a name that takes what a process says.
final class Captured {
  private let file: UnsafeMutablePointer<FILE>

  init() throws {
    file = try #require(tmpfile())
  }

  deinit { fclose(file) }

  var descriptor: Int32 { fileno(file) }

  /// What is in it now.
  var text: String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
