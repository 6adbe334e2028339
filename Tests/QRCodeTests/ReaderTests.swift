import Foundation
import QRCode
import Testing

/// What scanners that others wrote read in our symbols.
@Suite struct ReaderTests {
  @Test func `zxing and zbar read ten thousand random texts`() throws {
    var random = SeededRandom(seed: 18004)
    var requests: [String] = []
    var texts: [String] = []
    for index in 0..<10_000 {
      let text = TestPayloads.mixed(&random)
      let level = QRCode.Level.allCases[index % 4]
      let code = try QRCode.encode(text, options: QRCode.Options(level: level))
      #expect(code.says(Array(text.utf8)))
      requests += ["zxing\t\(Oracle.rows(code.matrix))", "zbar\t\(Oracle.rows(code.matrix))"]
      texts.append(text)
    }
    let answers = try Oracle.ask(requests)
    for (index, text) in texts.enumerated() {
      let hexadecimal = Oracle.hexadecimal(text.utf8)
      let zxing = Self.text(answers[2 * index])
      // zxing does not report a symbol without text.
      #expect(zxing == (text.isEmpty ? "0 symbols" : text))
      #expect(answers[2 * index + 1] == hexadecimal, "\(text.debugDescription)")
    }
  }

  /// The text of zxing's answer, or the answer if it is another kind of symbol.
  static func text(_ answer: String, format: String = "QR Code") -> String? {
    let fields = answer.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 5, fields[0] == format else { return answer }
    return String(validating: bytes(fields[2]), as: UTF8.self)
  }

  static func bytes(_ hexadecimal: some StringProtocol) -> [UInt8] {
    var result: [UInt8] = []
    var rest = hexadecimal[...]
    while rest.count >= 2 {
      result.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return result
  }

  @Test func `zxing and zbar read bytes without a meaning`() throws {
    var random = SeededRandom(seed: 23941)
    let payloads = (0..<300).map { index in random.bytes(1 + index % 90) + [0, 255, 128] }
    let requests = try payloads.flatMap { bytes in
      let rows = Oracle.rows(try QRCode.encode(bytes: bytes).matrix)
      return ["zxing\t\(rows)", "zbar-binary\t\(rows)"]
    }
    let answers = try Oracle.ask(requests)
    for (index, bytes) in payloads.enumerated() {
      let zxing = answers[2 * index].split(separator: "\t", omittingEmptySubsequences: false)
      #expect(zxing.count > 1 && Self.bytes(zxing[1]) == bytes)
      #expect(answers[2 * index + 1] == Oracle.hexadecimal(bytes))
    }
  }

  @Test func `symbols of every version and level are read though as many codewords are damaged as the level allows`()
    throws
  {
    var random = SeededRandom(seed: 5)
    var requests: [String] = []
    let text = "Damaged, and still read"
    for version in (1...40).compactMap({ QRCode.Version(qr: $0) }) {
      for level in QRCode.Level.allCases where version.number > 3 || level < .quartile {
        let options = QRCode.Options(version: version, level: level, boostsLevel: false, mode: .byte)
        guard let code = try? QRCode.encode(text, options: options) else { continue }
        // Version 1 to 3 reserve some correction codewords for detection.
        let damaged = Damage.codewords(code, keeping: version.number < 4 ? 3 : 0, &random)
        requests.append("zxing\t\(Oracle.rows(damaged))")
      }
    }
    #expect(requests.count > 150)
    for answer in try Oracle.ask(requests) { #expect(Self.text(answer) == text) }
  }

  @Test func `zxing reads Micro QR of every version, level and mask`() throws {
    var cases: [(text: String, request: String)] = []
    for number in 1...4 {
      let version = try #require(QRCode.Version(micro: number))
      for level in version.levels {
        for mask in 0..<4 {
          let texts =
            number == 1 ? ["7", "12345"] : number == 2 ? ["12345678", "AB-12"] : ["a1B", "77777", "ORDER 1"]
          for text in texts {
            let options = QRCode.Options(version: version, level: level, boostsLevel: false, mask: mask)
            let code = try QRCode.encode(text, options: options)
            #expect(code.says(Array(text.utf8)))
            cases.append((text, "zxing\t\(Oracle.rows(code.matrix))"))
          }
        }
      }
    }
    for (answer, wanted) in zip(try Oracle.ask(cases.map(\.request)), cases) {
      #expect(Self.text(answer, format: "Micro QR Code") == wanted.text)
    }
  }

  @Test func `zxing reads rMQR of every version and level`() throws {
    var cases: [(text: String, request: String)] = []
    for number in 1...32 {
      let version = try #require(QRCode.Version(rectangular: number))
      for level in version.levels {
        for (mode, alphabet) in [(QRCode.Mode.numeric, "0123456789"), (.alphanumeric, "AB-:/ 9"), (.byte, "abc{}é")] {
          let capacity = try #require(version.capacity(level))
          // Headers take at most 3 + 9 bits and the ECI 11.
          let count = min(100, max(1, (capacity - 23) / 9))
          let text = String((0..<count).map { Array(alphabet)[$0 % alphabet.count] }.prefix(count / 2 + 1))
          let options = QRCode.Options(version: version, level: level, boostsLevel: false, mode: mode)
          guard let code = try? QRCode.encode(text, options: options) else { continue }
          #expect(code.says(Array(text.utf8)))
          cases.append((text, "zxing\t\(Oracle.rows(code.matrix))"))
        }
      }
    }
    #expect(cases.count > 180)
    for (answer, wanted) in zip(try Oracle.ask(cases.map(\.request)), cases) {
      #expect(Self.text(answer, format: "rMQR Code") == wanted.text)
    }
  }
}
