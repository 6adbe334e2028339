/// The addresses in the site of the theme's style sheets, scripts and pictures, percent-encoded.
struct ThemeAssets: Sendable {
  /// The style sheet.
  var style: [UInt8] = []
  /// A style sheet with the owner's accent colour; nil where there is none.
  var accent: [UInt8]?
  var icon: [UInt8] = []
  /// The scripts that put the reader's own variant first.
  private(set) var variantScripts: [[UInt8]] = []
  /// The script that tells the helpdesk's links where the reader is.
  private(set) var contactScript: [UInt8]?
  /// The script of the search box, and the one that it loads when somebody searches.
  private var search: [[UInt8]] = []
  private(set) var finder: [UInt8] = []
  /// What only people's own pages load; `files` has it not.
  private(set) var enrollment: (script: [UInt8], style: [UInt8])?
  private(set) var enrollmentFiles: [(address: String, bytes: [UInt8])] = []
  /// What only pages with comments load: their style sheet, their script, and the worker that the script starts.
  private(set) var comments: (style: [UInt8], script: [UInt8], worker: [UInt8]) = ([], [], [])
  /// What goes to a site with comments besides `files`.
  private(set) var commentFiles: [(address: String, bytes: [UInt8])] = []
  /// A site's own scripts, which every page gets.
  private var ownScripts: [[UInt8]] = []
  /// What goes to the site.
  private(set) var files: [(address: String, bytes: [UInt8])] = []

  private static let commentPaths: Set<String> = [
    "assets/comments.css", "assets/comments.js", "assets/comment-proof.js",
  ]
  private static let enrollmentScript = "assets/enrollment.js"
  private static let enrollmentStyle = "assets/enrollment.css"

  /// Names every one of `assets` (by path below `templates/`) by what it holds.
  init(_ assets: [String: [UInt8]]) {
    for (path, bytes) in assets.sorted(by: { $0.key < $1.key }) {
      let address = Fingerprint.address(path, of: bytes)
      let encoded = Address.encoded(address)
      if path == Self.enrollmentScript || path == Self.enrollmentStyle {
        enrollmentFiles.append((address, bytes))
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
      files.append((address, bytes))
      switch path {
      case "assets/style.css": style = encoded
      case "assets/icon.svg": icon = encoded
      case "assets/browser.js", "assets/variants.js": variantScripts.append(encoded)
      case "assets/contact.js": contactScript = encoded
      case "assets/search.js": search.append(encoded)
      case "assets/find.js": finder = encoded
      case _ where path.hasSuffix(".js"): ownScripts.append(encoded)
      default: break
      }
    }
    let addresses = enrollmentFiles.map { Address.encoded($0.address) }
    if addresses.count == 2 { enrollment = (script: addresses[1], style: addresses[0]) }
  }

  /// These, and a style sheet for the owner's accent colour if there is one.
  func with(accent colour: String) -> ThemeAssets {
    guard !colour.isEmpty else { return self }
    var assets = self
    let bytes = Array(":root{--accent:\(colour)}\n".utf8)
    let address = Fingerprint.address("assets/accent.css", of: bytes)
    assets.files.append((address, bytes))
    assets.accent = Address.encoded(address)
    return assets
  }

  /// The scripts that the page of `article` loads, in order; `hasHelp`: it has links to the helpdesk; `hasSearch`: a search
  /// box; `hasComments`: comments.
  func scripts(for article: ResolvedArticle?, hasHelp: Bool, hasSearch: Bool, hasComments: Bool) -> [[UInt8]] {
    let variants = article?.hasVariants ?? false ? variantScripts : []
    let contact = hasHelp ? contactScript.map { [$0] } ?? [] : []
    return variants + contact + (hasSearch ? search : []) + (hasComments ? [comments.script] : []) + ownScripts
  }
}
