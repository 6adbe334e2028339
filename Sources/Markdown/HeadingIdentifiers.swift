import Diagnostics

extension Document {
  /// Gives each heading an identifier that no other has: its explicit one, else one made of its words, with `-1`, `-2` …
  /// where that is taken. `explicit` has an entry for each heading.
  mutating func assignIdentifiers(explicit: [String?], diagnostics: inout [Diagnostic]) {
    guard !headings.isEmpty else { return }
    var used: Set<String> = []
    // Explicit ones first, so that an earlier heading of the same words does not take them.
    for (index, identifier) in explicit.enumerated() {
      guard let identifier else { continue }
      headings[index].isExplicit = true
      headings[index].identifier = identifier
      guard !used.insert(identifier).inserted else { continue }
      diagnostics.append(
        .error(
          "heading identifier \"\(identifier)\" is used twice", at: place(of: headings[index].node),
          hint: "write another {#identifier}"))
    }
    var counts: [String: Int] = [:]
    for index in headings.indices where !headings[index].isExplicit {
      let slug = Slug.make(of: headings[index].title)
      var identifier = slug
      var count = counts[slug, default: 0]
      while !used.insert(identifier).inserted {
        count += 1
        identifier = "\(slug)-\(count)"
      }
      counts[slug] = count
      headings[index].identifier = identifier
    }
  }
}

/// Identifiers made of words, as GitHub makes them.
public enum Slug {
  /// `title` in lower case, spaces as hyphens, without what is neither letter, digit, hyphen nor underscore;
  /// `section` where nothing is left.
  public static func make(of title: String) -> String {
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

  private static func isWord(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}
