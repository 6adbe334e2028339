/// A form in which a host sends a file to browsers that understand it (RFC 9110, 8.4.1), without compressing it each time.
enum ContentEncoding: CaseIterable, Sendable {
  case brotli
  case gzip

  /// What is added to a file's path for the compressed one beside it: what nginx and Caddy look for.
  var suffix: String {
    switch self {
    case .brotli: ".br"
    case .gzip: ".gz"
    }
  }

  /// The value of `Content-Encoding` (RFC 7932 and RFC 1952).
  var name: String {
    switch self {
    case .brotli: "br"
    case .gzip: "gzip"
    }
  }

  /// `bytes` in this form, the same each time; nil where they are no smaller in it.
  func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    switch self {
    case .brotli: Brotli.compressed(bytes)
    case .gzip: Gzip.compressed(bytes)
    }
  }
}
