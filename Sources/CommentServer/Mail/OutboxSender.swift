import Comments
import Threads
import Transfers

/// What sends the mail that waits in the store: a thread with a connection of its own.
///
/// What is due is leased, so that no other server sends it too; what waits for moderators goes into one mail. A mail is
/// forgotten only after its server has taken it: who dies in between sends it twice rather than never.
final class OutboxSender: Sendable {
  private let jobs = JobQueue<PageTitles>()
  private let opener: StoreOpener
  private let settings: ServerSettings
  private let mail: MailSettings
  private let base: PublicAddress
  private let key: StoreKey
  private let clock: @Sendable () -> Timestamp
  private let isClosed = Locked(false)

  /// Longer than a mail may take, in seconds.
  private static let lease = 300
  /// How many notices are taken at once.
  private static let most = 1_000

  /// nil where the settings ask for no mail.
  init?(
    _ opener: StoreOpener, _ settings: ServerSettings, key: StoreKey, clock: @escaping @Sendable () -> Timestamp
  ) {
    guard let mail = settings.moderators.mail else { return nil }
    (self.opener, self.settings, self.mail, base) = (opener, settings, mail, settings.base)
    (self.key, self.clock) = (key, clock)
  }

  /// Has the store looked at soon.
  func wake(_ titles: PageTitles) {
    // Who is at work will not be faster for being asked twice.
    _ = jobs.put(titles, limit: 1)
  }

  /// Lets `run` return soon: what is being sent is stopped, and sent again by who comes next.
  func close() {
    isClosed.withLock { $0 = true }
    jobs.close()
  }

  /// Sends what is due each time it is woken, until `close`.
  func run() {
    var store: CommentStore?
    while let titles = jobs.take(atMost: 1)?.first {
      guard !isClosed.withLock({ $0 }) else { continue }
      do throws(SQLError) {
        let opened = try opener.reopen(store)
        store = opened
        try sendLinks(opened, titles)
        try sendNotices(opened, titles)
      } catch {
        if error.kind == .unavailable { store = nil }
        settings.log.put(.storeError(kind: error.kind, words: error.message), at: clock())
      }
    }
  }

  // MARK: Comments that wait

  private func sendNotices(_ store: CommentStore, _ titles: PageTitles) throws(SQLError) {
    let now = clock()
    let site = settings.site
    guard try store.isDue(.pending, of: site, since: Timestamp(milliseconds: now.milliseconds - mail.delay * 1000))
    else { return }
    let entries = try store.lease(.pending, of: site, for: Self.lease, limit: Self.most, at: now)
    var comments: [Comment] = []
    for entry in entries {
      guard let id = entry.subject, let comment = try store.comment(id), comment.state == .pending,
        comment.page.site == site
      else { continue }
      comments.append(comment)
    }
    guard let first = entries.first, !comments.isEmpty else { return try store.sent(entries) }
    let recipients = try recipients(store)
    guard !recipients.isEmpty else {
      report(isSent: false, "there is nobody to send mail to: give a moderator a mail address")
      return try store.sent(entries)
    }
    let text = ModerationMail(settings: settings, base: base, key: key, titles: titles, now: now)
    let shown = Array(comments.prefix(ModerationMail.mostShown))
    let (subject, body) = text.notice(of: shown, others: comments.count - shown.count)
    if let error = send(subject, body, to: recipients, id: first.id) {
      try keep(entries, error, store, now)
    } else {
      try store.sent(entries)
      report(isSent: true, "a mail about \(Self.number(comments.count)) was sent")
    }
  }

  /// Leaves what could not be sent for later, or for good.
  private func keep(
    _ entries: [OutboxEntry], _ error: TransferError, _ store: CommentStore, _ now: Timestamp
  ) throws(SQLError) {
    let old = entries.filter { now >= $0.created + mail.patience }
    let others = entries.filter { now < $0.created + mail.patience }
    try store.giveUp(old)
    let tries = 1 + (others.map(\.tries).min() ?? 0)
    // Who is about to end has not tried.
    let wait = error.kind == .cancelled ? 0 : Self.wait(after: tries)
    try store.postpone(others, until: now + wait)
    report(
      error, "mail about \(Self.number(entries.count))",
      old.isEmpty ? "" : ", which is given up for \(old.count) of them")
  }

  /// How long to wait after so many tries, in seconds: a minute, two, four … at most six hours.
  static func wait(after tries: Int) -> Int { min(21_600, 60 << min(max(0, tries - 1), 10)) }

  /// The moderators' addresses. Nobody who writes a comment can add one.
  private func recipients(_ store: CommentStore) throws(SQLError) -> [MailAddress] {
    var known: Set<String> = []
    let stored = try store.moderators(of: settings.site).compactMap(\.mail).compactMap(MailAddress.init)
    return (mail.recipients + stored).filter { known.insert($0.address.lowercased()).inserted }
  }

  // MARK: Links to sign in with

  private func sendLinks(_ store: CommentStore, _ titles: PageTitles) throws(SQLError) {
    let now = clock()
    var random = SystemRandomNumberGenerator()
    for entry in try store.lease(.login, of: settings.site, for: Self.lease, limit: 100, at: now) {
      // Of whom nobody knows, and of those who have long tried something else, nothing is left to do.
      guard now < entry.created + LoginLink.lifetime, let id = entry.subject,
        let moderator = try store.moderator(id, of: settings.site),
        let address = moderator.mail.flatMap(MailAddress.init)
      else {
        try store.sent([entry])
        continue
      }
      let link = LoginLink(for: moderator, at: now, key: key, random: &random)
      let text = ModerationMail(settings: settings, base: base, key: key, titles: titles, now: now)
      let (subject, body) = text.login(link)
      if let error = send(subject, body, to: [address], id: entry.id) {
        try store.postpone([entry], until: now + 60)
        report(error, "a link to sign in with", "")
      } else {
        try store.sent([entry])
      }
    }
  }

  /// Sends a mail; returns why it could not be.
  private func send(_ subject: String, _ text: String, to recipients: [MailAddress], id: UUIDv7) -> TransferError? {
    let letter = Mail(
      from: mail.sender, to: recipients, subject: subject, text: text, id: id.description, seconds: clock().seconds)
    do throws(TransferError) {
      try Transfer(isCancelled: { [isClosed] in isClosed.withLock { $0 } }).send(letter, by: mail.server)
      return nil
    } catch {
      return error
    }
  }

  private static func number(_ count: Int) -> String { "\(count) comment\(count == 1 ? "" : "s")" }

  /// Says what became of mail; no words name people.
  private func report(isSent: Bool, _ words: String) {
    settings.log.put(.mail(isSent: isSent, words: words), at: clock())
  }

  private func report(_ error: TransferError, _ what: String, _ end: String) {
    report(isSent: false, "\(what) could not be sent: \(error)\(end)")
  }
}
