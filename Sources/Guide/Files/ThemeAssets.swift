/// The addresses in the site of the theme's style sheets, scripts and pictures, percent-encoded.
struct ThemeAssets: Sendable {
  /// The style sheet.
  var style: [UInt8] = []
  /// What pages that list others load besides.
  private(set) var listStyle: [UInt8] = []
  /// A style sheet with the owner's accent colour; nil where there is none.
  var accent: [UInt8]?
  var icon: [UInt8] = []
  /// The scripts that put the reader's own variant first.
  private(set) var variantScripts: [[UInt8]] = []
  /// The script that tells the helpdesk's links where the reader is.
  private(set) var contactScript: [UInt8]?
  /// The script of the search box, and what the page from A to Z loads besides.
  private var search: (script: [[UInt8]], onAlphabet: [[UInt8]]) = ([], [])
  /// What goes to a site with search besides `files`.
  private(set) var searchFiles: [(address: String, bytes: [UInt8])] = []
  /// What only people's own pages load; `files` has it not.
  private(set) var enrollment: (script: [UInt8], style: [UInt8])?
  private(set) var enrollmentFiles: [(address: String, bytes: [UInt8])] = []
  /// What only pages with comments load: their style sheet, their script, and the worker that the script starts.
  private(set) var comments: (style: [UInt8], script: [UInt8], worker: [UInt8]) = ([], [], [])
  /// The style sheet of sites that are read from a disk, and what goes to such a site besides `files`.
  private(set) var offlineStyle: [UInt8] = []
  private(set) var offlineFiles: [(address: String, bytes: [UInt8])] = []
  /// What only sites of several languages load: their style sheet, and the script that keeps a reader's place.
  private(set) var languages: (style: [UInt8], script: [UInt8]) = ([], [])
  private(set) var languageFiles: [(address: String, bytes: [UInt8])] = []
  private var commentFiles: [(address: String, bytes: [UInt8])] = []
  /// What only pages load that ask whether they helped.
  private(set) var feedback: (style: [UInt8], script: [UInt8]) = ([], [])
  private var feedbackFiles: [(address: String, bytes: [UInt8])] = []
  /// The script that tells of searches that found nothing.
  private var searchTeller: (script: [UInt8], file: (address: String, bytes: [UInt8]))?
  /// A site's own scripts, which every page gets.
  private var ownScripts: [[UInt8]] = []
  /// What goes to the site.
  private(set) var files: [(address: String, bytes: [UInt8])] = []

  private static let commentPaths: Set<String> = [
    "assets/comments.css", "assets/comments.js", "assets/comment-proof.js",
  ]
  private static let languagePaths: Set<String> = ["assets/languages.css", "assets/languages.js"]
  private static let feedbackPaths: Set<String> = ["assets/feedback.css", "assets/feedback.js"]
  private static let enrollmentScript = "assets/enrollment.js"
  private static let enrollmentStyle = "assets/enrollment.css"
  /// The colour in the theme's icon that the owner's takes the place of.
  private static let accentOfIcon = "#1f57b8"

  /// Names every one of `assets` (by path below `templates/`) by what it holds.
  init(_ assets: [String: [UInt8]]) {
    for (path, bytes) in assets.sorted(by: { $0.key < $1.key }) {
      let address = Fingerprint.address(path, of: bytes)
      let encoded = Address.encoded(address)
      if path == Self.enrollmentScript || path == Self.enrollmentStyle {
        enrollmentFiles.append((address, bytes))
        continue
      }
      if path == "assets/offline.css" {
        offlineFiles.append((address, bytes))
        offlineStyle = encoded
        continue
      }
      if Self.languagePaths.contains(path) {
        languageFiles.append((address, bytes))
        if path.hasSuffix(".css") { languages.style = encoded } else { languages.script = encoded }
        continue
      }
      if Self.commentPaths.contains(path) {
        commentFiles.append((address, bytes))
        switch path {
        case "assets/comments.css": comments.style = encoded
        case "assets/comments.js": comments.script = encoded
        default: comments.worker = encoded
        }
        continue
      }
      if path == "assets/search.js" || path == "assets/a-z.js" {
        searchFiles.append((address, bytes))
        if path == "assets/a-z.js" { search.onAlphabet = [encoded] } else { search.script = [encoded] }
        continue
      }
      if Self.feedbackPaths.contains(path) {
        feedbackFiles.append((address, bytes))
        if path.hasSuffix(".css") { feedback.style = encoded } else { feedback.script = encoded }
        continue
      }
      if path == "assets/unfound.js" {
        searchTeller = (encoded, (address, bytes))
        continue
      }
      files.append((address, bytes))
      switch path {
      case "assets/style.css": style = encoded
      case "assets/lists.css": listStyle = encoded
      case "assets/icon.svg": icon = encoded
      case "assets/browser.js", "assets/variants.js": variantScripts.append(encoded)
      case "assets/contact.js": contactScript = encoded
      case _ where path.hasSuffix(".js"): ownScripts.append(encoded)
      default: break
      }
    }
    let addresses = enrollmentFiles.map { Address.encoded($0.address) }
    if addresses.count == 2 { enrollment = (script: addresses[1], style: addresses[0]) }
  }

  /// These, and if the owner has an accent colour a style sheet for it and the icon in it.
  func with(accent colour: String) -> ThemeAssets {
    guard !colour.isEmpty else { return self }
    var assets = self
    if let place = files.firstIndex(where: { Address.encoded($0.address) == icon }) {
      let picture = Array(
        String(decoding: files[place].bytes, as: UTF8.self).replacing(Self.accentOfIcon, with: colour).utf8)
      let address = Fingerprint.address("assets/icon.svg", of: picture)
      assets.files[place] = (address, picture)
      assets.icon = Address.encoded(address)
    }
    let bytes = Array(":root{--accent:\(colour)}\n".utf8)
    let address = Fingerprint.address("assets/accent.css", of: bytes)
    assets.files.append((address, bytes))
    assets.accent = Address.encoded(address)
    return assets
  }

  /// What goes to a site with a comment server besides `files`.
  func files(for settings: CommentSettings) -> [(address: String, bytes: [UInt8])] {
    guard settings.isOn else { return [] }
    return commentFiles + (settings.hasFeedback ? feedbackFiles : [])
      + (settings.countsSearches ? searchTeller.map { [$0.file] } ?? [] : [])
  }

  /// The scripts that the page of `article` loads, in order; `hasHelp`: it has links to the helpdesk; `hasLanguages`: to other
  /// languages; `hasSearch`: a search box; `isAlphabet`: it is the page from A to Z; `hasComments`: it has comments; `hasFeedback`:
  /// the question whether it helped; `countsSearches`: it tells of searches.
  func scripts(
    for article: ResolvedArticle?, hasHelp: Bool, hasLanguages: Bool, hasSearch: Bool, isAlphabet: Bool,
    hasComments: Bool, hasFeedback: Bool, countsSearches: Bool
  ) -> [[UInt8]] {
    let variants = article?.hasVariants ?? false ? variantScripts : []
    let contact = hasHelp ? contactScript.map { [$0] } ?? [] : []
    let teller = countsSearches ? searchTeller.map { [$0.script] } ?? [] : []
    let searching = hasSearch ? search.script + (isAlphabet ? search.onAlphabet : []) : []
    return variants + contact + (hasLanguages ? [languages.script] : []) + searching + teller
      + (hasFeedback ? [feedback.script] : [])
      + (hasComments ? [comments.script] : []) + ownScripts
  }
}
