/// Lines of text between a header and a last line that tells whether they are whole:
///
///     HEADER
///     …
///     end COUNT HASH        how many lines stand between; the `ContentHash` of every byte before this line
enum SealedLines {
  /// The file's bytes; no line may hold a line feed.
  static func bytes(_ lines: [some Collection<UInt8>], header: String) -> [UInt8] {
    var bytes = Array("\(header)\n".utf8)
    for line in lines {
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes.append(contentsOf: "end \(lines.count) \(ContentHash(of: bytes).text)\n".utf8)
    return bytes
  }

  /// The lines between; nil if the file is cut, altered or has another header.
  static func lines(of bytes: [UInt8], header: String) -> [ArraySlice<UInt8>]? {
    let start = header.utf8.count + 1
    guard bytes.starts(with: "\(header)\n".utf8), bytes.last == UInt8(ascii: "\n"),
      let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }), end >= start
    else { return nil }
    let lines = bytes[start..<end].split(separator: UInt8(ascii: "\n"))
    let hash = bytes.withUnsafeBytes { ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    guard bytes[end...].elementsEqual("end \(lines.count) \(hash.text)\n".utf8) else { return nil }
    return lines
  }
}
