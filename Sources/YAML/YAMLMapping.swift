import Diagnostics

/// Reads a mapping's values by key and type, and collects everything that is wrong with it.
///
///     var front = YAMLMapping(node, called: "front matter")
///     let title = front.string("title")
///     let weight = front.integer("weight", in: 0...10_000) ?? 0
///     let diagnostics = front.finish()
///
/// A reader gives nil where the key is absent, null, or of another type; the last is an error. `finish` reports the
/// keys that nobody asked for, and names the nearest of those that somebody did.
public struct YAMLMapping: ~Copyable {
  /// Where the mapping starts.
  public let place: Place
  /// What was found so far.
  public private(set) var diagnostics: [Diagnostic] = []

  private let name: String
  private let entries: [YAMLEntry]
  private var known: [String] = []

  /// A reader of `node`, a mapping or a null; `name` is what messages call it: `front matter`.
  public init(_ node: YAMLNode, called name: String) {
    self.name = name
    place = node.place
    switch node.value {
    case .mapping(let entries): self.entries = entries
    case .null: entries = []
    case .scalar, .sequence:
      entries = []
      diagnostics.append(
        .error(
          "the \(name) must be a mapping, not \(node.kind)", at: node.place,
          hint: #"write a "key: value" on each line, with a space behind the colon"#))
    }
  }

  /// Everything that is wrong, unknown keys included.
  public consuming func finish() -> [Diagnostic] {
    for entry in entries where !known.contains(entry.key) {
      let near = nearestName(to: entry.key, among: known)
      let all = known.sorted().joined(separator: ", ")
      report(
        #"unknown key "\#(shown(entry.key))" in the \#(name)"#, at: entry.keyPlace,
        hint: near.map { #"did you mean "\#($0)"?"# } ?? "the keys are \(all)")
    }
    return diagnostics
  }

  /// Adds an error of the caller's own.
  public mutating func report(_ message: String, at place: Place, hint: String) {
    diagnostics.append(.error(message, at: place, hint: hint))
  }

  // MARK: Any value

  /// The value of `key`; nil where it is absent or null.
  public mutating func node(_ key: String) -> YAMLNode? {
    guard let node = entry(key)?.value else { return nil }
    if case .null = node.value { return nil }
    return node
  }

  /// Where the value of `key` stands; the mapping's own place where the key is absent.
  public func place(of key: String) -> Place {
    entries.first { $0.key == key }?.value.place ?? place
  }

  /// Reports that `key` is missing where it is absent, null, or empty text.
  public mutating func require(_ key: String) {
    if let node = node(key) {
      guard case .scalar("", _) = node.value else { return }
    }
    report(
      #"the \#(name) has no "\#(key)""#, at: entry(key)?.keyPlace ?? place, hint: #"add "\#(key): …""#)
  }

  /// The keys and values of a mapping whose keys are free, such as variables, in the order in which they were written.
  public mutating func entries(_ key: String) -> [YAMLEntry] {
    guard let node = node(key) else { return [] }
    guard case .mapping(let entries) = node.value else {
      wrongType(key, "a mapping", node, hint: #"write a "key: value" on each line below it, indented by two spaces"#)
      return []
    }
    return entries
  }

  // MARK: Scalars

  /// Text; whatever is written on one line is text.
  public mutating func string(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, _) = node.value else {
      wrongType(key, "text", node, hint: #"put a value that starts with "[", "{" or "- " in double quotes"#)
      return nil
    }
    return text
  }

  /// A whole number within `range`.
  public mutating func integer(_ key: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, isPlain: true) = node.value, let number = Int(text) else {
      wrongType(key, "a whole number", node, hint: "write digits alone, without quotes")
      return nil
    }
    guard range.contains(number) else {
      wrongType(
        key, "a whole number from \(range.lowerBound) to \(range.upperBound)", node, hint: "choose one within the range"
      )
      return nil
    }
    return number
  }

  /// `true` or `false`.
  public mutating func boolean(_ key: String) -> Bool? {
    guard let node = node(key) else { return nil }
    if case .scalar(let text, isPlain: true) = node.value {
      switch text {
      case "true", "True", "TRUE": return true
      case "false", "False", "FALSE": return false
      default: break
      }
    }
    wrongType(key, "true or false", node, hint: "write true or false, without quotes")
    return nil
  }

  /// A date such as `2026-11-01`.
  public mutating func date(_ key: String) -> CalendarDate? {
    guard let node = node(key) else { return nil }
    if case .scalar(let text, _) = node.value, let date = CalendarDate(text) { return date }
    wrongType(key, "a date", node, hint: "write the year, the month and the day of a real date: 2026-11-01")
    return nil
  }

  /// A span of time in days, 1 to 36,500: `180 days`, `2 weeks`, `6 months` (182), `1 year` (365).
  public mutating func days(_ key: String) -> Int? {
    guard let node = node(key) else { return nil }
    if case .scalar(let text, _) = node.value, let count = dayCount(text) { return count }
    wrongType(key, "a span of time", node, hint: "write it as 180 days, 6 months or 1 year")
    return nil
  }

  /// One of `choices`, as it is written.
  public mutating func choice(_ key: String, among choices: [String]) -> String? {
    guard let text = string(key) else { return nil }
    if choices.contains(text) { return text }
    let near = nearestName(to: text, among: choices)
    report(
      #"unknown \#(key) "\#(shown(text))""#, at: place(of: key),
      hint: near.map { #"did you mean "\#($0)"?"# } ?? "write one of \(choices.joined(separator: ", "))")
    return nil
  }

  // MARK: Lists and mappings

  /// The items of a list; one value that is no list is the only item.
  public mutating func sequence(_ key: String) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let items) = node.value else { return [node] }
    return items
  }

  /// Texts: a list of them, or one. Items that are not text are errors and left out.
  public mutating func strings(_ key: String) -> [String] {
    placedStrings(key).map(\.text)
  }

  /// Like `strings`, each with the place where it stands.
  public mutating func placedStrings(_ key: String) -> [(text: String, place: Place)] {
    var texts: [(text: String, place: Place)] = []
    for item in sequence(key) {
      if case .scalar(let text, _) = item.value {
        texts.append((text, item.place))
      } else {
        report(
          #"each of "\#(key)" must be text, not \#(item.kind)"#, at: item.place, hint: "put the item in double quotes")
      }
    }
    return texts
  }

  /// What `read` makes of the mapping at `key`, whose findings and unknown keys are added to these; nil where there is
  /// none.
  public mutating func mapping<Result>(_ key: String, _ read: (inout YAMLMapping) -> Result) -> Result? {
    guard let node = node(key) else { return nil }
    guard case .mapping = node.value else {
      wrongType(key, "a mapping", node, hint: #"write a "key: value" on each line below it, indented by two spaces"#)
      return nil
    }
    return nested(node, called: #"mapping "\#(key)""#, read)
  }

  /// What `read` makes of each mapping in the list at `key`. Items that are no mapping are errors and left out.
  public mutating func mappings<Result>(_ key: String, _ read: (inout YAMLMapping) -> Result) -> [Result] {
    var results: [Result] = []
    for item in sequence(key) {
      if case .mapping = item.value {
        results.append(nested(item, called: #"list "\#(key)""#, read))
      } else {
        report(
          #"each of "\#(key)" must be a mapping, not \#(item.kind)"#, at: item.place,
          hint: #"write "- key: value", further keys in the same column as the first"#)
      }
    }
    return results
  }

  private mutating func nested<Result>(
    _ node: YAMLNode, called name: String, _ read: (inout YAMLMapping) -> Result
  ) -> Result {
    var inner = YAMLMapping(node, called: name)
    let result = read(&inner)
    diagnostics += inner.finish()
    return result
  }

  private mutating func entry(_ key: String) -> YAMLEntry? {
    if !known.contains(key) { known.append(key) }
    return entries.first { $0.key == key }
  }

  private mutating func wrongType(_ key: String, _ wanted: String, _ node: YAMLNode, hint: String) {
    report(#""\#(key)" must be \#(wanted), not \#(node.kind)"#, at: node.place, hint: hint)
  }
}

extension YAMLNode {
  /// What a message calls the value: the text itself in quotes, or what else it is.
  public var kind: String {
    switch value {
    case .null: "empty"
    case .scalar(let text, isPlain: true): #""\#(shown(text))""#
    case .scalar(let text, isPlain: false): #"the text "\#(shown(text))""#
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// `text`, a count and a unit, in days; nil where it is neither or out of range.
private func dayCount(_ text: String) -> Int? {
  let words = text.split(separator: " ")
  guard words.count == 2, let count = Int(words[0]), 1...36_500 ~= count else { return nil }
  let days: Int
  switch words[1] {
  case "day", "days": days = count
  case "week", "weeks": days = count * 7
  case "month", "months": days = count * 365 / 12
  case "year", "years": days = count * 365
  default: return nil
  }
  return days <= 36_500 ? days : nil
}
