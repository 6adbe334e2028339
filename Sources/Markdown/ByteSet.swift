/// A set of ASCII bytes, as two words of bits.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The bytes of `text`.
  init(_ text: StaticString = "") {
    for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) { insert(byte) }
  }

  var isEmpty: Bool { low | high == 0 }

  /// Adds `byte`, which is below 0x80.
  mutating func insert(_ byte: UInt8) {
    precondition(byte < 0x80)
    if byte < 64 { low |= 1 &<< UInt64(byte) } else { high |= 1 &<< UInt64(byte & 63) }
  }

  /// Where the bytes of the set stand in `bytes`, in order.
  ///
  /// Sixteen bytes at a time: a set has few members, and most of a text none of them.
  func places(in bytes: [UInt8]) -> [Int32] {
    guard !isEmpty else { return [] }
    let members = (0..<0x80).map { UInt8($0) }.filter(contains).map { SIMD16<UInt8>(repeating: $0) }
    var places: [Int32] = []
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        if offset + 16 <= buffer.count {
          let block = buffer.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
          var hits = SIMDMask<SIMD16<Int8>>(repeating: false)
          for member in members { hits = hits .| (block .== member) }
          guard any(hits) else {
            offset += 16
            continue
          }
        }
        for index in offset..<min(offset + 16, buffer.count) where contains(buffer[index]) {
          places.append(Int32(truncatingIfNeeded: index))
        }
        offset += 16
      }
    }
    return places
  }

  func contains(_ byte: UInt8) -> Bool {
    let word = byte & 0x40 == 0 ? low : high
    return byte < 0x80 && (word &>> UInt64(byte & 63)) & 1 != 0
  }
}
