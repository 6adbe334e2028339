import Diagnostics

extension Document {
  /// Gives each heading an identifier that no other has: its explicit one, else one made of its words, with `-1`, `-2` …
  /// where that is taken. `explicit` has an entry for each heading.
  mutating func assignIdentifiers(explicit: [String?], diagnostics: inout [Diagnostic]) {
    guard !headings.isEmpty else { return }
    // By identifier that is taken: the highest number that was put behind it.
    var taken: [String: Int] = [:]
    taken.reserveCapacity(headings.count)
    // Explicit ones first, so that an earlier heading of the same words does not take them.
    for (index, identifier) in explicit.enumerated() {
      guard let identifier else { continue }
      headings[index].isExplicit = true
      headings[index].identifier = identifier
      guard taken.updateValue(0, forKey: identifier) != nil else { continue }
      diagnostics.append(
        .error(
          "heading identifier \"\(identifier)\" is used twice", at: place(of: headings[index].node),
          hint: "write another {#identifier}"))
    }
    for index in headings.indices where !headings[index].isExplicit {
      let slug = Slug.make(of: headings[index].title)
      headings[index].identifier = slug
      guard var count = taken.updateValue(0, forKey: slug) else { continue }
      repeat {
        count += 1
        headings[index].identifier = "\(slug)-\(count)"
      } while taken.updateValue(0, forKey: headings[index].identifier) != nil
      taken[slug] = count
    }
  }
}

/// Identifiers made of words, as GitHub makes them.
public enum Slug {
  /// `title` in lower case, spaces as hyphens, without what is neither letter, digit, hyphen nor underscore;
  /// `section` where nothing is left.
  public static func make(of title: String) -> String {
    var title = title
    let ascii = title.withUTF8 { bytes in
      bytes.allSatisfy { $0 < 0x80 }
        ? String(unsafeUninitializedCapacity: bytes.count) { make(of: bytes, into: $0) } : nil
    }
    if let ascii { return ascii.isEmpty ? "section" : ascii }
    var result: [UInt8] = []
    result.reserveCapacity(title.utf8.count)
    for scalar in title.unicodeScalars {
      switch scalar {
      case " ", "-": result.append(ASCII.hyphen)
      case "a"..."z", "0"..."9", "_": result.append(UInt8(truncatingIfNeeded: scalar.value))
      case "A"..."Z": result.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
      case "\0"..."\u{7F}": break
      default:
        guard isWord(scalar.properties.generalCategory) else { continue }
        result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    return result.isEmpty ? "section" : String(decoding: result, as: UTF8.self)
  }

  /// The same for a title in ASCII; `section` is left to the caller.
  ///
  /// - Returns: how many bytes of `slug`, which has room for all of `title`, it took.
  private static func make(of title: UnsafeBufferPointer<UInt8>, into slug: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in title {
      switch byte {
      case UInt8(ascii: " "): slug[count] = ASCII.hyphen
      case ASCII.hyphen, UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        slug[count] = byte
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug[count] = byte | 0x20
      default: continue
      }
      count += 1
    }
    return count
  }

  private static func isWord(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}
