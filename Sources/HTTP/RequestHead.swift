/// The part of a request before its body.
struct RequestHead {
  var method: HTTPMethod
  var target: String
  var fields: HTTPFields
  var framing: Framing
  /// Whether the connection may stay open after the answer (RFC 9112, 9.3).
  var keepsAlive: Bool
  /// Whether the client speaks HTTP/1.0, and is to be told that the connection stays open.
  var isVersion10: Bool
  /// Whether the client waits to be told that its body is welcome.
  var wantsContinue: Bool

  /// How long the body is. Source: RFC 9112, 6.3.
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  /// Reads `bytes`, which end with an empty line.
  init(_ bytes: [UInt8], limits: HTTPLimits) throws(RequestFlaw) {
    var lines = HeadLines(bytes)
    guard let line = lines.next() else { throw .malformed("it has no lines") }
    let parts = bytes[line].split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenByte), !parts[1].isEmpty,
      parts[1].allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let target = String(validating: parts[1], as: UTF8.self)
    else { throw .malformed("its first line is not METHOD TARGET HTTP/1.1") }
    if parts[2].elementsEqual("HTTP/1.1".utf8) {
      isVersion10 = false
    } else if parts[2].elementsEqual("HTTP/1.0".utf8) {
      isVersion10 = true
    } else if parts[2].starts(with: "HTTP/".utf8) {
      throw .unknownVersion
    } else {
      throw .malformed("its first line is not METHOD TARGET HTTP/1.1")
    }
    method = HTTPMethod(parts[0])
    self.target = target
    fields = try Self.fields(lines, in: bytes, limits: limits)
    framing = try Self.framing(of: fields, isVersion10: isVersion10)
    let hosts = fields.count(of: "host")
    guard hosts == 1 || (hosts == 0 && isVersion10) else { throw .malformed("it must have one header field Host") }
    let options = fields["connection"]?.lowercased() ?? ""
    keepsAlive = isVersion10 ? options.contains("keep-alive") : !options.contains("close")
    wantsContinue = !isVersion10 && fields["expect"]?.lowercased() == "100-continue"
  }

  private static func fields(_ lines: HeadLines, in bytes: [UInt8], limits: HTTPLimits) throws(RequestFlaw)
    -> HTTPFields
  {
    var places: [(name: Range<Int>, value: Range<Int>)] = []
    var lines = lines
    while let line = lines.next() {
      guard places.count < limits.fields else { throw .headTooLarge }
      guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound,
        bytes[line.lowerBound..<colon].allSatisfy(\.isTokenByte)
      else { throw .malformed("a header field is not NAME: VALUE") }
      var value = (colon + 1)..<line.upperBound
      while let first = value.first, bytes[first].isSpaceOrTab { value = (first + 1)..<value.upperBound }
      while let last = value.last, bytes[last].isSpaceOrTab { value = value.lowerBound..<last }
      guard bytes[value].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .malformed("a header field holds a control character")
      }
      places.append((line.lowerBound..<colon, value))
    }
    return HTTPFields(bytes: bytes, places: places)
  }

  private static func framing(of fields: HTTPFields, isVersion10: Bool) throws(RequestFlaw) -> Framing {
    let length = fields["content-length"]
    if let coding = fields["transfer-encoding"] {
      guard length == nil, !isVersion10 else { throw .malformed("the length of its body is said in two ways") }
      guard coding.lowercased() == "chunked" else { throw .unknownCoding }
      return .chunked
    }
    guard let length else { return .none }
    guard fields.count(of: "content-length") == 1, !length.isEmpty, length.utf8.allSatisfy(\.isDigit) else {
      throw .malformed("the length of its body is no number")
    }
    // More digits than an Int has are more bytes than any limit allows.
    return .length(Int(length) ?? .max)
  }
}

/// The lines of a head, without their ends and without the empty one at the end.
private struct HeadLines: IteratorProtocol {
  private let bytes: [UInt8]
  private var start = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Range<Int>? {
    var end = start
    while end + 1 < bytes.count, bytes[end] != 0x0D || bytes[end + 1] != 0x0A { end += 1 }
    guard end > start, end + 1 < bytes.count else { return nil }
    defer { start = end + 2 }
    return start..<end
  }
}

extension UInt8 {
  var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Whether a name may hold it (RFC 9110, 5.6.2).
  var isTokenByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
    default: false
    }
  }
}
