#if Letters
import ArgumentParser

/// A fixed part of all letters: `3/16` is the third of sixteen, which together are all.
struct LetterShard: ExpressibleByArgument, Sendable {
  /// From 1.
  let number: Int
  let count: Int

  /// All letters.
  static let whole = LetterShard(number: 1, count: 1)

  init(number: Int, count: Int) { (self.number, self.count) = (number, count) }

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count <= 100_000, number > 0, number <= count
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Whether the letter with `serial` belongs to it; which part it is in does not depend on who else there is.
  func has(_ serial: String) -> Bool {
    // FNV-1a, whose low bits are mixed well enough for parts of like size.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in serial.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int((hash >> 20) % UInt64(count)) == number - 1
  }

  /// `-3-of-16` for names of files; empty for all letters.
  var suffix: String { count == 1 ? "" : "-\(number)-of-\(count)" }
}
#endif
