/// What a client asks for.
package struct HTTPRequest: Sendable {
  package var method: HTTPMethod
  /// As it was sent: `/faq/mfa.html?browser=edge`.
  package var target: String
  package var fields: HTTPFields
  package var body: [UInt8]
  /// Who is at the other end of the connection; where a proxy is in between, the proxy.
  package var peer: IPAddress

  package init(
    method: HTTPMethod, target: String, fields: HTTPFields = HTTPFields(), body: [UInt8] = [],
    peer: IPAddress = .loopback
  ) {
    (self.method, self.target, self.fields, self.body, self.peer) = (method, target, fields, body, peer)
  }

  /// The `Host` header; nil where there was none.
  package var host: String? { fields["host"] }
}

/// What is to be done. Source: RFC 9110, 9.
package enum HTTPMethod: Sendable, Equatable {
  case get
  case head
  case post
  case put
  case patch
  case delete
  case options
  case other

  init(_ name: some Sequence<UInt8>) {
    let known: [(StaticString, HTTPMethod)] = [
      ("GET", .get), ("POST", .post), ("HEAD", .head), ("OPTIONS", .options), ("PUT", .put), ("PATCH", .patch),
      ("DELETE", .delete),
    ]
    self = known.first { word, _ in word.withUTF8Buffer { name.elementsEqual($0) } }?.1 ?? .other
  }
}

/// The header fields of a request, in the order in which they came.
package struct HTTPFields: Sendable {
  /// The request's head, in which the others stand.
  private let bytes: [UInt8]
  private let places: [(name: Range<Int>, value: Range<Int>)]

  init(bytes: [UInt8] = [], places: [(name: Range<Int>, value: Range<Int>)] = []) {
    (self.bytes, self.places) = (bytes, places)
  }

  /// The value of the field `name`, which is written in lower case; nil where there is none. Those of several lines are
  /// joined by commas (RFC 9110, 5.2).
  package subscript(name: StaticString) -> String? {
    var joined: String?
    for place in places where matches(place.name, name) {
      let value = String(decoding: bytes[place.value], as: UTF8.self)
      joined = joined.map { $0 + ", " + value } ?? value
    }
    return joined
  }

  /// How many lines have the field `name`, which is written in lower case.
  func count(of name: StaticString) -> Int {
    places.count { matches($0.name, name) }
  }

  private func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { name in
      range.count == name.count && zip(bytes[range], name).allSatisfy { $0 | ($0.isUpperCase ? 0x20 : 0) == $1 }
    }
  }
}

extension UInt8 {
  fileprivate var isUpperCase: Bool { (0x41...0x5A).contains(self) }
}
