import Testing

@testable import Guide

@Suite struct IndexDigitsTests {
  @Test func `every number is one character, and is read again`() {
    let numbers = Array(0..<70_000) + [100_000, 599_964]
    var text: [UInt8] = []
    for number in numbers { IndexDigits.append(number, to: &text) }
    var scalars: [Unicode.Scalar] = []
    // A backslash stands twice.
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar != "\\" || scalars.last != "\\" {
      scalars.append(scalar)
    }
    let isEachRight = zip(scalars, numbers).allSatisfy { Int($0.value) % 600_000 - 35 == $1 }
    #expect(isEachRight && scalars.count == numbers.count)
    #expect(!text.contains { $0 <= UInt8(ascii: "\"") })
    let read = text.withUnsafeBufferPointer { text in
      var reader = IndexDigits.Reader(text)
      var numbers: [Int] = []
      while !reader.isAtEnd { numbers.append(reader.number()) }
      return numbers
    }
    let isRead = read == numbers
    #expect(isRead)
  }

  @Test func `what is cut short or no number reads as something`() {
    for bytes: [UInt8] in [[], [0xF0], [0x5C], [0xFF, 0x80, 0x80, 0x80, 0x80, 0x80], [0x20], [0xE2, 0x82]] {
      bytes.withUnsafeBufferPointer { bytes in
        var reader = IndexDigits.Reader(bytes)
        #expect(reader.number() >= 0 && reader.isAtEnd)
        #expect(reader.number() == 0)
      }
    }
  }

  @Test func `the page's script knows the letters without spaces that guidegen knows`() {
    let bounds = LetterFolding.unspaced.split { #"\u-"#.contains($0) }.compactMap { UInt32($0, radix: 16) }
    let ranges = stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]...bounds[$0 + 1] }
    #expect(ranges.count > 5)
    let different = (0x20..<0x10000).compactMap { Unicode.Scalar(UInt32($0)) }.filter { scalar in
      LetterFolding.isUnspaced(scalar) != ranges.contains { $0.contains(scalar.value) }
    }
    #expect(different == [])
  }
}
