/// Reads what a `CacheWriter` wrote.
///
/// What is not there reads as 0, false or empty, and `isWhole` says so at the end.
struct CacheReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// Whether everything that was asked for was there.
  private(set) var isWhole = true

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Whether nothing is left to read.
  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func number() -> Int {
    Int(Int64(bitPattern: integer(UInt64.self)))
  }

  mutating func flag() -> Bool {
    integer(UInt8.self) != 0
  }

  mutating func part() -> ArraySlice<UInt8> {
    take(Int(integer(UInt32.self)))
  }

  mutating func text() -> String {
    String(decoding: part(), as: UTF8.self)
  }

  mutating func parts<Part>(_ read: (inout CacheReader) -> Part) -> [Part] {
    let count = Int(integer(UInt32.self))
    var parts: [Part] = []
    // A part takes a byte at least: a count that is nonsense must not ask for gigabytes.
    parts.reserveCapacity(min(count, bytes.endIndex - position))
    while parts.count < count, isWhole { parts.append(read(&self)) }
    return parts
  }

  /// As many values as a writer's `add(plainData:)` wrote.
  mutating func plainData<Value: BitwiseCopyable>(_: Value.Type) -> [Value] {
    let bytes = part()
    let count = bytes.count / MemoryLayout<Value>.stride
    // An array made for nothing is the one that all threads share, and its count would be written.
    guard count > 0 else { return [] }
    return [Value](unsafeUninitializedCapacity: count) { values, initializedCount in
      bytes.prefix(count * MemoryLayout<Value>.stride).withUnsafeBytes {
        UnsafeMutableRawBufferPointer(values).copyMemory(from: $0)
      }
      initializedCount = count
    }
  }

  mutating func optional<Value>(_ read: (inout CacheReader) -> Value) -> Value? {
    flag() ? read(&self) : nil
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    guard count <= bytes.endIndex - position else {
      (position, isWhole) = (bytes.endIndex, false)
      return []
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer {
    let size = MemoryLayout<Integer>.size
    guard size <= bytes.endIndex - position else {
      (position, isWhole) = (bytes.endIndex, false)
      return 0
    }
    defer { position += size }
    let offset = position - bytes.startIndex
    return bytes.withUnsafeBytes { Integer(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Integer.self)) }
  }
}
