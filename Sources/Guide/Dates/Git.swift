import CLinux
import Glibc

/// Runs git to read: it asks nothing, writes nothing, fetches nothing, starts no hook, pager or other program.
struct Git {
  /// Where it runs.
  let folder: String

  /// Whether the folder, or one that holds it, looks like a repository.
  var isInRepository: Bool { repository != nil }

  /// The nearest `.git`, a folder or a file, in the folder or one that holds it, and the folder's path from there, with a
  /// slash in front; nil if there is none.
  var repository: (entry: String, place: String)? {
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    let whole = String(cString: real)
    var path = whole
    while true {
      if access(path + "/.git", F_OK) == 0 { return (path + "/.git", String(whole.dropFirst(path.count))) }
      guard let slash = path.lastIndex(of: "/") else { return nil }
      path = String(path[..<slash])
    }
  }

  /// What `git arguments…` writes to standard output; nil unless it ends with status 0, and where there is no git.
  func output(_ arguments: String...) -> [UInt8]? {
    output(arguments)
  }

  /// What `git arguments…` writes to standard output; nil unless it ends with status 0, and where there is no git.
  func output(_ arguments: [String]) -> [UInt8]? {
    let all =
      ["git", "-C", folder, "--no-pager", "--no-optional-locks"] + Self.settings.flatMap { ["-c", $0] } + arguments
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
    let process = Self.spawn(all, output: ends[1])
    close(ends[1])
    let output = Self.readAll(ends[0])
    close(ends[0])
    guard let process else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    return status == 0 ? output : nil
  }

  /// Against what a user's or repository's configuration could start or change.
  private static let settings = [
    "core.quotePath=false", "core.hooksPath=/dev/null", "core.fsmonitor=false", "log.showSignature=false",
    "log.mailmap=false", "diff.orderFile=/dev/null", "protocol.allow=never",
  ]

  /// Without what a hook or another program has set for its own repository.
  private static var environment: [String] {
    var kept: [String] = []
    var variable = environ
    while let text = variable.pointee {
      let text = String(cString: text)
      if !text.hasPrefix("GIT_"), !text.hasPrefix("LC_"), !text.hasPrefix("LANG") { kept.append(text) }
      variable += 1
    }
    return kept + ["LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1"]
  }

  /// Starts the program `arguments[0]`, with nothing to read and its complaints unheard; nil if that is not possible.
  private static func spawn(_ arguments: [String], output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var process: pid_t = 0
    let status = withCStrings(arguments) { arguments in
      withCStrings(environment) { posix_spawnp(&process, "git", &actions, nil, arguments, $0) }
    }
    return status == 0 ? process : nil
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
    for (number, text) in texts.enumerated() { (pointers + number).initialize(to: strdup(text)) }
    (pointers + texts.count).initialize(to: nil)
    defer {
      for number in texts.indices { free(pointers[number]) }
      pointers.deallocate()
    }
    return body(pointers)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return output }
      output += buffer[..<count]
    }
  }
}
