/// Lines of text between a header and a last line that tells whether they are whole:
///
///     HEADER
///     …
///     end COUNT HASH        how many lines stand between; the `ContentHash` of every byte before this line
enum SealedLines {
  /// The file's bytes; no line may hold a line feed.
  static func bytes(_ lines: [[UInt8]], header: String) -> [UInt8] {
    var bytes = Array("\(header)\n".utf8)
    for line in lines {
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    seal(&bytes, count: lines.count)
    return bytes
  }

  /// The lines between; nil if the file is cut, altered or has another header.
  static func lines(of bytes: [UInt8], header: String) -> [ArraySlice<UInt8>]? {
    guard let (range, count) = content(of: bytes, header: header) else { return nil }
    let lines = bytes[range].split(separator: UInt8(ascii: "\n"))
    return lines.count == count ? lines : nil
  }

  /// The file `bytes` with other lines between, as many as there were.
  ///
  /// - Parameter edit: given the lines as one text; says whether it could do what it wanted.
  /// - Returns: nil if it could not, or the file is none.
  static func bytes(
    _ bytes: [UInt8], header: String, editing edit: (inout [UInt8]) -> Bool
  ) -> [UInt8]? {
    guard let (range, count) = content(of: bytes, header: header) else { return nil }
    var lines = Array(bytes[range])
    guard edit(&lines) else { return nil }
    var result = Array(bytes[..<range.lowerBound])
    result += lines
    seal(&result, count: count)
    return result
  }

  private static func seal(_ bytes: inout [UInt8], count: Int) {
    bytes.append(contentsOf: "end \(count) \(ContentHash(of: bytes).text)\n".utf8)
  }

  /// Where the lines between stand, and how many the last line says there are; nil if the file is cut or altered.
  private static func content(of bytes: [UInt8], header: String) -> (range: Range<Int>, count: Int)? {
    let start = header.utf8.count + 1
    guard bytes.starts(with: "\(header)\n".utf8), bytes.last == UInt8(ascii: "\n"),
      let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }), end >= start,
      let count = Int(String(decoding: bytes[end...].dropFirst(4).prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
    else { return nil }
    let hash = bytes.withUnsafeBytes { ContentHash(of: UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    return bytes[end...].elementsEqual("end \(count) \(hash.text)\n".utf8) ? (start..<end, count) : nil
  }
}
