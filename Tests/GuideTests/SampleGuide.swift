import Diagnostics
import YAML

@testable import Guide

/// A guide in memory.
struct SampleGuide {
  /// Text files by path; `content/guide.yml` is there unless it is given.
  var files: [String: String]

  /// The one article `content/a.md` with `body` below its front matter (its first line is the file's fourth), and some
  /// neighbours that links can lead to.
  init(body: String) {
    files = [
      "content/a.md": "---\ntitle: A\n---\n" + body,
      "content/faq/index.md": "---\ntitle: Questions\n---\n",
      "content/faq/new-phone.md": "---\ntitle: New phone\n---\n\n## Back up\n\n## Move {#move-it}\n",
      "content/picture.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>"#,
      "content/_data/browsers.yml": Self.browsers,
      "content/_snippets/contact.md": "Call us.\n",
    ]
  }

  init(files: [String: String]) {
    self.files = files
  }

  var source: Source {
    var all = files
    if all["content/guide.yml"] == nil { all["content/guide.yml"] = "title: Help\nvariables:\n  phone: '555'\n" }
    func below(_ folder: String) -> [Source.File] {
      all.filter { $0.key.hasPrefix(folder) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { Source.File(path: $0.key, bytes: Array($0.value.utf8)) }
    }
    return Source(content: below("content/"), templates: below("templates/"), history: .noRepository)
  }

  /// All findings as a person reads them.
  func findings() -> String {
    site().diagnostics.map { "\($0)" }.joined(separator: "\n")
  }

  /// The site and what was found on the way.
  func site(threads: Int = 1) -> (site: Site, diagnostics: [Diagnostic]) {
    let (guide, misread) = ParsedGuide.parse(source, includesDrafts: false, threads: threads)
    let (site, unresolved) = Site.resolve(guide, threads: threads)
    return (site, (misread + unresolved).unique())
  }

  /// The bytes of every file of the site, as text, by path.
  func rendered(threads: Int = 1) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: site(threads: threads).site.render(threads: threads).map {
        ($0.path, String(decoding: $0.bytes, as: UTF8.self))
      })
  }

  /// Two browsers on two systems.
  static let browsers = """
    unconfirmed: Names may differ.
    platforms:
      windows: {name: Windows, device: computer}
      ios: {name: iPhone and iPad, device: phone}
    devices:
      computer: {name: Computer}
      phone: {name: Phone}
    browsers:
      edge:
        name: Microsoft Edge
        aliases: [msedge]
        private-mode: {name: InPrivate, window: InPrivate window, a-window: an InPrivate window}
        platforms:
          windows: {menu: [Settings, New InPrivate window], keys: Ctrl+Shift+N, confidence: vendor, checked: 2026-11-01}
          ios: {menu: [Tabs, InPrivate], confidence: recall, checked: 2026-01-01}
        sign: {computer: The window is dark.}
        help: https://support.example.com/edge
      firefox:
        name: Mozilla Firefox
        private-mode: {name: Private Browsing, window: private window, a-window: a private window}
        platforms:
          windows: {menu: [Menu, New private window], keys: Ctrl+Shift+P, confidence: program, checked: 2026-11-01}
    fallback:
      - {when: The entry is grey, say: Ask the helpdesk.}
    """
}
