/// A set of bytes.
struct ByteSet: Sendable {
  private var words: SIMD4<UInt64> = .zero

  /// The bytes of `text`.
  init(_ text: StaticString = "") {
    for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) { insert(byte) }
  }

  var isEmpty: Bool { words == .zero }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }

  /// Whether one of `bytes` is in the set.
  func meets(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.contains { contains($0) }
  }
}
