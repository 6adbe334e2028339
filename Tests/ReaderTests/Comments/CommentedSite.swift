import CommentServer
import Comments
import Foundation
import Guide
import HTTP
import Testing

/// A help centre with comments: built, on a web server of its own with the headers that it asks for, and a comment server
/// with a database. All of it ends with this.
final class CommentedSite {
  /// `http://127.0.0.1:4711/`.
  let root: String
  /// The guide; `site` is below it.
  let folder: URL
  private(set) var comments: LiveCommentServer
  private let webServer: Process
  private let settings: (moderation: PostingDesk.Moderation, page: String, change: (inout ServerSettings) -> Void)

  static let article = "faq/sign-in.html"

  /// - Parameters:
  ///   - top: lines of `guide.yml` before `comments`.
  ///   - more: lines of `guide.yml` below `comments`.
  ///   - change: what the comment server does otherwise.
  init(
    moderation: PostingDesk.Moderation = .after, top: String = "", more: String = "",
    body: String = CommentedSite.shortText,
    change: @escaping (inout ServerSettings) -> Void = { _ in }
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-commented-\(UUID().uuidString)")
    let site = folder.appendingPathComponent("site")
    let words = moderation == .before ? "before" : "after"
    settings = (moderation, "title: Help\n\(top)comments:\n  moderation: \(words)\n\(more)  server: ", change)
    try Self.put(settings.page + "http://127.0.0.1:9/\n", "content/guide.yml", in: folder)
    try Self.put("---\ntitle: Signing in\n---\n\n\(body)\n", "content/faq/sign-in.md", in: folder)
    try Self.put(
      "---\ntitle: Quiet\ncomments: false\n---\n\nNobody answers here.\n", "content/faq/quiet.md", in: folder)
    // The comment server wants the list of pages, and the pages want to know where the comment server is.
    try Self.build(folder)
    let server = try Tool("python3", package: "Debian's python3").start(
      [SampleSite.package.appendingPathComponent("Tests/ReaderTests/hosted-server.py").path, site.path],
      until: " port ")
    webServer = server.process
    DriverProcess.endWithTests(webServer)
    root = "http://127.0.0.1:\(server.number)/"
    comments = try LiveCommentServer(
      origin: String(root.dropLast()), moderation: moderation, folder: folder.path, change: change)
    try Self.put(settings.page + comments.address + "\n", "content/guide.yml", in: folder)
    try Self.build(folder)
  }

  deinit {
    DriverProcess.end(webServer)
    comments.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  static let shortText = "## Before you begin\n\nType your name. Type your password."
  static let longText = String(repeating: "Read this paragraph with care, and the next one too.\n\n", count: 120)

  /// Ends the comment server, or starts it again where it was.
  func stopComments() { comments.stop() }

  func startComments() throws {
    comments = try LiveCommentServer(
      origin: String(root.dropLast()), moderation: settings.moderation, folder: folder.path, port: comments.port,
      change: settings.change)
  }

  /// Builds the site anew, with the comments that the server has by now.
  @discardableResult
  func bake() throws -> Build.Outcome {
    try Self.build(folder, comments: store().publicExport(of: comments.site))
  }

  func store() throws -> CommentStore { try CommentStore(path: folder.path + "/comments.db", creates: false) }

  /// What is public under the article.
  func thread() throws -> [CommentThread.Entry] {
    try store().thread(of: PageKey(site: comments.site, path: Self.article)).entries
  }

  /// What waits for a moderator.
  func waiting() throws -> [Comments.Comment] { try store().comments(of: comments.site, in: .pending, limit: 100) }

  /// Puts a comment into the store as the server would, and makes it public.
  @discardableResult
  func add(
    _ markdown: String, by author: String = "Ada", website: String? = nil, to parent: UUIDv7? = nil,
    in store: CommentStore? = nil
  ) throws
    -> UUIDv7
  {
    var random = SystemRandomNumberGenerator()
    let now = Timestamp.now()
    let text = try CommentMarkdown(markdown, limits: CommentLimits(characters: 1_000_000, depth: 60, links: 100_000))
    var new = NewComment(
      id: UUIDv7(at: now, random: &random), page: PageKey(site: comments.site, path: Self.article), parent: parent,
      state: .approved, author: author, markdown: text.source, html: text.html, created: now, nonce: UUID().uuidString)
    new.website = website
    guard case .stored(let comment) = try (store ?? self.store()).post(new) else {
      throw BrowserRefusal(description: "the store does not take \(markdown)")
    }
    return comment.id
  }

  /// The article's page as it stands.
  func page() throws -> String {
    try String(contentsOf: folder.appendingPathComponent("site/" + Self.article), encoding: .utf8)
  }

  /// A window in which the article has no JavaScript.
  func windowWithoutJavaScript(_ engine: Engine) throws -> any BrowserWindow {
    switch engine {
    case .chromium:
      let browser = try Browser()
      try browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
      return browser
    case .firefox: return try FirefoxWindow(["javascript.enabled": false])
    case .webKit:
      // A browser that is driven by JavaScript cannot be without: the page's own is taken away.
      let file = folder.appendingPathComponent("site/" + Self.article)
      let text = try page().replacing(#/<script[^>]*></script>/#, with: "")
      try FileManager.default.removeItem(at: file)
      try Data(text.utf8).write(to: file)
      return try WebKitWindow()
    }
  }

  @discardableResult
  private static func build(_ folder: URL, comments: [UInt8]? = nil) throws -> Build.Outcome {
    var build = Build(folder: folder.path, output: folder.path + "/site", threads: 2)
    build.comments = comments.map { ($0, "comments.jsonl") }
    let outcome = try build.run()
    guard outcome.report != nil else { throw BrowserRefusal(description: "\(outcome.diagnostics)") }
    return outcome
  }

  private static func put(_ text: String, _ path: String, in folder: URL) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
