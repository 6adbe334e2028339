import Foundation
import Testing

/// The snippets for web servers, in real ones.
@Suite(.serialized) struct HostingTests {
  /// A server, and where the site is on it.
  typealias Setting = (server: HostedSite.Server, top: String)

  static let settings: [Setting] = HostedSite.Server.allCases.flatMap { server in ["/", "/help/"].map { (server, $0) } }

  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """
  private static let headers = [
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
  ]
  private static let html = "text/html; charset=utf-8"
  private static let forever = "public, max-age=31536000, immutable"

  @Test(arguments: settings)
  func `each file comes as it is, with its type, the policy, and how long it keeps`(
    server: HostedSite.Server, top: String
  ) throws {
    let site = try HostedSite(at: top)
    let host = try site.start(server)
    let asked = [
      ("", Self.html, "no-cache"),
      ("phones/", Self.html, "no-cache"),
      ("phones/new-phone.html", Self.html, "no-cache"),
      (try site.fingerprinted("style", ".css"), "text/css; charset=utf-8", Self.forever),
      // Both names of the type are right (RFC 9239); the one of nginx's list is the older.
      (
        try site.fingerprinted("variants", ".js"),
        server == .nginx ? "application/javascript; charset=utf-8" : "text/javascript; charset=utf-8", Self.forever
      ),
      (try site.fingerprinted("phone", ".svg"), "image/svg+xml", Self.forever),
      ("phones/leaflet.txt", "text/plain; charset=utf-8", "no-cache"),
      ("feed.xml", "application/atom+xml; charset=utf-8", "no-cache"),
      ("sitemap.xml", "text/xml; charset=utf-8", "no-cache"),
      ("robots.txt", "text/plain; charset=utf-8", "no-cache"),
    ]
    for (path, type, caching) in asked {
      let answer = try host.get(top + path)
      #expect(answer.status == 200, "\(path)")
      #expect(answer["Content-Type"] == type, "\(path)")
      #expect(answer["Cache-Control"] == caching, "\(path)")
      #expect(answer["Content-Encoding"] == nil, "\(path)")
      #expect(answer.body == (try site.bytes(path)), "\(path)")
      expectHeaders(answer, path)
    }
  }

  @Test(arguments: settings)
  func `whoever understands it gets the compressed file, and caches are told`(server: HostedSite.Server, top: String)
    throws
  {
    let site = try HostedSite(at: top)
    let host = try site.start(server)
    let style = try site.fingerprinted("style", ".css")
    for (path, type, caching) in [
      ("", Self.html, "no-cache"), ("phones/new-phone.html", Self.html, "no-cache"),
      (style, "text/css; charset=utf-8", Self.forever), ("phones/leaflet.txt", "text/plain; charset=utf-8", "no-cache"),
      ("feed.xml", "application/atom+xml; charset=utf-8", "no-cache"),
    ] {
      let file = path.isEmpty ? "index.html" : path
      for (accepted, encoding, suffix) in [
        ("gzip", "gzip", ".gz"), ("br", "br", ".br"), ("gzip, deflate, br", "br", ".br"), ("identity", nil, ""),
      ] {
        let answer = try host.get(top + path, accepting: accepted)
        let what = "\(path) for \(accepted)"
        #expect(answer.status == 200, "\(what)")
        #expect(answer["Content-Encoding"] == encoding, "\(what)")
        #expect(answer["Content-Type"] == type, "\(what)")
        #expect(answer["Cache-Control"] == caching, "\(what)")
        #expect(answer["Vary"] == "Accept-Encoding", "\(what)")
        #expect(answer.body == (try site.bytes(file + suffix)), "\(what)")
        expectHeaders(answer, what)
      }
    }
    let missing = try host.get(top + "nothing.html", accepting: "gzip")
    #expect(missing.status == 404)
    #expect(missing["Content-Encoding"] == "gzip")
    #expect(missing["Content-Type"] == Self.html)
    #expect(missing.body == (try site.bytes("404.html.gz")))
  }

  @Test(arguments: settings)
  func `what is not there gets the site's own page, and is asked for again`(server: HostedSite.Server, top: String)
    throws
  {
    let site = try HostedSite(at: top)
    let host = try site.start(server)
    // No folder is listed.
    for path in ["nothing.html", "phones/nothing", "assets/old.0123456789ab.css", "no/such/folder/", "assets/", "old/"]
    {
      let answer = try host.get(top + path)
      #expect(answer.status == 404, "\(path)")
      #expect(answer.body == (try site.bytes("404.html")), "\(path)")
      #expect(answer["Content-Type"] == Self.html, "\(path)")
      #expect(answer["Cache-Control"] == "no-cache", "\(path)")
      expectHeaders(answer, path)
    }
  }

  @Test(arguments: settings)
  func `hidden files and the snippets themselves are not served, well-known ones are`(
    server: HostedSite.Server, top: String
  ) throws {
    let site = try HostedSite(at: top)
    let folder = site.folder
    try folder.write("secret", to: "root\(top)phones/.notes")
    try folder.write("secret", to: "root\(top).git/config")
    try folder.write("Contact: mailto:it@example.com\n", to: "root/.well-known/security.txt")
    let host = try site.start(server)
    for path in [".guidegen", "_server/nginx.conf", "_server/Caddyfile", "_headers", "phones/.notes", ".git/config"] {
      #expect(folder.exists("root\(top)\(path)"))
      for asked in [path, path.replacingOccurrences(of: ".", with: "%2E"), "phones/../\(path)", "/\(path)"] {
        let answer = try host.get(top + asked)
        #expect([400, 404, 301, 308].contains(answer.status), "\(asked): \(answer.status)")
        #expect(!answer.text.contains("secret") && !answer.text.contains("add_header"), "\(asked)")
      }
      #expect(try host.get(top + path).status == 404, "\(path)")
    }
    #expect(try host.get("/.well-known/security.txt").status == 200)
  }

  @Test(arguments: settings)
  func `people's own pages are kept and listed by nobody, and their drafts are not served`(
    server: HostedSite.Server, top: String
  ) throws {
    let site = try HostedSite(at: top)
    try site.folder.write("<!doctype html>", to: "root\(top)_enroll/5q7h.html")
    try site.folder.write("h1 {}", to: "root\(top)_enroll/assets/style.css")
    try site.folder.write("<!doctype html>", to: "root\(top)_enroll/.5q7h.html.new")
    let host = try site.start(server)
    for path in ["_enroll/5q7h.html", "_enroll/assets/style.css"] {
      let answer = try host.get(top + path)
      #expect(answer.status == 200, "\(path)")
      #expect(answer["Cache-Control"] == "no-store", "\(path)")
      #expect(answer["X-Robots-Tag"] == "noindex, nofollow, noarchive", "\(path)")
      expectHeaders(answer, path)
    }
    for path in ["_enroll/", "_enroll/.5q7h.html.new", "_enroll/none.html"] {
      #expect(try host.get(top + path).status == 404, "\(path)")
    }
    #expect(try host.get(top)["X-Robots-Tag"] == nil)
  }

  @Test(arguments: settings)
  func `earlier addresses and folders without their slash lead on`(server: HostedSite.Server, top: String) throws {
    let site = try HostedSite(at: top)
    let host = try site.start(server)
    for path in ["old/phone.html", "old/folder/", "old/folder/index.html"] {
      let moved = try host.get(top + path)
      #expect(moved.status == 301, "\(path)")
      #expect(moved["Location"] == "\(top)phones/new-phone.html", "\(path)")
    }
    let folder = try host.get(top + "phones")
    #expect([301, 308].contains(folder.status))
    #expect(["\(top)phones/", "phones/"].contains(folder["Location"]))
  }

  @Test(arguments: settings)
  func `the preview answers with the same headers, but for how long an answer keeps`(
    server: HostedSite.Server, top: String
  ) throws {
    let site = try HostedSite(at: top)
    let host = try site.start(server)
    let preview = try ServedGuide(site.folder)
    defer { preview.kill() }
    let port = UInt16(try preview.port())
    let paths = ["", "phones/", "phones/new-phone.html", "phones/leaflet.txt", "feed.xml", "sitemap.xml", "none.html"]
    for path in paths + [try site.fingerprinted("style", ".css"), try site.fingerprinted("phone", ".svg"), "assets/"] {
      let (hosted, shown) = (try host.get(top + path), try WebAnswer(to: top + path, port: port))
      #expect(shown.status == hosted.status, "\(path)")
      for name in Array(Self.headers.keys) + ["Content-Type"] {
        #expect(shown[name] == hosted[name], "\(path): \(name)")
      }
      #expect(shown["Cache-Control"] == "no-store", "\(path)")
    }
  }

  @Test(arguments: ["/", "/help/"])
  func `the servers find nothing to complain about`(top: String) throws {
    let site = try HostedSite(at: top)
    try site.writeConfigurations(port: 8000)
    let nginx = try Command(site.words(.nginx) + ["-t"], in: site.folder).run()
    #expect(nginx.status == 0)
    for word in ["warn", "error", "emerg"] { #expect(!nginx.errors.contains("[\(word)]"), "\(nginx.errors)") }
    let caddy = try tool("caddy", package: "caddy")
    let words = [caddy, "validate", "--config", "Caddyfile", "--adapter", "caddyfile"]
    let valid = try Command(words, in: site.folder).run()
    #expect(valid.status == 0, "\(valid.errors)")
    #expect(!valid.errors.contains(#""level":"warn""#), "\(valid.errors)")
    let snippet = "root\(top)_server/Caddyfile"
    #expect(try Command([caddy, "fmt", snippet], in: site.folder).run().output == site.folder.read(snippet))
  }

  @Test func `the file for hosts of static sites says each header once for each path`() throws {
    let site = try HostedSite(at: "/")
    var rules: [String: [String]] = [:]
    var path = ""
    for line in try site.folder.read("root/_headers").split(separator: "\n") {
      if line.hasPrefix("  ") {
        rules[path, default: []].append(String(line.dropFirst(2)))
      } else {
        path = String(line)
      }
    }
    #expect(rules["/*"]?.sorted() == Self.headers.map { "\($0.key): \($0.value)" }.sorted())
    #expect(rules["/assets/*"] == ["Cache-Control: \(Self.forever)"])
    #expect(rules["/_enroll/*"] == ["Cache-Control: no-store", "X-Robots-Tag: noindex, nofollow, noarchive"])
    #expect(rules.count == 3)
  }

  private func expectHeaders(_ answer: WebAnswer, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for (name, value) in Self.headers {
      #expect(answer[name] == value, "\(what): \(name)", sourceLocation: sourceLocation)
    }
  }
}
