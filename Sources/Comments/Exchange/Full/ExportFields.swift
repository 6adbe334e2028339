import JSON

/// The members of one line of an export, each of which is taken once.
struct ExportFields {
  private var members: [String: JSONValue] = [:]

  /// What is wrong with a member: `"depth" is no number from 0 to 5`.
  struct Problem: Error, Equatable {
    var member: String
    /// Follows the member's name.
    var message: String
  }

  init(_ line: JSONValue) {
    for member in line.members ?? [] { members[member.name] = member.value }
  }

  func has(_ name: String) -> Bool { members[name] != nil }

  /// The name of a member that nobody has taken: a later guidegen's, or a mistake.
  var rest: String? { members.keys.min() }

  mutating func text(_ name: String, longest: Int = 2_000) throws(Problem) -> String {
    guard let text = try optionalText(name, longest: longest) else {
      throw Problem(member: name, message: "is missing")
    }
    return text
  }

  /// - Parameter longest: in bytes.
  mutating func optionalText(_ name: String, longest: Int = 2_000) throws(Problem) -> String? {
    guard let value = members.removeValue(forKey: name) else { return nil }
    guard let text = value.string else { throw Problem(member: name, message: "is no string") }
    guard text.utf8.count <= longest else { throw Problem(member: name, message: "is longer than \(longest) bytes") }
    guard !text.utf8.contains(0) else { throw Problem(member: name, message: "has a zero in it") }
    return text
  }

  mutating func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard let number = members.removeValue(forKey: name)?.integer, range.contains(number) else {
      throw Problem(member: name, message: "is no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  mutating func identifier(_ name: String) throws(Problem) -> UUIDv7 {
    guard let identifier = try optionalIdentifier(name) else { throw Problem(member: name, message: "is missing") }
    return identifier
  }

  mutating func optionalIdentifier(_ name: String) throws(Problem) -> UUIDv7? {
    guard let text = try optionalText(name) else { return nil }
    guard let identifier = UUIDv7(text) else { throw Problem(member: name, message: "is no UUID of version 7") }
    return identifier
  }

  mutating func time(_ name: String) throws(Problem) -> Timestamp {
    Timestamp(milliseconds: try number(name, in: 0...Timestamp.written.upperBound.milliseconds))
  }

  mutating func optionalTime(_ name: String) throws(Problem) -> Timestamp? {
    has(name) ? try time(name) : nil
  }
}
