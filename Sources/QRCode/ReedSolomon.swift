/// Error correction codewords over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 and the roots 1, α, α², …
///
/// The remainder of a block is kept as 32 bytes in four words, the next codeword in the lowest byte. A table has the
/// generator times each byte, so that no multiplication is left, and eight codewords are taken at once: the remainder
/// moves by a word, and what each of the eight adds is read from its row at the byte that has become the first.
///
/// Source: ISO/IEC 18004:2015, 7.5.2 and annex A.
final class ReedSolomon: Sendable {
  /// Number of error correction codewords, 1 to 32.
  let count: Int
  /// Five words for each byte: the product in 32 bytes, the first codeword first, and a word of zeros to read on into.
  private let rows: [UInt64]

  /// The encoder for `count` codewords a block, made at the first call.
  static func with(_ count: Int) -> ReedSolomon {
    slots[count].value { ReedSolomon(count: count) }
  }

  private static let slots = (0...32).map { _ in LazyValue<ReedSolomon>() }

  private init(count: Int) {
    self.count = count
    let generator = ReedSolomon.generator(count)
    rows = (0...255).flatMap { factor in
      var row: [UInt64] = [0, 0, 0, 0, 0]
      for (index, coefficient) in generator.enumerated() {
        let product = GaloisField.multiply(coefficient, UInt8(factor))
        row[index / 8] |= UInt64(product) << UInt64(index % 8 * 8)
      }
      return row.map(\.littleEndian)
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
    rows.withUnsafeBytes { rows in
      if let rows = rows.baseAddress { body(Divider(rows: rows, isWide: count > 24)) }
    }
  }

  /// Divides by the generator.
  struct Divider {
    fileprivate let rows: UnsafeRawPointer
    /// Whether the fourth word of remainders is used.
    fileprivate let isWide: Bool

    /// The remainders of two blocks, taken together because each step waits for the one before it in its own block only.
    ///
    /// - Parameters:
    ///   - first: at least one codeword, with eight bytes after them that may be read.
    ///   - second: the same, as many codewords, one less or one more.
    @inline(__always)
    func divide(
      _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>
    ) -> (Remainder, Remainder) {
      let words = (max(first.count, second.count) &+ 7) / 8
      let blocks = (Words(first, words), Words(second, words))
      return isWide ? divide(blocks, words, isWide: true) : divide(blocks, words, isWide: false)
    }

    @inline(__always)
    private func divide(_ blocks: (Words, Words), _ words: Int, isWide: Bool) -> (Remainder, Remainder) {
      var remainders = (Remainder(), Remainder())
      for index in 0..<words {
        take(blocks.0.word(index), into: &remainders.0, isWide: isWide)
        take(blocks.1.word(index), into: &remainders.1, isWide: isWide)
      }
      return remainders
    }

    /// Takes eight more codewords into `remainder`, the first in the lowest byte of `word`.
    @inline(__always)
    private func take(_ word: UInt64, into remainder: inout Remainder, isWide: Bool) {
      var head = remainder.a ^ word
      remainder = Remainder(a: remainder.b, b: remainder.c, c: remainder.d, d: 0)
      for left in stride(from: 7, through: 0, by: -1) {
        let row = rows + Int(head & 0xFF) &* 40
        head = head &>> 8 ^ ReedSolomon.load(row)
        let rest = row + left
        remainder.a ^= ReedSolomon.load(rest)
        remainder.b ^= ReedSolomon.load(rest + 8)
        remainder.c ^= ReedSolomon.load(rest + 16)
        if isWide { remainder.d ^= ReedSolomon.load(rest + 24) }
      }
    }
  }

  /// A block as words of eight codewords, with zeros before the first, which leave a remainder as it is.
  private struct Words {
    private let start: UnsafeRawPointer
    private let zeros: Int

    @inline(__always)
    init(_ block: UnsafeBufferPointer<UInt8>, _ words: Int) {
      guard let start = block.baseAddress else { preconditionFailure("a block has codewords") }
      self.start = UnsafeRawPointer(start)
      zeros = 8 &* words &- block.count
    }

    @inline(__always)
    func word(_ index: Int) -> UInt64 {
      index == 0 ? ReedSolomon.load(start) << UInt64(8 &* zeros) : ReedSolomon.load(start + (8 &* index &- zeros))
    }
  }

  @inline(__always)
  private static func load(_ address: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
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
