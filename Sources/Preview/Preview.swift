import Diagnostics
import Glibc
import Guide
import HTTP

/// `guidegen serve`: shows a guide in the browser, and each change as soon as it is saved.
///
///     a bell rings (FolderWatch)         a file was saved; wait a moment for the rest of what is going on
///     PreviewedGuide.update(changes)     read and parse what changed, resolve the site
///     ListeningPage.send                 tell the browsers whose page is another now
///
/// All of it happens in one loop on one thread, and before each answer it is made sure that nothing has changed. Hence a
/// page always comes from one state of the whole guide, and never from an earlier one than the disk had when it was
/// asked for.
public final class Preview {
  private let folder: String
  private let loop: EventLoop
  private let server: HTTPServer
  private let watch: any FolderWatch
  private var guide: PreviewedGuide
  private var pages: [ListeningPage] = []

  /// Which port to listen on.
  public enum Port: Sendable, Equatable {
    /// This one or none; 0 stands for any that is free.
    case exactly(Int)
    /// This one, or one of the next hundred.
    case from(Int)
  }

  /// How long to read anew while files go on changing, in milliseconds.
  private static let patience = 1000
  /// How often to look whether the guide's folder itself was replaced or something committed, in milliseconds.
  private static let heartbeat = 500

  /// Reads the guide in `folder` and begins to listen; nothing is answered before `run`.
  ///
  /// - Parameters:
  ///   - select: which articles are shown; asked again and again, since days pass.
  ///   - polls: look for changes now and then instead of asking the system to tell of them.
  /// - Throws: `PreviewError` where the port cannot be had.
  public init(
    folder: String, port: Port, threads: Int, polls: Bool = false,
    select: @escaping () -> ArticleSelection = { ArticleSelection() }
  ) throws(PreviewError) {
    let ports =
      switch port {
      case .exactly(let port): port...port
      case .from(let port): port...min(port + 100, 65_535)
      }
    do throws(ListenError) {
      loop = try EventLoop()
      server = try HTTPServer(
        on: ports.map { ListenAddress(port: UInt16(clamping: $0)) }, loop: loop,
        headers: SecurityPolicy.headers + [("Cache-Control", "no-store")])
    } catch {
      throw PreviewError(error)
    }
    self.folder = folder
    watch = polls ? PollingWatch() : makeWatch(folder)
    guide = PreviewedGuide(folder: folder, threads: threads, select: select)
    _ = update(FolderChanges(isUncertain: true))
  }

  /// Where the site is.
  public var address: String { "http://127.0.0.1:\(port)/" }
  /// The port that it listens on.
  public var port: Int { Int(server.address.port) }
  /// What is wrong with the guide, warnings too.
  public var diagnostics: [Diagnostic] { guide.diagnostics }

  /// From now on the process's `signals` end `run`. Whoever is told the address may send one at once.
  public func stop(on signals: [Int32]) {
    for signal in signals { loop.onSignal(signal) { [loop] in loop.stop() } }
  }

  /// Answers until it is stopped or there is something to read from `descriptor`.
  ///
  /// - Parameter report: told after each change what is wrong with the guide now.
  public func run(untilReadable descriptor: Int32? = nil, report: @escaping ([Diagnostic]) -> Void) {
    func follow(_ isChanged: Bool) {
      guard isChanged else { return }
      tellPages()
      report(guide.diagnostics)
    }
    server.respond = { [self] request, _ in
      follow(catchUp())
      switch responder.answer(request) {
      case .whole(let answer): return .answer(answer)
      case .events(let page): return .stream(type: "text/event-stream") { [self] in listen(page, $0) }
      }
    }
    if let bell = watch.descriptor {
      loop.onReadable(bell) { [self] in follow(catchUp()) }
      var known = FolderIdentity(folder)
      loop.every(milliseconds: Self.heartbeat) { [self] in
        let now = FolderIdentity(folder)
        guard now != known || guide.isHistoryOld || guide.isSelectionOld else { return }
        known = now
        follow(update(FolderChanges(isUncertain: true)))
      }
    } else {
      loop.every(milliseconds: PollingWatch.interval) { [self] in follow(catchUp()) }
    }
    if let descriptor { loop.onReadable(descriptor) { [loop] in loop.stop() } }
    loop.run()
    loop.forgetHandlers()
    server.respond = { _, _ in .answer(.text(503, "The preview has ended.\n")) }
  }

  private var responder: PreviewResponder { PreviewResponder(guide: guide, port: port) }

  /// Brings the guide up to what the disk has; returns whether anything changed.
  private func catchUp() -> Bool {
    let changes = watch.take()
    return changes.isEmpty ? false : update(changes)
  }

  private func update(_ changes: FolderChanges) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(Self.patience)
    var (changes, isChanged) = (changes, guide.isSelectionOld)
    // What changes while it is read is read again, so that no half of a file counts.
    repeat {
      if guide.read(changes) { isChanged = true }
      if changes.isUncertain, watch.follow([""] + guide.folders) {
        // Nobody told of what changed in a folder before it was watched.
        changes = FolderChanges(isUncertain: true)
      } else {
        changes = watch.descriptor == nil ? FolderChanges() : watch.take()
      }
    } while !changes.isEmpty && clock.now < end
    if isChanged { guide.resolve() }
    return isChanged
  }

  // MARK: The pages that listen

  private func listen(_ request: ListeningPage.Request, _ stream: HTTPStream) {
    let page = ListeningPage(request, stream)
    pages.append(page)
    page.onClose { [unowned self, unowned page] in pages.removeAll { $0 === page } }
    tell(page, of: responder)
  }

  private func tellPages() {
    let responder = responder
    for page in pages { tell(page, of: responder) }
  }

  /// Tells one page what is new for it; nothing where it shows what it should.
  private func tell(_ listening: ListeningPage, of responder: PreviewResponder) {
    let findings = responder.findings
    if findings.mark != listening.findings {
      listening.findings = findings.mark
      listening.send(event: "findings", data: findings.html)
    }
    guard let page = responder.page(at: listening.path) else { return }
    let (old, new) = (listening.shown, PageFingerprint(of: page))
    guard old != new else { return }
    listening.shown = new
    if old.content == new.content {
      listening.send(
        event: "styles", data: page.styles.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
    } else {
      listening.send(event: "page", data: "")
    }
  }
}

/// The watch that the system offers.
private func makeWatch(_ folder: String) -> any FolderWatch {
  #if os(Linux)
  if let watch = InotifyWatch(root: folder) { return watch }
  #endif
  return PollingWatch()
}

/// Which folder stands at a path: another one may take its place, which no watch of the old one tells.
private struct FolderIdentity: Equatable {
  private var device: UInt = 0
  private var inode: UInt = 0

  init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    (device, inode) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}
