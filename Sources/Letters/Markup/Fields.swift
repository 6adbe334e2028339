/// The values that take the places of the marks in a text: `U+FDD0`, the field's name, `U+FDD1`.
struct Fields: Sendable {
  private let values: [String: String]?

  /// The values by name; a name that is not among them stands for nothing.
  init(_ values: [String: String]) { self.values = values }

  private init() { values = nil }

  /// Each field stands for its own name: for finding out what a text is made of.
  static let names = Fields()

  private static func isStart(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0xFDD0 }
  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0xFDD1 }

  /// Whether `text` has a mark.
  static func areIn(_ text: String) -> Bool { text.unicodeScalars.contains(where: isStart) }

  /// Whether `text` has a mark of a field that is not among `names`.
  static func areIn(_ text: String, besides names: Set<String>) -> Bool {
    text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isStart).dropFirst().contains { part in
      !names.contains(String(part.prefix { !isEnd($0) }))
    }
  }

  /// These and `more`.
  func adding(_ more: [String: String]) -> Fields {
    Fields((values ?? [:]).merging(more) { $1 })
  }

  /// `text`, the values in it; where they are `isolated`, each runs as its own first letter does, whatever is around it.
  func filled(_ text: String, isolated: Bool = false) -> String {
    guard Self.areIn(text) else { return text }
    var result = ""
    for (index, part) in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: Self.isStart)
      .enumerated()
    {
      guard index > 0, let end = part.firstIndex(where: Self.isEnd) else {
        result.unicodeScalars.append(contentsOf: part)
        continue
      }
      let name = String(part[..<end])
      let value = values.map { $0[name] ?? "" } ?? name
      result += isolated && !value.isEmpty ? "\u{2068}\(value)\u{2069}" : value
      result.unicodeScalars.append(contentsOf: part[part.index(after: end)...])
    }
    return result
  }
}
