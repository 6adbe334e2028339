import Diagnostics
import YAML

/// `content/guide.yml`: what is true for the whole site.
public struct Configuration: Sendable {
  /// Who runs the site.
  struct Organisation: Sendable {
    var name = ""
    var address = ""
    /// `example.com`, for `{{organisation.domain}}`.
    var domain = ""
  }

  /// Whom a reader asks; what is empty is not shown.
  struct Helpdesk: Sendable {
    var name = ""
    var phone = ""
    var email = ""
    var address = ""
    /// A ticket system's form, with `HelpLink.names` in braces.
    var ticketAddress = ""
    var hours = ""
  }

  /// What codes for authenticator apps say; see `EnrollmentSettings`.
  struct Enrollment: Sendable {
    var issuer = ""
    var vault = ""
  }

  /// What the site is called.
  public var title = ""
  var description = ""
  /// Where the site will be reached, with a slash at its end: `https://help.example.com/`; empty where nobody said.
  var baseAddress = ""
  /// A language tag (BCP 47).
  var language = "en"
  /// Where the pages of the language stand, with a slash at its end: `de/`; empty for the main language.
  var top = ""
  /// Of a language that is not the main one: whether its title is its own.
  var hasOwnTitle = false
  /// The other languages of the site, each with what is called otherwise in it.
  var editions: [Configuration] = []
  var organisation = Organisation()
  var helpdesk = Helpdesk()
  var enrollment = Enrollment()
  var search = SearchSettings()
  var comments = CommentSettings()
  /// How many articles a section's page lists before another page goes on, 10 or more.
  var pageSize = 60
  /// A colour for links and buttons, `#rrggbb`; empty: the theme's.
  var accent = ""
  /// Where a file can be edited, `{path}` standing for its path below `content/`; empty: no such link.
  var editAddress = ""
  /// What `{{name}}` in an article stands for, by dotted name.
  var variables: [String: String] = [:]

  /// Reads the file; what is wrong with it comes back as diagnostics, and the defaults stand in.
  static func parse(_ bytes: [UInt8], file: String) -> (configuration: Configuration, diagnostics: [Diagnostic]) {
    var configuration = Configuration()
    var (node, diagnostics) = YAMLNode.parse(bytes[...], file: file)
    let top = node ?? YAMLNode(.null, at: Place(file: file, line: 1, column: 1))
    guard diagnostics.isEmpty else { return (configuration, diagnostics) }
    var keys = YAMLMapping(top, called: "configuration")
    keys.require("title")
    configuration.read(&keys)
    diagnostics += keys.finish()
    return (configuration, diagnostics)
  }

