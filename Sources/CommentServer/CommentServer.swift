import Comments
import Glibc
import HTTP
import Threads

/// A server of one help centre's comments.
///
///     request ─► route ─► PostingDesk: checked, rendered, judged    on the loop
///                      ─► WriteQueue: one commit for all that wait  on the writer's thread
///                      ─► answer, after the commit                  on the loop
///             ─► route ─► ThreadCache ─► answer, at once or when ReadQueue has looked
///
/// Any number of servers may work on one store: all that they must agree on stands there.
package final class CommentServer {
  let settings: ServerSettings
  let pages: KnownPages
  let clock: @Sendable () -> Timestamp
  let server: HTTPServer
  private let loop: EventLoop
  private let writer: WriteQueue
  let reader: ReadQueue
  /// What moderators ask for; and what they sign in with, which takes long.
  let moderation: AdminQueue
  let logins: AdminQueue
  private let outbox: OutboxSender?
  let threads: ThreadCache
  private let maker: ChallengeMaker
  let challenges: ChallengeStock
  var desk: PostingDesk
  /// By day: what addresses are known by.
  private var addressKeys: [Int: StoreKey] = [:]
  var random = SystemRandomNumberGenerator()
  private var continuations: [Int: (Result<WriteQueue.Change, SQLError>) -> Void] = [:]
  private var jobs = 0
  /// Those who wait for a part of an export.
  var exporting: [Int: (Result<ExportPiece, SQLError>) -> Void] = [:]
  var exports = 0
  var metrics = ServerMetrics()
  private let started: Timestamp

  /// How often to tidy the store and look after keys, in milliseconds.
  private static let housekeeping = 600_000

  /// Opens the store, reads the list of pages and begins to listen; nothing is answered before `run`.
  ///
  /// - Parameters:
  ///   - pageList: the path of the list of pages that have comments.
  ///   - clock: the time of now.
  package init(
    _ settings: ServerSettings, store opener: StoreOpener, pageList: String,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) throws(ServerError) {
    (self.settings, self.clock) = (settings, clock)
    let now = clock()
    started = now
    do throws(PageListError) {
      pages = try KnownPages(path: pageList, help: settings.help)
    } catch {
      throw .pages(error)
    }
    let (tokens, proofs, addresses) = try Self.keys(opener, now)
    let work = ProofOfWork(keys: ProofKeys(secret: proofs.secret))
    desk = PostingDesk(
      site: settings.site, policy: settings.policy, rates: settings.rates, proofs: work, key: tokens)
    do throws(ListenError) {
      let loop = try EventLoop()
      let letters = Letterbox()
      let inbox = try loop.inbox { (messages: [Message]) in letters.open(messages) }
      self.loop = loop
      server = try HTTPServer(on: [settings.listen], loop: loop, limits: settings.limits, headers: Self.headers)
      server.refusal = { problem($0.status, String(decoding: $0.body.dropLast(), as: UTF8.self)) }
      writer = WriteQueue(opener) { inbox.put([.written($0)]) }
      let site = DocumentSite(name: settings.site, server: settings.publicURL, hasVotes: settings.votes)
      let reader = ReadQueue(opener, site: site) { inbox.put([.read($0)]) }
      self.reader = reader
      threads = ThreadCache { [pages] in reader.put(.document($0, known: $1, pages.titles)) }
      let maker = ChallengeMaker(work) { inbox.put([.made($0)]) }
      self.maker = maker
      challenges = ChallengeStock(maker)
      moderation = AdminQueue(opener) { inbox.put([.moderated($0, $1)]) }
      logins = AdminQueue(opener) { inbox.put([.moderated($0, $1)]) }
      outbox = OutboxSender(opener, settings, key: tokens, clock: clock)
      letters.owner = self
    } catch {
      throw .listen(error)
    }
    note(addresses)
  }

  /// Where it answers.
  package var address: ListenAddress { server.address }

  /// From now on the process's `signals` end `run`. Whoever is told the address may send one at once.
  package func stop(on signals: [Int32]) {
    for signal in signals { loop.onSignal(signal) { [unowned self] in server.stop() } }
  }

  /// Answers until it is stopped or there is something to read from `descriptor`; then finishes what was begun.
  package func run(untilReadable descriptor: Int32? = nil) {
    var workers = [
      Worker { [writer] in writer.run() }, Worker { [reader] in reader.run() },
      Worker { [maker] in maker.run() }, Worker { [moderation] in moderation.run() },
      Worker { [logins] in logins.run() },
    ]
    if let outbox, let mail = settings.moderators.mail {
      workers.append(Worker { outbox.run() })
      loop.every(milliseconds: mail.interval) { [unowned self] in
        pages.refresh(at: clock())
        outbox.wake(pages.titles)
      }
    }
    server.respond = { [unowned self] request, ticket in respond(to: request, ticket) }
    server.observe = { [unowned self] in note($0) }
    pages.onProblem = { [settings, clock] problem in
      settings.log.put(.pageList(words: problem.reason), at: clock())
    }
    settings.log.put(.start(at: address, version: settings.version), at: clock())
    loop.every(milliseconds: Self.housekeeping) { [unowned self] in keepHouse() }
    keepHouse()
    if let descriptor { loop.onReadable(descriptor) { [unowned self] in server.stop() } }
    loop.run()
    writer.close()
    reader.close()
    moderation.close()
    logins.close()
    outbox?.close()
    maker.close()
    for worker in workers { worker?.join() }
    loop.forgetHandlers()
    server.respond = { _, _ in .answer(.text(503, "The server has ended.\n")) }
    server.observe = nil
    settings.log.put(.stop, at: clock())
  }

  // MARK: The store

  /// Has `work` done by the writer; `continuation` is called on the loop afterwards.
  func write(
    _ work: @escaping @Sendable (CommentStore) throws(SQLError) -> WriteQueue.Change,
    then continuation: @escaping (Result<WriteQueue.Change, SQLError>) -> Void
  ) {
    jobs += 1
    if writer.put(WriteQueue.Job(number: jobs, work: work)) {
      continuations[jobs] = continuation
    } else {
      continuation(.failure(SQLError(.locked, "too many wait")))
    }
  }

  fileprivate func take(_ messages: [Message]) {
    for message in messages {
      switch message {
      case .written(let outcomes):
        note(outcomes)
        for outcome in outcomes { continuations.removeValue(forKey: outcome.number)?(outcome.result) }
      case .read(let outcomes):
        let now = clock()
        for outcome in outcomes { take(outcome, at: now) }
      case .moderated(let ticket, let outcome):
        if let error = outcome.error { note(error) }
        for page in outcome.changed { threads.forget(page) }
        server.answer(ticket, with: outcome.answer)
      case .made(let outcome): challenges.put(outcome)
      }
    }
  }

  private func take(_ outcome: ReadQueue.Outcome, at now: Timestamp) {
    switch outcome {
    case .document(let subject, let result):
      if case .failure(let error) = result { note(error) }
      threads.take(subject, result, at: now)
    case .export(let number, let result):
      if case .failure(let error) = result { note(error) }
      exporting.removeValue(forKey: number)?(result)
    }
  }

  // MARK: Observing

  /// How many jobs wait for the writer and for the reader, and how long the server has been there.
  var gauges: MetricsText.Gauges {
    MetricsText.Gauges(
      connections: server.connectionCount, writing: writer.count, reading: reader.count, started: started,
      version: settings.version)
  }

  private func note(_ exchange: HTTPExchange) {
    let route = Route.label(of: exchange.target)
    metrics.count(exchange, route: route)
    let event = LogEvent.request(
      method: exchange.method?.name ?? "none", route: route, status: exchange.status, duration: exchange.duration,
      bytes: exchange.bytes)
    if event.level >= settings.log.level { settings.log.put(event, at: clock()) }
  }

  /// Notes what one commit has done, or why there was none.
  private func note(_ outcomes: [WriteQueue.Outcome]) {
    var failure: SQLError?
    for outcome in outcomes {
      if case .failure(let error) = outcome.result { failure = error }
    }
    if let failure { note(failure) } else { metrics.countCommit(of: outcomes.count) }
  }

  private func note(_ error: SQLError) {
    metrics.count(error)
    settings.log.put(.storeError(kind: error.kind, words: error.message), at: clock())
  }

  /// What other threads tell.
  enum Message: Sendable {
    case written([WriteQueue.Outcome])
    case read([ReadQueue.Outcome])
    case moderated(HTTPTicket, AdminOutcome)
    case made(ChallengeMaker.Outcome)
  }

  // MARK: Keys

  /// What the network that `request` comes from is known by today: on all subjects, or on one alone.
  func addressKey(of request: HTTPRequest, on subject: String? = nil, at now: Timestamp) -> String {
    // A day whose key could not be had yet is counted to the latest before it.
    guard let key = addressKeys[now.day] ?? addressKeys.max(by: { $0.key < $1.key })?.value else { return "" }
    // No address has another number of bytes.
    guard let peer = NetworkPrefix(bytes: request.peer.bytes) else { return "" }
    let client = settings.proxies.client(
      peer: peer, forwardedFor: request.fields["x-forwarded-for"].map { [$0] } ?? [])
    return AddressKey.text(of: client.customer.bytes, on: subject, key: key)
  }

  private func note(_ keys: [Int: StoreKey]) {
    let today = clock().day
    addressKeys = addressKeys.merging(keys) { $1 }.filter { $0.key >= today - 1 }
  }

  private func keepHouse() {
    let (now, settings) = (clock(), settings)
    write { store throws(SQLError) in
      try store.tidy(at: now)
      try store.forget(settings.retention, of: settings.site, at: now)
      try store.forgetRareTokens(of: settings.site)
      try store.forgetAddressKeys(before: now.day - 1)
      return .keys(try Self.addressKeys(store, now))
    } then: { [unowned self] result in
      // What could not be done is tried again the next time.
      if case .success(.keys(let keys)) = result { note(keys) }
    }
  }

  private static func keys(
    _ opener: StoreOpener, _ now: Timestamp
  ) throws(ServerError) -> (tokens: StoreKey, proofs: StoreKey, addresses: [Int: StoreKey]) {
    let store: CommentStore
    do throws(StoreError) { store = try opener.open() } catch { throw .store(error) }
    do throws(SQLError) {
      return (
        try store.key(for: .tokens, at: now), try store.key(for: .proofs, at: now), try addressKeys(store, now)
      )
    } catch {
      throw .store(.database(error))
    }
  }

  /// Those of today and, so that midnight needs no waiting, of tomorrow.
  private static func addressKeys(_ store: CommentStore, _ now: Timestamp) throws(SQLError) -> [Int: StoreKey] {
    var keys: [Int: StoreKey] = [:]
    for day in [now.day, now.day + 1] { keys[day] = try store.key(for: .addresses(day: day), at: now) }
    return keys
  }

  /// The headers of every answer: nothing that is sent from here runs anything, and nobody puts it into a frame.
  private static let headers = [
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]
}

/// Gives messages to a server that does not exist yet when the inbox is made.
private final class Letterbox {
  weak var owner: CommentServer?

  func open(_ messages: [CommentServer.Message]) {
    owner?.take(messages)
  }
}

/// Why a server cannot begin.
package enum ServerError: Error, Sendable, Equatable {
  case listen(ListenError)
  case store(StoreError)
  case pages(PageListError)
}

extension Timestamp {
  /// The time of this machine's clock.
  package static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }
}
