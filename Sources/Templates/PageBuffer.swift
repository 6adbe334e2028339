/// The bytes of a page that is being rendered.
///
/// Memory of its own instead of an array: appending to an array asks each time whether it is shared, which was a third
/// of the whole work on a page of many short texts.
struct PageBuffer: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 16 * 1024
  private var count = 0

  init() {
    memory = .allocate(capacity: capacity)
  }

  deinit {
    memory.deallocate()
  }

  /// What was appended so far, while `body` runs.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    body(UnsafeBufferPointer(start: memory, count: count))
  }

  /// Appends `bytes`.
  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    append(start, bytes.count)
  }

  /// Appends `text` with `&`, `<`, `>` and both quotes as character references, so that it is safe in an element's
  /// content and in a quoted attribute. Runs without them are found eight bytes at a time and appended at once.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    let start = UnsafeRawPointer(base)
    var runStart = 0
    var index = 0
    while index < text.count {
      if index + 8 <= text.count, !hasSpecial(start.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        index += 8
        continue
      }
      let end = min(index + 8, text.count)
      while index < end {
        if let reference = reference(for: text[index]) {
          append(base + runStart, index - runStart)
          append(reference.utf8Start, reference.utf8CodeUnitCount)
          runStart = index + 1
        }
        index += 1
      }
    }
    append(base + runStart, text.count - runStart)
  }

  /// Appends `text` with `indent` before each of its lines; before the first only where it `startsLine`.
  mutating func appendLines(
    _ text: UnsafeBufferPointer<UInt8>, indent: UnsafeBufferPointer<UInt8>, startsLine: Bool
  ) {
    if startsLine { append(indent) }
    var start = 0
    for index in text.indices.dropLast() where text[index] == UInt8(ascii: "\n") {
      append(UnsafeBufferPointer(rebasing: text[start...index]))
      append(indent)
      start = index + 1
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  @inline(__always)
  private mutating func append(_ start: UnsafePointer<UInt8>, _ more: Int) {
    if more > capacity - count { grow(by: more) }
    (memory + count).update(from: start, count: more)
    count += more
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: memory, count: count)
    memory.deallocate()
    memory = larger
  }
}

/// Whether one of eight bytes is to be escaped. `&` and `'` differ in the lowest bit alone, `<` and `>` in the next.
@inline(__always)
private func hasSpecial(_ bytes: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  // A byte that is zero borrows from its highest bit. A borrow may go on to the next byte, which only costs a look.
  let quote = bytes ^ (ones * 0x22)
  let ampersand = (bytes | ones) ^ (ones * 0x27)
  let angle = (bytes | (ones * 2)) ^ (ones * 0x3E)
  let zeros = ((quote &- ones) & ~quote) | ((ampersand &- ones) & ~ampersand) | ((angle &- ones) & ~angle)
  return zeros & (ones * 0x80) != 0
}

@inline(__always)
private func reference(for byte: UInt8) -> StaticString? {
  switch byte {
  case UInt8(ascii: "&"): "&amp;"
  case UInt8(ascii: "<"): "&lt;"
  case UInt8(ascii: ">"): "&gt;"
  case UInt8(ascii: "\""): "&quot;"
  case UInt8(ascii: "'"): "&#39;"
  default: nil
  }
}
