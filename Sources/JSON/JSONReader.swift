/// Reads JSON as RFC 8259 has it, and nothing else.
///
/// It is stricter than most: a name that an object has twice is an error, as are bytes that are no UTF-8 and halves of
/// surrogate pairs. Two programs that read such a text may see two different things in it.
package struct JSONReader {
  /// How deep arrays and objects nest at most.
  package static let usualDepth = 32

  private let bytes: ArraySlice<UInt8>
  private let maximumDepth: Int
  private var position: Int

  /// The one value that `bytes` hold.
  ///
  /// - Throws: `JSONError`, its offset counted from the first of `bytes`.
  package static func read(
    _ bytes: ArraySlice<UInt8>, maximumDepth: Int = Self.usualDepth
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes, maximumDepth: maximumDepth, position: bytes.startIndex)
    reader.skipSpace()
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.next == nil else { throw reader.error("more than one value") }
    return value
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }
  private var offset: Int { position - bytes.startIndex }

  private func error(_ message: String) -> JSONError { JSONError(offset: offset, description: message) }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Steps over `byte` if it stands here.
  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    let start = offset
    return JSONValue(kind: try kind(depth: depth), offset: start)
  }

  private mutating func kind(depth: Int) throws(JSONError) -> JSONValue.Kind {
    switch next {
    case UInt8(ascii: "{"): try object(depth: depth)
    case UInt8(ascii: "["): try array(depth: depth)
    case UInt8(ascii: "\""): .string(try string())
    case UInt8(ascii: "t"): try word("true", .bool(true))
    case UInt8(ascii: "f"): try word("false", .bool(false))
    case UInt8(ascii: "n"): try word("null", .null)
    case nil: throw error("the text ends where a value should stand")
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try number()
    default: throw error("no value")
    }
  }

  private mutating func word(_ word: StaticString, _ kind: JSONValue.Kind) throws(JSONError) -> JSONValue.Kind {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: letters) else { throw error("no value") }
    position += letters.count
    return kind
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue.Kind {
    try open(depth)
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw error("neither a comma nor the end of a list") }
      skipSpace()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue.Kind {
    try open(depth)
    var members: [JSONValue.Member] = []
    var names: Set<[UInt8]> = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      guard next == UInt8(ascii: "\"") else { throw error("an object's name without quotes") }
      let start = self
      let name = try string()
      // By bytes: two texts that look alike to `String` are two names.
      guard names.insert(Array(name.utf8)).inserted else { throw start.error("a name that stands there twice") }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("a name without a colon") }
      skipSpace()
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw error("neither a comma nor the end of an object") }
      skipSpace()
    }
  }

  /// Steps over a bracket.
  private mutating func open(_ depth: Int) throws(JSONError) {
    guard depth < maximumDepth else { throw error("lists and objects deeper than \(maximumDepth) levels") }
    position += 1
    skipSpace()
  }

  private mutating func number() throws(JSONError) -> JSONValue.Kind {
    let start = self
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start.position..<position], as: UTF8.self)
    if isInteger, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw start.error("a number that is too large") }
    return .number(number)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw error("a number without digits") }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = self
    position += 1
    var text: [UInt8] = []
    var run = position
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += bytes[run..<position]
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw start.error("a string that is no UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        text += bytes[run..<position]
        try escape(into: &text)
        run = position
      case 0..<0x20: throw error("a control character in a string")
      default: position += 1
      }
    }
    throw start.error("a string without an end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    let start = self
    position += 1
    let escape = next
    position += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape ?? 0)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard let scalar = scalar() else { throw start.error("an escape that stands for no character") }
      text += Array(String(Character(scalar)).utf8)
    default: throw start.error("an unknown escape")
    }
  }

  /// The character behind `\u`; nil where there is none.
  private mutating func scalar() -> Unicode.Scalar? {
    guard let unit = unit() else { return nil }
    guard 0xD800..<0xDC00 ~= unit else { return Unicode.Scalar(unit) }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = self.unit(), 0xDC00..<0xE000 ~= low else {
      return nil
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func unit() -> UInt32? {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