  private mutating func read(_ keys: inout YAMLMapping) {
    title = keys.string("title") ?? ""
    description = keys.string("description") ?? ""
    readAddresses(&keys)
    if let tag = keys.string("language") {
      if tag.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }), !tag.isEmpty {
        language = tag
      } else {
        keys.report(
          #""\#(tag)" is not a language tag"#, at: keys.place(of: "language"), hint: "write one such as en, de or pt-BR"
        )
      }
    }
    organisation =
      keys.mapping("organisation") { keys in
        Organisation(
          name: keys.string("name") ?? "", address: keys.webAddress("url") ?? "", domain: keys.string("domain") ?? "")
      } ?? Organisation()
    helpdesk =
      keys.mapping("helpdesk") { keys in
        Helpdesk(
          name: keys.string("name") ?? "", phone: keys.string("phone") ?? "", email: keys.mailAddress("email") ?? "",
          address: keys.webAddress("url") ?? "", ticketAddress: Self.ticketAddress(&keys),
          hours: keys.string("hours") ?? "")
      } ?? Helpdesk()
    keys.mapping("enrollment") { keys in
      enrollment = Enrollment(issuer: keys.string("issuer") ?? "", vault: keys.string("vault") ?? "")
    }
    search = SearchSettings(&keys, in: language)
    pageSize = keys.integer("page-size", in: 10...10_000) ?? pageSize
    keys.mapping("comments") { comments = CommentSettings(&$0) }
    keys.mapping("theme") { keys in
      accent = keys.colour("accent") ?? ""
    }
    readVariables(keys.entries("variables"), &keys)
    readLanguages(&keys)
  }

  static func ticketAddress(_ keys: inout YAMLMapping) -> String {
    guard let address = keys.webAddress("ticket-url") else { return "" }
    let place = keys.place(of: "ticket-url")
    for match in address.matches(of: /{([^{}]*)}/) where !HelpLink.names.contains(String(match.1)) {
      keys.report(
        #""ticket-url" cannot say "\#(match.0)""#, at: place,
        hint: "use {\(HelpLink.names.joined(separator: "}, {"))}")
      return ""
    }
    if address.replacing(/{[^{}]*}/, with: "").contains(where: { "{}".contains($0) }) {
      keys.report(
        #""ticket-url" has a brace without the other one"#, at: place,
        hint: "write {article} with both, and braces for nothing else")
      return ""
    }
    let host = address.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
    if let match = host.firstMatch(of: /{[^{}]*}/) {
      keys.report(
        #""ticket-url" has "\#(match.0)" in the name of its host"#, at: place,
        hint: "put it behind the host: https://desk.example.com/new?about={article}")
      return ""
    }
    return address
  }

  private mutating func readAddresses(_ keys: inout YAMLMapping) {
    baseAddress = keys.webAddress("base-url") ?? ""
    if !baseAddress.isEmpty, !baseAddress.hasSuffix("/") { baseAddress += "/" }
    if baseAddress.contains("?") || baseAddress.contains("#") {
      keys.report(
        ##""base-url" cannot have a "?" or a "#""##, at: keys.place(of: "base-url"),
        hint: "write the address of the site's top: https://help.example.com/")
      baseAddress = ""
    }
    editAddress = keys.webAddress("edit-url") ?? ""
    if !editAddress.isEmpty, !editAddress.contains("{path}") {
      keys.report(
        #""edit-url" does not say where the file's path goes"#, at: keys.place(of: "edit-url"),
        hint: "write {path} in its place")
    }
  }

  mutating func readVariables(_ entries: [YAMLEntry], _ keys: inout YAMLMapping) {
    variables = [
      "title": title, "base-url": baseAddress,
      "organisation.name": organisation.name, "organisation.url": organisation.address,
      "organisation.domain": organisation.domain,
      "helpdesk.name": helpdesk.name, "helpdesk.phone": phoneInText, "helpdesk.email": helpdesk.email,
      "helpdesk.url": helpdesk.address, "helpdesk.hours": helpdesk.hours,
    ].filter { !$0.value.isEmpty }
    add(entries, below: "", &keys)
  }

  /// The helpdesk's number for a text in the language: where that begins at the right, it is kept apart from the words
  /// around it, else its groups would be read from the right too. Source: Unicode Standard Annex 9, 2.5.
  var phoneInText: String {
    LanguageTag.isRightToLeft(language) && !helpdesk.phone.isEmpty
      ? "\u{2066}\(helpdesk.phone)\u{2069}" : helpdesk.phone
  }

  private mutating func add(_ entries: [YAMLEntry], below prefix: String, _ keys: inout YAMLMapping) {
    for entry in entries {
      let name = prefix + entry.key
      guard entry.key.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }),
        !entry.key.isEmpty
      else {
        keys.report(
          #""\#(entry.key)" cannot be a variable's name"#, at: entry.keyPlace,
          hint: "use letters, digits and hyphens")
        continue
      }
      switch entry.value.value {
      case .scalar(let text, _):
        if variables.updateValue(text, forKey: name) != nil {
          keys.report(
            #"the variable "\#(name)" has a value already"#, at: entry.keyPlace, hint: "choose another name")
        }
      case .mapping(let inner): add(inner, below: name + ".", &keys)
      case .null: variables[name] = ""
      case .sequence:
        keys.report(
          #"the variable "\#(name)" must be text, not a list"#, at: entry.value.place, hint: "give each item a name")
      }
    }
  }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

extension YAMLMapping {
  /// An address on the web.
  mutating func webAddress(_ key: String) -> String? {
    guard let text = string(key) else { return nil }
    let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
    guard isWeb, !text.utf8.contains(where: { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }) else {
      report(
        #""\#(key)" must be an address on the web, not "\#(text)""#, at: place(of: key),
        hint: "write it with https:// in front, without spaces")
      return nil
    }
    return text
  }

  /// An address for mail (RFC 5322, 3.4.1) without quotes: one, and nothing around it. An empty text is none.
  mutating func mailAddress(_ key: String) -> String? {
    guard let text = string(key), !text.isEmpty else { return string(key) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let hosts = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    let marks = "<>()[],;:\"\\".unicodeScalars
    let isPlain = text.unicodeScalars.allSatisfy { $0 > " " && !$0.properties.isWhitespace && !marks.contains($0) }
    guard parts.count == 2, !parts[0].isEmpty, hosts.allSatisfy({ !$0.isEmpty }), isPlain else {
      report(
        #""\#(key)" must be an address for mail, not "\#(text)""#, at: place(of: key),
        hint: "write one alone, such as helpdesk@example.com")
      return nil
    }
    return text
  }

  /// A colour as `#rgb` or `#rrggbb`.
  mutating func colour(_ key: String) -> String? {
    guard let text = string(key) else { return nil }
    let digits = text.dropFirst()
    guard text.hasPrefix("#"), [3, 6].contains(digits.count), digits.allSatisfy(\.isHexDigit) else {
      report(
        #""\#(key)" must be a colour, not "\#(text)""#, at: place(of: key),
        hint: ##"write it as "#1a5fb4", in quotes, since YAML takes what follows a # for a comment"##)
      return nil
    }
    return text
  }
}
