import Glibc

/// A file that stands in the site's folder, open for reading.
struct StandingFile: ~Copyable {
  /// In bytes, when it was opened.
  let size: Int
  /// What the disk said of it then.
  let stamp: FileStamp
  private let descriptor: Int32

  /// The file `path` in `folder`; nil if nothing stands there that can be read, or no regular file.
  init?(_ path: SitePath, in folder: OpenFolder) {
    // Without O_NONBLOCK a pipe that nobody writes to would hold the build for ever.
    let descriptor = openat(folder.descriptor, path.terminated, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.size = Int(status.st_size)
    self.stamp = FileStamp(status)
  }

  deinit { close(descriptor) }

  /// Whether the file holds exactly `bytes`.
  func holds(_ bytes: [UInt8]) -> Bool {
    guard size == bytes.count else { return false }
    return bytes.withUnsafeBytes { wanted in
      withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
        var offset = 0
        while offset < wanted.count {
          let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, wanted.count - offset))
          if count < 0, errno == EINTR { continue }
          guard count > 0, let found = buffer.baseAddress, let expected = wanted.baseAddress,
            memcmp(found, expected + offset, count) == 0
          else { return false }
          offset += count
        }
        return true
      }
    }
  }

  /// Whether the file is still as `entry` says that it was written.
  func isAsWritten(_ entry: Manifest.Entry) -> Bool {
    size == entry.size && bytes().map { ContentHash(of: $0) } == entry.hash
  }

  /// All of the file's bytes; nil if they could not be read.
  func bytes() -> [UInt8]? {
    // An array made for nothing is the one that all threads share, and its count would be written.
    guard size > 0 else { return [] }
    var whole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
        if count < 0, errno == EINTR { continue }
        whole = count >= 0
        guard count > 0 else { return }
        filled += count
      }
    }
    return whole ? bytes : nil
  }
}
