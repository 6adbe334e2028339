/// `guidegen qr TEXT -o FILE`, the line that people write most, read without the parser: it takes longer to describe
/// the fifty options of `qr` to itself than the code takes to draw.
///
/// Every other line, and whatever is wrong with this one, is left to the parser.
struct QRShortLine {
  /// The text, or `-` for standard input.
  let text: String
  /// Where the picture goes.
  let output: String
  /// What the ending of `output` says.
  let format: QRFormat

  /// - Parameter arguments: the command line after the program's name; the result is nil for any other line.
  init?(_ arguments: some Collection<String>) {
    let words = Array(arguments)
    guard words.count == 4, words[0] == "qr" else { return nil }
    switch (words[1], words[2], words[3]) {
    case (let text, "-o", let output), (let text, "--output", let output), ("-o", let output, let text),
      ("--output", let output, let text):
      guard text == "-" || !text.hasPrefix("-"), !output.hasPrefix("-"), let format = QRFormat(path: output) else {
        return nil
      }
      (self.text, self.output, self.format) = (text, output, format)
    default: return nil
    }
  }

  func run() throws {
    do throws(QRFailure) { try QRRun.run(self) } catch { error.leave() }
  }
}
