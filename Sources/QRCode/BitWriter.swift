/// Writes fields of bits, most significant bit first, into memory that the caller owns.
///
/// The memory must hold all bits that are written and seven bytes more.
struct BitWriter {
  private var next: UnsafeMutablePointer<UInt8>
  /// The `pending` bits that are not in memory yet, in the low end.
  private var accumulator: UInt64 = 0
  private var pending = 0
  /// Bits written so far.
  private(set) var count = 0

  init(_ memory: UnsafeMutablePointer<UInt8>) { next = memory }

  /// Writes the low `bits` bits of `value`, whose other bits are 0; at most 32.
  @inline(__always) mutating func append(_ value: Int, _ bits: Int) {
    accumulator = accumulator &<< UInt64(bits) | UInt64(truncatingIfNeeded: value)
    pending &+= bits
    count &+= bits
    if pending >= 32 {
      pending &-= 32
      let word = UInt32(truncatingIfNeeded: accumulator &>> UInt64(pending))
      UnsafeMutableRawPointer(next).storeBytes(of: word.bigEndian, as: UInt32.self)
      next += 4
    }
  }

  /// Writes whole bytes.
  mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let base = bytes.base.baseAddress else { return }
    let source = UnsafeRawPointer(base + bytes.startIndex)
    var offset = 0
    while offset + 4 <= bytes.count {
      append(Int(UInt32(bigEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt32.self))), 32)
      offset += 4
    }
    while offset < bytes.count {
      append(Int(source.load(fromByteOffset: offset, as: UInt8.self)), 8)
      offset += 1
    }
  }

  /// Puts the last bits into memory, with zero bits up to the end of their byte.
  mutating func flush() {
    while pending > 0 {
      let byte = pending >= 8 ? accumulator >> UInt64(pending - 8) : accumulator << UInt64(8 - pending)
      next.pointee = UInt8(truncatingIfNeeded: byte)
      next += 1
      pending -= 8
    }
    pending = 0
  }
}
