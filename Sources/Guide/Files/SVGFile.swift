/// An SVG file as browsers read one in the place of a picture: they show nothing of it unless it is well-formed (XML 1.0, 2.1;
/// Namespaces in XML 1.0, 7) and says in which namespace it is (SVG 2, 5.1).
struct SVGFile {
  /// Of the outermost element, by name.
  private(set) var attributes: [String: String] = [:]

  /// What keeps it from being shown.
  struct Mistake: Error, Equatable {
    var reason: String
    /// Index in the file.
    var at: Int
  }

  /// The size and the flaw of the picture in `file`.
  static func look(at file: [UInt8]) -> (size: ImageSize?, flaw: PictureFlaw?) {
    do throws(Mistake) {
      let (width, height) = try SVGFile(file).size ?? (.nan, .nan)
      guard !width.isNaN, !height.isNaN else { return (nil, .unsized) }
      // What is thinner than a pixel still takes one.
      let sides = [width, height].map { $0 > 0 ? max(1, Int(min($0, 1e9).rounded())) : 0 }
      guard let size = ImageSize(checked: sides[0], sides[1]) else { return (nil, .absurd(sides[0], sides[1])) }
      return (size, nil)
    } catch {
      let line = 1 + file[..<error.at].count { $0 == UInt8(ascii: "\n") }
      return (nil, .malformed(error.reason, line: line))
    }
  }

  /// `file` in UTF-8, if it begins as one in UTF-16 does.
  static func inUTF8(_ file: [UInt8]) -> [UInt8] {
    guard file.starts(with: [0xFE, 0xFF]) || file.starts(with: [0xFF, 0xFE]) else { return file }
    let high = file[0] == 0xFE ? 0 : 1
    let units = stride(from: 2, to: file.count - 1, by: 2).map {
      UInt16(file[$0 + high]) << 8 | UInt16(file[$0 + 1 - high])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Reads `file` to its end.
  init(_ file: [UInt8]) throws(Mistake) {
    var scanner = XMLScanner(file)
    try scanner.run()
    attributes = scanner.rootAttributes
  }

  /// In CSS pixels; nil where it says none.
  ///
  /// SVG 2, 8.2: `width` and `height`, else the last two numbers of `viewBox`; where it has one side alone, the view box has
  /// the shape.
  private var size: (width: Double, height: Double)? {
    let numbers = (attributes["viewBox"] ?? "").split { " ,\n\r\t".contains($0) }.compactMap { Double($0) }
      .filter(\.isFinite)
    let box = numbers.count == 4 && numbers[2] > 0 && numbers[3] > 0 ? (width: numbers[2], height: numbers[3]) : nil
    switch (length("width"), length("height"), box) {
    case (let width?, let height?, _): return (width, height)
    case (let width?, nil, let box?): return (width, width * box.height / box.width)
    case (nil, let height?, let box?): return (height * box.width / box.height, height)
    case (_, _, let box): return box
    }
  }

  /// A length in CSS pixels; nil for one that depends on what is around the picture. Source: CSS Values 4, 6.2.
  private func length(_ name: String) -> Double? {
    guard let text = attributes[name] else { return nil }
    let words = text.lowercased().split { " \n\r\t".contains($0) }
    guard words.count == 1, let word = words.first else { return nil }
    for (unit, pixels) in Self.units where word.hasSuffix(unit) {
      return Double(word.dropLast(unit.count)).flatMap { $0.isFinite ? $0 * pixels : nil }
    }
    return Double(word).flatMap { $0.isFinite ? $0 : nil }
  }

  private static let units: [(String, Double)] = [
    ("px", 1), ("in", 96), ("cm", 96 / 2.54), ("mm", 96 / 25.4), ("pt", 96.0 / 72), ("pc", 16),
  ]
}
