/// A person or desk as a vCard, short enough for a code.
///
/// Source: RFC 2426 (vCard 3.0, which more telephones read than 4.0).
public struct ContactCard: Sendable, Hashable {
  /// The name as it is shown.
  public var name: String
  /// The organisation.
  public var organisation: String?
  /// The position.
  public var jobTitle: String?
  /// Telephone numbers.
  public var phones: [String]
  /// Mail addresses.
  public var emails: [String]
  /// A page.
  public var web: String?

  /// A card.
  public init(
    name: String, organisation: String? = nil, jobTitle: String? = nil, phones: [String] = [], emails: [String] = [],
    web: String? = nil
  ) {
    self.name = name
    self.organisation = organisation
    self.jobTitle = jobTitle
    self.phones = phones
    self.emails = emails
    self.web = web
  }

  /// The card's lines, each ended by CR LF. The last word of the name is taken as the family name.
  public var payload: String {
    let words = name.split(separator: " ")
    let family = words.last.map(String.init) ?? ""
    let given = words.dropLast().joined(separator: " ")
    var lines = ["BEGIN:VCARD", "VERSION:3.0", "N:\(escaped(family));\(escaped(given))", "FN:\(escaped(name))"]
    if let organisation { lines.append("ORG:\(escaped(organisation))") }
    if let jobTitle { lines.append("TITLE:\(escaped(jobTitle))") }
    lines += phones.map { "TEL:\(escaped($0))" }
    lines += emails.map { "EMAIL:\(escaped($0))" }
    if let web { lines.append("URL:\(web)") }
    lines.append("END:VCARD")
    return lines.map { $0 + "\r\n" }.joined()
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", ";", ",": result += "\\\(character)"
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
