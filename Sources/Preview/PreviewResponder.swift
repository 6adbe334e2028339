import Guide
import HTTP

/// What the preview answers to a request, for one state of the guide: as a host would that follows the snippets which
/// `guidegen build` writes, but for what the preview puts into pages.
struct PreviewResponder {
  let guide: PreviewedGuide
  let port: Int

  /// What is sent to a browser.
  enum Answer {
    case whole(HTTPAnswer)
    /// The page is told of events from here on.
    case events(ListeningPage.Request)
  }

  func answer(_ request: HTTPRequest) -> Answer {
    guard isOwn(request.host) else { return .whole(refusal(of: request.host ?? "")) }
    guard request.method == .get || request.method == .head else {
      return .whole(.text(405, "The preview only answers GET and HEAD.\n", headers: [("Allow", "GET, HEAD")]))
    }
    guard let target = RequestTarget(request.target) else { return .whole(.text(400, "This is not an address.\n")) }
    if target.path == PreviewAddress.events { return .events(listener(target)) }
    return .whole(target.path.hasPrefix(PreviewAddress.folder) ? ownFile(target) : file(at: target.path))
  }

  /// What the page at `path` would be now, without what the preview puts in; nil where it is not HTML.
  func page(at path: String) -> PreviewedPage? {
    switch find(path) {
    case .page(_, let html): PreviewedPage(html)
    case .file, .elsewhere, .nothing: nil
    }
  }

  /// What is wrong, for the pages to show.
  var findings: Findings { Findings(guide.diagnostics, hasPage: guide.site != nil) }

  // MARK: Who may ask

  /// A page of another site can make a name of its own lead to 127.0.0.1 and would then be the same origin for browsers
  /// (DNS rebinding); but its requests still bear that name.
  private func isOwn(_ host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    return ["127.0.0.1", "localhost", "[::1]"].contains { name in
      host == "\(name):\(port)" || (port == 80 && host == name)
    }
  }

  private func refusal(of host: String) -> HTTPAnswer {
    .text(
      403,
      """
      This preview is for this machine alone. The request was for the host "\(host)", and another site could have sent it.
      Open http://127.0.0.1:\(port)/ instead.

      """)
  }

  // MARK: The site's files

  /// What is at a path.
  private enum Found {
    case page(status: Int, html: [UInt8])
    case file(type: String, bytes: [UInt8])
    case elsewhere(String)
    case nothing
  }

  private func file(at path: String) -> HTTPAnswer {
    switch find(path) {
    case .page(let status, let html): answer(PreviewedPage(html), status: status)
    case .file(let type, let bytes): HTTPAnswer(type: type, body: bytes)
    case .elsewhere(let address):
      HTTPAnswer(
        status: 301, type: "text/plain; charset=utf-8", headers: [("Location", address)], body: Array(address.utf8))
    case .nothing: .text(404, "There is nothing here.\n")
    }
  }

  private func find(_ path: String) -> Found {
    guard let site = guide.site else { return .page(status: 500, html: Array(findings.page.utf8)) }
    // Pages may link from the top that `base-url` says, so the site stands there in the preview too.
    let top = RequestTarget(String(decoding: site.topPath, as: UTF8.self))?.path ?? "/"
    guard path.hasPrefix(top) else {
      return path == "/" || path + "/" == top ? .elsewhere(RequestTarget.encoded(top)) : .nothing
    }
    let address = String(path.dropFirst(top.count))
    guard !isPrivate(address) else { return notFound }
    if address.isEmpty || address.hasSuffix("/") {
      return guide.file(at: address + "index.html").map { .page(status: 200, html: $0) } ?? notFound
    }
    if let bytes = guide.file(at: address) {
      let type = MediaType.of(address)
      return type.hasPrefix("text/html") ? .page(status: 200, html: bytes) : .file(type: type, bytes: bytes)
    }
    return guide.file(at: address + "/index.html") == nil ? notFound : .elsewhere(RequestTarget.encoded(path + "/"))
  }

  private var notFound: Found {
    guide.file(at: "404.html").map { .page(status: 404, html: $0) } ?? .nothing
  }

  /// What the snippets for hosts keep to themselves.
  private func isPrivate(_ address: String) -> Bool {
    address.hasPrefix(".") || address.hasPrefix("_server/") || address == "_headers"
  }

  private func answer(_ page: PreviewedPage, status: Int) -> HTTPAnswer {
    let (findings, shown) = (findings, PageFingerprint(of: page).description)
    let head = #"""
      <script defer src="\#(PreviewAddress.script)" data-shown="\#(shown)" data-findings="\#(findings.mark)"></script>

      """#
    return HTTPAnswer(
      status: status, type: "text/html; charset=utf-8", body: page.with(head: head, body: findings.part))
  }

  // MARK: The preview's own files

  private func ownFile(_ target: RequestTarget) -> HTTPAnswer {
    switch target.path {
    case PreviewAddress.script: HTTPAnswer(type: MediaType.of(target.path), body: PackageResources.reload_js)
    case PreviewAddress.overlayStyle: HTTPAnswer(type: MediaType.of(target.path), body: PackageResources.overlay_css)
    default: .text(404, "The preview has no such file.\n")
    }
  }

  private func listener(_ target: RequestTarget) -> ListeningPage.Request {
    ListeningPage.Request(
      path: target.value("page") ?? "/", shown: PageFingerprint(target.value("shown") ?? "") ?? .none,
      findings: target.value("findings") ?? "")
  }
}
