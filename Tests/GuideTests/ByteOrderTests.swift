import Testing

@testable import Guide

@Suite struct ByteOrderTests {
  @Test func `paths come in the order of their bytes`() {
    let paths = ["", "a", "a-b", "a.md", "a/b", "a/b.md", "ab", "b", "e\u{301}", "z", "\u{E9}", "東", "🙂"]
    for left in paths {
      for right in paths {
        #expect(left.precedesByBytes(right) == left.utf8.lexicographicallyPrecedes(right.utf8), "\(left) \(right)")
      }
    }
  }
}
