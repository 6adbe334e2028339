import Diagnostics

/// One row of a list on its way to a user.
struct UserRow {
  let values: [UserField: UserList.Value]
  let place: Place
  let vocabulary: UserList.Vocabulary
  /// Whether messages may say what a cell holds: not where it may be a secret in the wrong column.
  let quotesCells: Bool
  private(set) var diagnostics: [Diagnostic] = []

  /// Lines of an address that fit into the window of an envelope below the name.
  private static let mostAddressLines = 8
  /// Longer than any name that a directory holds; Entra ends at 256 for display names and 113 for principal names.
  private static let mostCharacters = 256

  init(
    values: [UserField: UserList.Value], place: Place, vocabulary: UserList.Vocabulary, quotesCells: Bool = true
  ) {
    (self.values, self.place, self.vocabulary, self.quotesCells) = (values, place, vocabulary, quotesCells)
  }

  /// The user; only to be used where no diagnostics were added.
  mutating func user() -> User {
    for field in UserField.allCases { checkText(field) }
    let principalName = principalName()
    let id = text(.id)
    var user = User(id: id.isEmpty ? principalName.lowercased() : id, principalName: principalName)
    user.displayName = text(.displayName)
    user.email = email()
    user.address = address()
    user.language = language()
    user.browser = key(.browser, among: vocabulary.browsers)
    user.platform = key(.platform, among: vocabulary.platforms)
    return user
  }

  private func text(_ field: UserField) -> String { values[field]?.text ?? "" }

  /// `text` in quotes where it may be said.
  private func quoted(_ text: String) -> String { quotesCells ? #""\#(text)""# : "this" }

  private mutating func report(_ message: String, _ field: UserField, hint: String) {
    diagnostics.append(.error(message, at: values[field]?.place ?? place, hint: hint))
  }

  private mutating func checkText(_ field: UserField) {
    let text = text(field)
    let mayHaveLines = field == .address || field == .street
    if let scalar = text.unicodeScalars.first(where: {
      Self.isUnprintable($0) && !(mayHaveLines && ($0 == "\n" || $0 == "\r"))
    }) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      report(
        "\(field.name) holds the invisible character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)",
        field, hint: "remove it: it may hide what the text is")
    }
    if text.unicodeScalars.count > Self.mostCharacters {
      report(
        "\(field.name) has \(text.unicodeScalars.count) characters", field,
        hint: "\(Self.mostCharacters) are the most; look for a quote that was not closed")
    }
  }

  /// Control characters, and those that turn the direction of what follows. Source: Unicode, chapter 23.
  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
    // Zero-width joiners and non-joiners belong to names in Persian and in languages of India.
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}" && scalar != "\u{AD}"
    default: false
    }
  }

  private mutating func principalName() -> String {
    let name = text(.principalName)
    guard !name.isEmpty else {
      report(
        "this row does not say what the person signs in with", .principalName, hint: "fill in the user principal name")
      return ""
    }
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    if name.contains(where: { $0.isWhitespace || $0 == ":" }) || parts.count != 2 || parts.contains(where: \.isEmpty) {
      report("\(quoted(name)) is not a user principal name", .principalName, hint: "write one such as jo@example.com")
    }
    return name
  }

  private mutating func email() -> String {
    let address = text(.email)
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard address.isEmpty || (!address.contains(where: \.isWhitespace) && parts.count == 2 && !parts.contains(""))
    else {
      report("\(quoted(address)) is not a mail address", .email, hint: "write one such as jo@example.com, or nothing")
      return ""
    }
    return address
  }

  private mutating func address() -> [String] {
    var lines = text(.address).split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix(while: \.isWhitespace) }.filter { !$0.isEmpty }.map(String.init)
    if lines.isEmpty {
      lines =
        PostalAddress(
          street: text(.street), postalCode: text(.postalCode), city: text(.city), state: text(.state),
          country: text(.country)
        ).lines
    }
    if lines.count > Self.mostAddressLines {
      report(
        "the address has \(lines.count) lines", text(.address).isEmpty ? .street : .address,
        hint: "\(Self.mostAddressLines) are the most that fit below the name in an envelope's window")
    }
    return lines
  }

  private mutating func language() -> String {
    let tag = text(.language)
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { Character(Unicode.Scalar($0)).isASCIILetterOrDigit }
    }
    guard tag.isEmpty || (isTag && (2...3).contains(parts[0].count)) else {
      report("\(quoted(tag)) is not a language tag", .language, hint: "write one such as en, de or pt-BR, or nothing")
      return ""
    }
    return tag
  }

  private mutating func key(_ field: UserField, among names: [String: String]) -> String {
    let name = text(field)
    guard !name.isEmpty else { return "" }
    if let key = names[name.lowercased()] { return key }
    let keys = Set(names.values).sorted()
    let near = nearestName(to: name, among: names.keys.sorted()).map { #"did you mean "\#($0)"?"# }
    report(
      quotesCells ? #"unknown \#(field.name) "\#(name)""# : "unknown \(field.name)", field,
      hint: near ?? "write one of \(keys.joined(separator: ", "))")
    return ""
  }
}

extension Character {
  fileprivate var isASCIILetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
