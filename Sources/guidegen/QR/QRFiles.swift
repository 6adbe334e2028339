import Guide

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `write` of the C library, under a name that no method shadows.
func writeBytes(_ descriptor: Int32, _ memory: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  write(descriptor, memory, count)
}

/// `close` of the C library.
func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }

/// Whole files in and out, without Foundation, which costs more time to start than a code to draw.
enum QRFiles {
  /// All bytes of the file at `path`, or of standard input when `path` is `-`.
  static func read(_ path: String) throws(QRFailure) -> [UInt8] {
    do throws(InputFile.Failure) {
      return try InputFile.read(path)
    } catch {
      throw .machine(error.message)
    }
  }

  /// Writes `bytes` to `path`: a file as a whole or not at all, a device or a pipe as they come.
  static func write(_ bytes: [UInt8], to path: String) throws(QRFailure) {
    var status = stat()
    if stat(path, &status) == 0, [S_IFCHR, S_IFIFO, S_IFSOCK, S_IFBLK].contains(status.st_mode & S_IFMT) {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .machine("cannot write \"\(path)\": \(reason())") }
      defer { close(descriptor) }
      guard send(bytes, to: descriptor) else { throw .machine("cannot write \"\(path)\": \(reason())") }
      return
    }
    do throws(OutputError) {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw .machine(error.diagnostics.first?.message ?? "cannot write \"\(path)\"")
    }
  }

  /// Writes `bytes` to standard output.
  static func print(_ bytes: [UInt8]) throws(QRFailure) {
    guard send(bytes, to: 1) else { throw .machine("cannot write to standard output: \(reason())") }
  }

  /// Makes the folder `path`; it may be there already.
  static func makeFolder(_ path: String) throws(QRFailure) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .machine("cannot make the folder \"\(path)\": \(reason())")
    }
  }

  /// Writes all of `bytes`, whatever portions the system takes.
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = writeBytes(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  /// What the system says about the last call.
  static func reason() -> String { String(cString: strerror(errno)) }
}

private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
  read(descriptor, memory, count)
}
