/// The streams that one letter has besides what its form has, compressed.
struct LetterStreams: Sendable {
  /// By page; empty where the page has nothing personal.
  let contents: [[UInt8]]
  /// The person's own codes, in the order of their names; `side` is in pixels.
  private let codes: [(side: Int, bits: [UInt8])]

  init(of letter: Letter, _ deflater: Deflater) {
    contents = letter.contents.map { $0.isEmpty ? [] : deflater.deflated($0) }
    codes = letter.codes.map { ($0.side, deflater.deflated($0.bits)) }
  }

  /// How many codes are the person's own.
  var codeCount: Int { codes.count }

  /// Of all streams.
  var checksum: Checksum {
    var checksum = Checksum()
    for content in contents { checksum.add(content) }
    for code in codes { checksum.add(code.bits) }
    return checksum
  }

  /// Writes the codes as the images `numbers`.
  func writeCodes(_ numbers: Range<Int>, into file: inout PDFAssembly) {
    for (number, code) in zip(numbers, codes) {
      CodePicture.write(number, side: code.side, into: &file, code.bits)
    }
  }
}
