/// Writes numbers and texts one after the other, for a `CacheReader`.
struct CacheWriter {
  private(set) var bytes: [UInt8] = []

  /// With room for `capacity` bytes, which may prove too few.
  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Eight bytes, the lowest first.
  mutating func add(_ number: Int) {
    withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// One byte.
  mutating func add(_ flag: Bool) {
    bytes.append(flag ? 1 : 0)
  }

  /// The bytes alone.
  mutating func add(plain part: [UInt8]) {
    bytes += part
  }

  /// How many bytes, in four, and the bytes.
  mutating func add(_ part: some Collection<UInt8>) {
    addCount(part.count)
    bytes.append(contentsOf: part)
  }

  /// The values as they stand in memory: for types without padding. Machines that differ in that share no cache, since
  /// it knows which guidegen wrote it.
  mutating func add<Value: BitwiseCopyable>(plainData values: [Value]) {
    addCount(values.count * MemoryLayout<Value>.stride)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// As `add(text.utf8)`.
  mutating func add(_ text: String) {
    add(text.utf8)
  }

  /// How many parts, and each as `addPart` writes it.
  mutating func add<Parts: Collection>(each parts: Parts, _ addPart: (inout CacheWriter, Parts.Element) -> Void) {
    addCount(parts.count)
    for part in parts { addPart(&self, part) }
  }

  /// Whether there is a value, and the value as `addValue` writes it.
  mutating func add<Value>(optional value: Value?, _ addValue: (inout CacheWriter, Value) -> Void) {
    add(value != nil)
    if let value { addValue(&self, value) }
  }

  private mutating func addCount(_ count: Int) {
    withUnsafeBytes(of: UInt32(clamping: count).littleEndian) { bytes.append(contentsOf: $0) }
  }
}
