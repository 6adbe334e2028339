import Comments
import HTTP
import Transfers

/// What moderators are written about comments that wait, and about signing in.
struct ModerationMail {
  let settings: ServerSettings
  /// Where browsers reach the server: all links begin with it, whatever a request said.
  let base: PublicAddress
  let key: StoreKey
  let titles: PageTitles
  let now: Timestamp

  /// How many comments one mail shows; of the others it says how many they are.
  static let mostShown = 20
  /// How many characters of a comment it shows.
  private static let mostCharacters = 1_500

  /// The subject and the text of a mail about `comments`, which are not none.
  ///
  /// - Parameter others: how many more wait.
  func notice(of comments: [Comment], others: Int) -> (subject: String, text: String) {
    let count = comments.count + others
    var subject = "\(count) comments wait (\(settings.site))"
    if count == 1, let comment = comments.first {
      subject = "A comment on “\(Self.line(title(of: comment)))” waits (\(settings.site))"
    }
    var parts = [count == 1 ? "A comment waits at \(settings.site)." : "\(count) comments wait at \(settings.site)."]
    parts += comments.map(about)
    if others > 0 { parts.append("And \(others) more, which you find on the page below.") }
    parts.append("All that waits: \(base)/admin")
    parts.append(
      """
      To open one of the links shows the comment and a button; nothing happens before you press it. Each link counts once, \
      for \(settings.moderators.linkTime / 86_400) days. Do not pass this mail on: who has a link can use it.
      """)
    return (subject, parts.joined(separator: "\n\n") + "\n")
  }

  /// The subject and the text of a mail with a link to sign in with.
  func login(_ link: LoginLink) -> (subject: String, text: String) {
    (
      "Sign in to the comments of \(settings.site)",
      """
      With this link you sign in to the comments of \(settings.site), once, within 15 minutes:

      \(base.address(of: link))

      If you have not asked for it, do nothing: nobody can do anything with it but you.

      """
    )
  }

  private func about(_ comment: Comment) -> String {
    var lines = ["On “\(Self.line(title(of: comment)))”"]
    lines.append(settings.help.address(ofPage: comment.page.path))
    lines.append("By: \(Self.line(comment.author))")
    if let website = comment.website { lines.append("Website: \(Self.line(website))") }
    lines.append("Written: \(comment.created.text)")
    lines.append("")
    lines += Self.quoted(comment.markdown)
    lines.append("")
    lines += comment.verdicts.split(separator: "\n").map { "Why it waits: \(Self.line(String($0)))" }
    for decision in Decision.allCases { lines.append("\(decision.words): \(link(decision, comment))") }
    return lines.joined(separator: "\n")
  }

  private func link(_ decision: Decision, _ comment: Comment) -> String {
    let expiry = now + settings.moderators.linkTime
    let token = Token(decision.action, of: comment.id, until: expiry, key: key)
    return "\(base)/moderate?comment=\(comment.id)&token=\(token.text)"
  }

  private func title(of comment: Comment) -> String { titles[comment.page.path] }

  /// Each line behind a sign, so that nothing of it can be taken for ours.
  private static func quoted(_ text: String) -> [String] {
    let isLong = text.count > mostCharacters
    let shown = String(text.prefix(mostCharacters)) + (isLong ? "…" : "")
    return shown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "> \($0)" }
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
