import Diagnostics
import YAML

/// `languages` in `guide.yml`: those that the site has besides its main one, and what is called otherwise in them.
///
///     languages: [de, ar]
///
///     languages:
///       de:
///         title: Hilfe
///         helpdesk: {hours: Montag bis Freitag}
///       ar:
extension Configuration {
  /// Reads them; what the main language has must be known by now.
  mutating func readLanguages(_ keys: inout YAMLMapping) {
    var seen: Set<String> = []
    for (tag, place, own) in Self.languages(&keys) {
      guard LanguageTag.isValid(tag) else {
        keys.report(#""\#(tag)" is not a language tag"#, at: place, hint: "write one such as en, de or pt-BR")
        continue
      }
      let first = tag.prefix { $0 != "-" }
      guard first == first.lowercased() else {
        keys.report(
          #"the language "\#(tag)" has capitals, which names of files would need too"#, at: place,
          hint: "write \(first.lowercased() + tag.dropFirst(first.count))")
        continue
      }
      guard seen.insert(tag.lowercased()).inserted else {
        keys.report(#"the language "\#(tag)" stands here twice"#, at: place, hint: "keep one of them")
        continue
      }
      if tag == language {
        guard own != nil else { continue }
        keys.report(
          #""\#(tag)" is the main language"#, at: place,
          hint: "what it is called stands at the top of this file: write title: there")
        continue
      }
      var edition = self
      (edition.language, edition.top, edition.editions) = (tag, tag + "/", [])
      if let own {
        var inner = YAMLMapping(own, called: #"language "\#(tag)""#)
        edition.readEdition(of: self, &inner)
        for finding in inner.finish() {
          keys.report(finding.message, at: finding.place ?? place, hint: finding.hint ?? "")
        }
      }
      if !helpdesk.phone.isEmpty, variables["helpdesk.phone"] == phoneInText {
        edition.variables["helpdesk.phone"] = edition.phoneInText
      }
      editions.append(edition)
    }
  }

  /// The tags, where they stand, and what is written below them.
  private static func languages(_ keys: inout YAMLMapping) -> [(tag: String, place: Place, own: YAMLNode?)] {
    guard let node = keys.node("languages") else { return [] }
    guard case .mapping(let entries) = node.value else {
      return keys.placedStrings("languages").map { ($0.text, $0.place, nil) }
    }
    return entries.map { entry in
      if case .null = entry.value.value { return (entry.key, entry.keyPlace, nil) }
      return (entry.key, entry.keyPlace, entry.value)
    }
  }

  /// Reads what is called otherwise than in `main`.
  private mutating func readEdition(of main: Configuration, _ keys: inout YAMLMapping) {
    if let own = keys.string("title") { (title, hasOwnTitle) = (own, true) }
    description = keys.string("description") ?? description
    keys.mapping("organisation") { keys in
      organisation.name = keys.string("name") ?? organisation.name
      organisation.address = keys.webAddress("url") ?? organisation.address
    }
    keys.mapping("helpdesk") { keys in
      helpdesk.name = keys.string("name") ?? helpdesk.name
      helpdesk.phone = keys.string("phone") ?? helpdesk.phone
      helpdesk.email = keys.mailAddress("email") ?? helpdesk.email
      helpdesk.address = keys.webAddress("url") ?? helpdesk.address
      let ticket = Self.ticketAddress(&keys)
      if !ticket.isEmpty { helpdesk.ticketAddress = ticket }
      helpdesk.hours = keys.string("hours") ?? helpdesk.hours
    }
    if let own = SearchSettings.synonyms(&keys, in: language) { search.synonyms = own }
    readVariables(keys.entries("variables"), &keys)
    variables.merge(main.variables) { own, _ in own }
  }

  /// All languages of the site, the main one first.
  var languages: [String] { [language] + editions.map(\.language) }
}
