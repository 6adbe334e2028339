import Foundation
import QRCode
import Testing

/// All versions, levels, masks and modes against Nayuki's encoder.
@Suite struct NayukiTests {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/nayuki.txt")

  private static func lines() throws -> [String] {
    String(decoding: try Data(contentsOf: golden), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `the golden file has all versions, levels and modes`() throws {
    let keys = Set(try Self.lines().map { $0.split(separator: " ").prefix(3).joined(separator: " ") })
    #expect(keys.count == 40 * 4 * 4)
  }

  @Test func `the golden file is what Nayuki's encoder says`() throws {
    let now = try Oracle.run("nayuki.py", ["1", "4"]) + Oracle.run("nayuki.py", ["7", "7"])
    let then = Set(try Self.lines())
    #expect(now.count == 5 * 16)
    for line in now { #expect(then.contains(line)) }
  }

  @Test(arguments: 1...40)
  func `every level, mask and mode at full capacity is Nayuki's, and one character more is refused`(
    number: Int
  ) throws {
    let version = try #require(QRCode.Version(qr: number))
    for line in try Self.lines() where line.hasPrefix("\(number) ") {
      let fields = line.split(separator: " ").map(String.init)
      let level = try #require(QRCode.Level(letter: fields[1]))
      let mode = try #require(QRCode.Mode.allCases.first { $0.description == fields[2] })
      let count = try #require(Int(fields[3]))
      let payload = TestPayloads.filled(mode, count: count + 1, seed: number * 100 + mode.rawValue)
      let last = mode == .kanji ? 3 : 1
      var options = QRCode.Options(
        version: version, level: level, boostsLevel: false, mode: mode, eci: .never, finderRule: .anyScaleBothSides)
      for mask in 0..<8 {
        options.mask = mask
        options.finderRule = .once
        let code = try QRCode.encode(bytes: Array(payload.dropLast(last)), options: options)
        #expect(Self.hash(code.matrix) == fields[4 + mask], "\(line.prefix(20)), mask \(mask)")
      }
      if mode == .byte {
        options.mask = nil
        options.finderRule = .anyScaleBothSides
        // The plain way is slow without optimisation; the large versions are checked in steps.
        if number <= 10 || number % 10 == level.rawValue {
          let code = try QRCode.encode(bytes: Array(payload.dropLast(last)), options: options)
          #expect("\(code.mask)" == fields[12], "\(line.prefix(20)), chosen mask")
        }
      }
      options.mask = 0
      let error = #expect(throws: QRCodeError.self) { try QRCode.encode(bytes: payload, options: options) }
      guard case .tooLong(let bits, let capacity, version, level, _)? = error else {
        Issue.record("\(line.prefix(20)): \(String(describing: error))")
        continue
      }
      #expect(bits > capacity && bits - capacity <= 13)
    }
  }

  /// FNV-1a over the characters 0 and 1 of all rows.
  private static func hash(_ matrix: QRCode.Matrix) -> String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for y in 0..<matrix.height {
      for x in 0..<matrix.width { value = (value ^ (matrix[x, y] ? 49 : 48)) &* 0x100_0000_01B3 }
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
