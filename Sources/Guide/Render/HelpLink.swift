import Templates

/// A link to the helpdesk that says what its reader was reading.
struct HelpLink: Sendable {
  /// What works without JavaScript: the step and the browser are not said.
  let address: String
  /// The same with `{step}` and `{browser}`, where the page stands for others `{page}` too, for a script to fill in.
  let pattern: String

  static let view = View<HelpLink>([
    .text("address") { $0.address },
    .text("pattern") { $0.pattern },
  ])

  /// A message to `email` (RFC 6068), begun with what the helpdesk will ask for first.
  static func mail(to email: String, about page: PageFacts, in words: Words) -> HelpLink? {
    guard !email.isEmpty else { return nil }
    var lines: [String] = []
    if !page.address.isEmpty { lines.append(words.say(.mailPage, ["address": page.address])) }
    if !page.version.isEmpty { lines.append(words.say(.mailChanged, ["date": page.version])) }
    let start =
      "mailto:\(encoded(email, keeping: "@+"))?subject=\(encoded(words.say(.mailSubject, ["title": page.title])))&body="
    let known = lines.map { encoded($0) + lineEnd }.joined()
    let first = page.isMissing ? ("page", Words.Text.mailPage) : ("step", .mailStep)
    let asked = [first, ("browser", .mailBrowser)].map { name, text in
      words.pieces(of: text).map { piece in
        switch piece {
        case .text(let text): encoded(text)
        case .field: "{\(name)}"
        }
      }.joined() + lineEnd
    }.joined()
    return HelpLink(address: start + known + lineEnd, pattern: start + known + asked + lineEnd)
  }

  /// The form of a ticket system: `form` has `{article}`, `{page}`, `{version}`, `{step}` and `{browser}` where these go.
  static func ticket(_ form: String, about page: PageFacts) -> HelpLink? {
    guard !form.isEmpty else { return nil }
    var known = ["article": page.title, "version": page.version]
    if page.isMissing { known["step"] = "" } else { known["page"] = page.address }
    let pattern = filled(form, known)
    return HelpLink(address: filled(pattern, ["page": "", "step": "", "browser": ""]), pattern: pattern)
  }

  /// What a link says of a page.
  struct PageFacts {
    var title: String
    /// On the web, or below the site's top where the site does not know its address; empty where it is nobody's business.
    var address: String
    /// A date; empty where none is known.
    var version: String
    /// It stands for all addresses that lead nowhere: a script says which was asked for, and there is no step.
    var isMissing = false
  }

  /// The names that a ticket form's address may use.
  static let names = ["article", "page", "version", "step", "browser"]

  private static let lineEnd = "%0D%0A"

  private static func filled(_ text: String, _ values: [String: String]) -> String {
    values.reduce(text) { text, value in
      text.split(separator: "{\(value.key)}", omittingEmptySubsequences: false).joined(separator: encoded(value.value))
    }
  }

  /// `text` as a part of a query: RFC 3986, 2.3 says what stays.
  private static func encoded(_ text: String, keeping kept: String = "") -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isLetterOrDigit(byte) || "-._~".utf8.contains(byte) || kept.utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
