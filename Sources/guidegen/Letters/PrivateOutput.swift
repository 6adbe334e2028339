#if Enrollment
import Diagnostics
import Glibc

/// A file for its owner alone that is written piece by piece, and takes its name when it is whole.
struct PrivateOutput: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var isWhole = false

  private var draft: String { path + ".new" }

  /// A file that is to replace what is at `path`.
  init(replacing path: String) throws {
    self.path = path
    // Of a process that was ended before it could take it away.
    unlink(path + ".new")
    descriptor = open(path + ".new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.refused("write", path, errno) }
  }

  deinit {
    close(descriptor)
    if !isWhole { unlink(path + ".new") }
  }

  /// Adds `bytes` at the end.
  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.refused("write", path, errno) }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Gives the file its name; with `isDurable` it is on the disk then.
  mutating func finish(isDurable: Bool) throws {
    if isDurable, fsync(descriptor) != 0 { throw Self.refused("write", path, errno) }
    guard rename(draft, path) == 0 else { throw Self.refused("write", path, errno) }
    isWhole = true
  }

  /// Says that the system refused; to be thrown.
  static func refused(_ attempt: String, _ path: String, _ code: Int32) -> Exit {
    let reason = String(cString: strerror(code)).lowercased()
    return VaultOptions.fail(
      [
        .error(
          #"cannot \#(attempt) "\#(path)": \#(reason)"#, at: nil,
          hint: "look whether the disk is full or the folder yours")
      ], with: .machineFailed)
  }
}

/// A folder for its owner alone.
struct PrivateFolder {
  let path: String

  /// The folder at `path`, which is made if it is not there.
  init(_ path: String) throws {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard mkdir(self.path, 0o700) == 0 || errno == EEXIST else { throw PrivateOutput.refused("make", path, errno) }
    var status = stat()
    guard stat(self.path, &status) == 0 else { throw PrivateOutput.refused("look into", path, errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw PrivateOutput.refused("look into", path, ENOTDIR) }
    guard status.st_mode & 0o077 == 0 else {
      throw VaultOptions.fail(
        [
          .error(
            #"others may look into "\#(self.path)""#, at: nil,
            hint: "letters hold secrets: chmod 700 \(self.path), or choose another folder")
        ], with: .wrongInput)
    }
  }

  /// Writes `bytes` as the file `name`.
  func write(_ bytes: [UInt8], as name: String) throws {
    var output = try PrivateOutput(replacing: path + "/" + name)
    try output.write(bytes)
    try output.finish(isDurable: false)
  }
}
#endif
