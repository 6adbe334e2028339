/// What differs from person to person in a text that is otherwise the same for many.
///
/// Articles and the templates of letters write `{{user.name}}`; what comes out has a mark in its place, and whoever
/// makes the letter or the page puts the person's own value there.
package enum PersonalField: String, CaseIterable, Sendable {
  case name = "user.name"
  case account = "user.account"
  case email = "user.email"
  case address = "user.address"
  case serial = "code.serial"
  case secret = "code.secret"
  case pageAddress = "page.address"
  case pageCode = "page.code"
  case pageLastDay = "page.until"
  case passCode = "pass.code"
  case passStart = "pass.from"
  case passEnd = "pass.until"
  case passAddress = "pass.address"
  case page = "letter.page"
  case pages = "letter.pages"
  /// HTML: the code as a picture.
  case picture = "code.picture"

  /// The name between U+FDD0 and U+FDD1, which no text has.
  ///
  /// Source: Unicode 15, 23.7: noncharacters are for a program's own use.
  package var mark: String {
    String(decoding: [0xEF, 0xB7, 0x90] + Array(rawValue.utf8) + [0xEF, 0xB7, 0x91], as: UTF8.self)
  }

  /// Whether an article may write it; the others have their place in the letter's template alone.
  private var isForArticles: Bool {
    switch self {
    case .name, .account, .email, .serial: true
    case .address, .secret, .pageAddress, .pageCode, .pageLastDay, .passCode, .passStart, .passEnd, .passAddress, .page,
      .pages, .picture:
      false
    }
  }

  /// The marks by name, as variables of articles.
  package static var variables: [String: String] {
    var marks: [String: String] = [:]
    for field in allCases where field.isForArticles { marks[field.rawValue] = field.mark }
    return marks
  }
}
