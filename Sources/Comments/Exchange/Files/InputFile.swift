import CZlib
import Diagnostics
import Glibc

/// A file that is read from its beginning to its end, whether gzip compressed it or not; the only place that touches zlib's
/// pointers here.
///
/// It is read piece by piece, so a small file that becomes a huge one takes time, but no memory.
final class InputFile {
  /// As messages call it.
  let name: String
  private let file: gzFile

  /// Bytes of a piece.
  static let pieceSize = 65_536

  /// - Parameter path: as the person wrote it; messages call the file so.
  init(_ path: String) throws(ImportError) {
    name = path
    // "e": programs that are started meanwhile do not get it.
    guard let file = gzopen(path, "rbe") else {
      throw .problem("the file cannot be read: \(Self.systemMessage())", at: Place(file: path))
    }
    gzbuffer(file, UInt32(Self.pieceSize))
    self.file = file
  }

  deinit {
    gzclose(file)
  }

  /// Fills `buffer` from its start.
  ///
  /// - Returns: how many bytes; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
    let count = gzread(file, buffer.baseAddress, UInt32(clamping: buffer.count))
    // A compressed file that was cut off ends without an error first.
    if count <= 0, let message = message() {
      throw .problem("the file cannot be read: \(message)", at: Place(file: name))
    }
    return max(0, Int(count))
  }

  private func message() -> String? {
    var number: Int32 = 0
    guard let words = gzerror(file, &number), number != Z_OK else { return nil }
    if number == Z_ERRNO { return Self.systemMessage() }
    // zlib says its file's name first.
    let message = String(cString: words)
    return message.hasPrefix(name + ": ") ? String(message.dropFirst(name.count + 2)) : message
  }

  private static func systemMessage() -> String { String(cString: strerror(errno)).lowercased() }
}
