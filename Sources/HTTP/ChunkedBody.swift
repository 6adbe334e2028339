/// A body that comes in pieces, each with its length in front. Source: RFC 9112, 7.1.
struct ChunkedBody {
  /// What has come of it.
  private(set) var body: [UInt8] = []
  private let limit: Int
  private var state = State.size
  /// How many bytes of lengths and trailers have come: they are not part of the body, but take room all the same.
  private var overhead = 0

  /// How long the line with a length may be, with what stands after it.
  private static let longestLine = 256
  /// How many bytes of lengths and trailers there may be.
  private static let mostOverhead = 65_536

  private enum State {
    case size
    case data(left: Int)
    /// The line end after a piece.
    case dataEnd
    /// Fields after the last piece, which nobody needs.
    case trailer
  }

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes from the front of `input` what belongs to the body; returns whether it is whole.
  mutating func take(from input: inout [UInt8]) throws(RequestFlaw) -> Bool {
    var position = 0
    defer { input.removeFirst(position) }
    while true {
      switch state {
      case .data(let left):
        let count = min(left, input.count - position)
        body += input[position..<(position + count)]
        position += count
        guard count == left else {
          state = .data(left: left - count)
          return false
        }
        state = .dataEnd
      case .size, .dataEnd, .trailer:
        guard let line = try Self.line(in: input, from: position) else { return false }
        position = line.upperBound + 2
        overhead += line.count + 2
        guard overhead <= Self.mostOverhead else { throw .bodyTooLarge(limit) }
        if try finish(input[line]) { return true }
      }
    }
  }

  /// Goes on after `line`; returns whether it was the last of the body.
  private mutating func finish(_ line: ArraySlice<UInt8>) throws(RequestFlaw) -> Bool {
    switch state {
    case .size:
      let size = try Self.size(line)
      guard size <= limit - body.count else { throw .bodyTooLarge(limit) }
      state = size == 0 ? .trailer : .data(left: size)
    case .dataEnd:
      guard line.isEmpty else { throw .malformed("a piece of its body is longer than it said") }
      state = .size
    case .trailer: return line.isEmpty
    case .data: break
    }
    return false
  }

  /// The next line from `start` on, without its end; nil where the end has not come.
  private static func line(in input: [UInt8], from start: Int) throws(RequestFlaw) -> Range<Int>? {
    var end = start
    while end + 1 < input.count {
      if input[end] == 0x0D, input[end + 1] == 0x0A { return start..<end }
      guard input[end] != 0x0A, end - start < longestLine else {
        throw .malformed("a piece of its body has no length")
      }
      end += 1
    }
    return nil
  }

  /// The hexadecimal number at the beginning of `line`; what may follow after a semicolon nobody needs.
  private static func size(_ line: ArraySlice<UInt8>) throws(RequestFlaw) -> Int {
    var digits = line.prefix { $0 != UInt8(ascii: ";") }
    while let last = digits.last, last.isSpaceOrTab { digits = digits.dropLast() }
    guard (1...8).contains(digits.count), digits.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0 | 0x20) }),
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .malformed("a piece of its body has no length") }
    return size
  }
}
