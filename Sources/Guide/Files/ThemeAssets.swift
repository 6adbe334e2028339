/// The addresses in the site of the theme's style sheets, scripts and pictures.
struct ThemeAssets: Sendable {
  /// The style sheet.
  var style = ""
  /// A style sheet with the owner's accent colour; nil where there is none.
  var accent: String?
  var icon = ""
  /// The scripts that put the reader's own variant first.
  private var variantScripts: [String] = []
  /// A site's own scripts, which every page gets.
  private var ownScripts: [String] = []
  /// What goes to the site.
  private(set) var files: [(address: String, bytes: [UInt8])] = []

  /// Names every file of `theme` by what it holds.
  init(_ theme: ThemeFiles, accent colour: String) {
    for (path, bytes) in theme.assets.sorted(by: { $0.key < $1.key }) {
      let address = Fingerprint.address(path, of: bytes)
      files.append((address, bytes))
      switch path {
      case "assets/style.css": style = address
      case "assets/icon.svg": icon = address
      case "assets/browser.js", "assets/variants.js": variantScripts.append(address)
      case _ where path.hasSuffix(".js"): ownScripts.append(address)
      default: break
      }
    }
    if !colour.isEmpty {
      let bytes = Array(":root{--accent:\(colour)}\n".utf8)
      let address = Fingerprint.address("assets/accent.css", of: bytes)
      files.append((address, bytes))
      accent = address
    }
  }

  /// The scripts that the page of `article` loads, in order.
  func scripts(for article: ResolvedArticle?) -> [String] {
    (article?.hasVariants ?? false ? variantScripts : []) + ownScripts
  }
}
