import Crypto

/// The bits of a hash as if they were chance: the same for the same words.
struct HashedBits: RandomNumberGenerator {
  private var bytes: [UInt8]

  init(_ words: [String]) {
    var text: [UInt8] = []
    for word in words { text += "\(word.utf8.count):\(word)".utf8 }
    bytes = Array(SHA256.hash(data: text))
  }

  mutating func next() -> UInt64 {
    // Two numbers are drawn for an identifier; there are four.
    defer { bytes.removeFirst(min(8, bytes.count)) }
    return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
