import Synchronization

/// Error correction codewords over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 and the roots 1, α, α², …
///
/// The remainder of a block is kept as 32 bytes in four words, the next codeword in the lowest byte. One step shifts
/// it by a byte and adds a row of a table with 256 rows, the generator times each byte; no multiplication is left.
///
/// Source: ISO/IEC 18004:2015, 7.5.2 and annex A.
final class ReedSolomon: Sendable {
  /// Number of error correction codewords, 1 to 32.
  let count: Int
  /// Four words for each byte.
  private let rows: [UInt64]

  /// The encoder for `count` codewords a block, made at the first call.
  static func with(_ count: Int) -> ReedSolomon {
    let slot = slots[count]
    if let made = slot.reference.load() { return made }
    return slot.reference.storeIfNil(ReedSolomon(count: count))
  }

  private final class Slot: Sendable {
    let reference = AtomicLazyReference<ReedSolomon>()
  }

  private static let slots = (0...32).map { _ in Slot() }

  private init(count: Int) {
    self.count = count
    let generator = ReedSolomon.generator(count)
    rows = (0...255).flatMap { factor in
      var row: [UInt64] = [0, 0, 0, 0]
      for (index, coefficient) in generator.enumerated() {
        let product = GaloisField.multiply(coefficient, UInt8(factor))
        row[index / 8] |= UInt64(product) << UInt64(index % 8 * 8)
      }
      return row
    }
  }

  /// The generator polynomial of degree `count`: its coefficients from the second highest power down to the constant.
  static func generator(_ count: Int) -> [UInt8] {
    var coefficients = [UInt8](repeating: 0, count: count - 1) + [1]
    for power in 0..<count {
      let root = GaloisField.power(power)
      for index in 0..<count {
        coefficients[index] = GaloisField.multiply(coefficients[index], root)
        if index + 1 < count { coefficients[index] ^= coefficients[index + 1] }
      }
    }
    return coefficients
  }

  /// Gives `body` a way to compute remainders.
  @inline(__always)
  func withDivider(_ body: (Divider) -> Void) {
    rows.withUnsafeBufferPointer { rows in
      if let rows = rows.baseAddress { body(Divider(rows: rows)) }
    }
  }

  /// Divides by the generator.
  struct Divider {
    fileprivate let rows: UnsafePointer<UInt64>

    /// Takes one more codeword into `remainder`.
    @inline(__always)
    func step(_ remainder: inout Remainder, _ codeword: UInt8) {
      let row = rows + Int(UInt8(truncatingIfNeeded: remainder.a) ^ codeword) &* 4
      remainder.a = (remainder.a &>> 8 | remainder.b &<< 56) ^ row[0]
      remainder.b = (remainder.b &>> 8 | remainder.c &<< 56) ^ row[1]
      remainder.c = (remainder.c &>> 8 | remainder.d &<< 56) ^ row[2]
      remainder.d = remainder.d &>> 8 ^ row[3]
    }
  }

  /// The error correction codewords of a block so far, the first in the lowest byte of `a`.
  struct Remainder {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0
  }

  /// Whether `block`, data and then `correction` codewords, is free of errors: all its syndromes are 0.
  static func isClean(_ block: [UInt8], correction: Int) -> Bool {
    var syndromes = [UInt8](repeating: 0, count: correction)
    return syndromes.withUnsafeMutableBufferPointer { syndromes in
      timesRoot.withUnsafeBufferPointer { timesRoot in
        for codeword in block {
          // One step of Horner's rule for each root; the steps do not wait for each other.
          for power in 0..<correction {
            syndromes[power] = timesRoot[power &<< 8 | Int(syndromes[power])] ^ codeword
          }
        }
        return syndromes.allSatisfy { $0 == 0 }
      }
    }
  }

  /// The products of every value with the powers 0 to 31 of α, 256 values for each.
  private static let timesRoot: [UInt8] = {
    var table = (0..<32 << 8).map { UInt8(truncatingIfNeeded: $0) }
    for index in 256..<table.count { table[index] = GaloisField.timesAlpha(table[index - 256]) }
    return table
  }()
}

/// Arithmetic in GF(256).
enum GaloisField {
  private static let powers: [UInt8] = {
    var value = 1
    return (0..<510).map { _ in
      defer { value = value << 1 ^ (value >> 7) * 0x11D }
      return UInt8(value)
    }
  }()

  private static let logarithms: [Int] = {
    var table = [Int](repeating: 0, count: 256)
    for exponent in 0..<255 { table[Int(powers[exponent])] = exponent }
    return table
  }()

  /// `value` times α.
  static func timesAlpha(_ value: UInt8) -> UInt8 { value &<< 1 ^ (value &>> 7) &* 0x1D }

  /// α to the `exponent`, 0 to 254.
  static func power(_ exponent: Int) -> UInt8 { powers[exponent] }

  static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    guard left != 0, right != 0 else { return 0 }
    return powers[logarithms[Int(left)] + logarithms[Int(right)]]
  }
}
