import Diagnostics
import Glibc
import Guide

/// `guidegen serve`: shows a guide in the browser, and each change as soon as it is saved.
///
///     a bell rings (FolderWatch)         a file was saved; wait a moment for the rest of what is going on
///     PreviewedGuide.update(changes)     read and parse what changed, resolve the site
///     EventStream.send                   tell the browsers whose page is another now
///
/// All of it happens in one loop on one thread, and before each answer it is made sure that nothing has changed. Hence a
/// page always comes from one state of the whole guide, and never from an earlier one than the disk had when it was
/// asked for.
public final class Preview {
  private let folder: String
  private let server: HTTPServer
  private let watch: any FolderWatch
  private var guide: PreviewedGuide

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
    server = try HTTPServer(ports: ports, headers: SecurityPolicy.headers + [("Cache-Control", "no-store")])
    self.folder = folder
    watch = polls ? PollingWatch() : makeWatch(folder)
    guide = PreviewedGuide(folder: folder, threads: threads, select: select)
    _ = update(FolderChanges(isUncertain: true))
  }

  /// Where the site is.
  public var address: String { "http://127.0.0.1:\(server.port)/" }
  /// The port that it listens on.
  public var port: Int { server.port }
  /// What is wrong with the guide, warnings too.
  public var diagnostics: [Diagnostic] { guide.diagnostics }

  /// Answers until the process gets one of `signals` or there is something to read from `descriptor`.
  ///
  /// - Parameter report: told after each change what is wrong with the guide now.
  public func run(stoppingOn signals: [Int32], or descriptor: Int32? = nil, report: @escaping ([Diagnostic]) -> Void) {
    func follow(_ isChanged: Bool) {
      guard isChanged else { return }
      tellPages()
      report(guide.diagnostics)
    }
    server.respond = { [self] request in
      follow(catchUp())
      return PreviewResponder(guide: guide, port: server.port).answer(request)
    }
    server.onStream = { [self] stream in
      tell(stream, of: PreviewResponder(guide: guide, port: server.port))
    }
    if let bell = watch.descriptor {
      server.onReadable(bell) { [self] in follow(catchUp()) }
      var known = FolderIdentity(folder)
      server.every(milliseconds: Self.heartbeat) { [self] in
        let now = FolderIdentity(folder)
        guard now != known || guide.isHistoryOld || guide.isSelectionOld else { return }
        known = now
        follow(update(FolderChanges(isUncertain: true)))
      }
    } else {
      server.every(milliseconds: PollingWatch.interval) { [self] in follow(catchUp()) }
    }
    for signal in signals { server.onSignal(signal) { [server] in server.stop() } }
    if let descriptor { server.onReadable(descriptor) { [server] in server.stop() } }
    server.run()
    server.forgetHandlers()
  }

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

  private func tellPages() {
    let responder = PreviewResponder(guide: guide, port: server.port)
    for stream in server.streams { tell(stream, of: responder) }
  }

  /// Tells one page what is new for it; nothing where it shows what it should.
  private func tell(_ stream: EventStream, of responder: PreviewResponder) {
    let findings = responder.findings
    if findings.mark != stream.listener.findings {
      stream.listener.findings = findings.mark
      stream.send(event: "findings", data: findings.html)
    }
    guard let page = responder.page(at: stream.listener.page) else { return }
    let (old, new) = (stream.listener.shown, PageFingerprint(of: page))
    guard old != new else { return }
    stream.listener.shown = new
    if old.content == new.content {
      stream.send(
        event: "styles", data: page.styles.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
    } else {
      stream.send(event: "page", data: "")
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
