import Templates
import YAML

/// A letter on its way to its template.
struct LetterView: Sendable {
  let configuration: Configuration
  /// What the letter says of itself, in its language.
  let words: LetterWords
  /// The letter's, a tag.
  let language: String
  /// The article's, a tag.
  let articleLanguage: String
  let title: String
  /// The article, written out for one reader.
  let body: [UInt8]
  let date: CalendarDate
  let reader: PersonalReader

  static let view = View<LetterView>([
    .text("title") { $0.title },
    .text("language") { $0.language },
    .text("direction") { direction(of: $0.language) },
    .record("words", LetterWords.view) { $0.words },
    .record("article", articleView) { $0 },
    .html("body") { $0.body },
    .record("date", dateView) { $0 },
    .record("organisation", organisationView) { $0.configuration.organisation },
    .record("helpdesk", helpdeskView) { $0.configuration.helpdesk },
    .record("user", userView) { $0 },
    .record("code", codeView) { $0.reader.pass == nil ? $0 : nil },
    .flag("pass") { $0.reader.pass != nil },
    .record("page", pageView) { $0.reader.page == .none ? nil : $0 },
    .record("letter", letterView) { $0 },
  ])

  /// As HTML calls it.
  private static func direction(of language: String) -> String {
    LanguageTag.isRightToLeft(language) ? "rtl" : "ltr"
  }

  private static let articleView = View<LetterView>([
    .text("language") { $0.articleLanguage },
    .text("direction") { direction(of: $0.articleLanguage) },
  ])

  private static let dateView = View<LetterView>([
    .text("date") { "\($0.date)" },
    .text("words") { $0.words.words(for: $0.date) },
  ])

  private static let organisationView = View<Configuration.Organisation>([
    .text("name") { $0.name },
    .text("url") { $0.address },
  ])

  private static let helpdeskView = View<Configuration.Helpdesk>([
    .text("name") { $0.name },
    .text("phone") { $0.phone },
    .text("email") { $0.email },
    .text("url") { $0.address },
    .text("hours") { $0.hours },
  ])

  private static let userView = View<LetterView>([
    .text("name") { _ in PersonalField.name.mark },
    .text("account") { _ in PersonalField.account.mark },
    .text("email") { _ in PersonalField.email.mark },
    .text("address") { _ in PersonalField.address.mark },
  ])

  private static let codeView = View<LetterView>([
    .text("serial") { _ in PersonalField.serial.mark },
    .text("secret") { _ in PersonalField.secret.mark },
  ])

  private static let pageView = View<LetterView>([
    .text("address") { _ in PersonalField.pageAddress.mark },
    .text("code") { $0.reader.page == .withCode ? PersonalField.pageCode.mark : "" },
    .text("until") { _ in PersonalField.pageLastDay.mark },
  ])

  private static let letterView = View<LetterView>([
    .text("page") { _ in PersonalField.page.mark },
    .text("pages") { _ in PersonalField.pages.mark },
  ])
}

/// `enrollment-code` in a letter on its way to its template: the reader's own, a mark in its place.
enum LetterCodeView {
  static let view = View<LetterWords>([
    .html("picture") { _ in Array(PersonalField.picture.mark.utf8) },
    .text("secret") { _ in PersonalField.secret.mark },
    .record("words", LetterWords.view) { $0 },
  ])
}

/// `access-pass` in a letter on its way to its template, marks in the places of what is the reader's own.
struct LetterPassView: Sendable {
  let pass: PersonalReader.Pass
  let words: LetterWords

  static let view = View<LetterPassView>([
    .html("picture") { _ in Array(PersonalField.picture.mark.utf8) },
    .record("pass", passView) { $0.pass },
    .record("words", LetterWords.view) { $0.words },
  ])

  private static let passView = View<PersonalReader.Pass>([
    .text("code") { _ in PersonalField.passCode.mark },
    .text("address") { _ in PersonalField.passAddress.mark },
    .text("from") { $0.hasStart ? PersonalField.passStart.mark : "" },
    .text("until") { $0.hasEnd ? PersonalField.passEnd.mark : "" },
    .flag("once") { $0.isOneTime == true },
    .flag("often") { $0.isOneTime == false },
  ])
}
