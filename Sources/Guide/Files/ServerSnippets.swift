/// The headers of `SecurityPolicy`, and the redirects of a site, in the words of the usual hosts, so that each serves
/// what the pages were made for.
struct ServerSnippets {
  /// Where the site's top is: `/`, or `/help/` for a site that is served below the address of another.
  private let top: String
  /// Whether compressed files stand beside the texts.
  private let isPrecompressed: Bool
  /// From and to, as paths from the host's top.
  private let redirects: [(from: String, to: String)]
  private let headers: [(name: String, value: String)]
  /// The folders of further languages, as paths from the host's top, with a slash at their ends.
  private let languages: [String]

  init(_ site: Site, isPrecompressed: Bool) {
    self.isPrecompressed = isPrecompressed
    headers = SecurityPolicy.headers(of: site)
    let top = Address.decoded(site.topPath) ?? "/"
    // Any other could end a word of the server's language; then the page at the earlier address leads on alone.
    self.top = top.allSatisfy(Self.isPlain) ? top : "/"
    languages = site.editions.map { [own = self.top] in own + $0.configuration.top }
    var redirects: [(from: String, to: String)] = []
    let ofAll = ([site] + site.editions).flatMap { site in site.redirects.map { ($0, site.pages[$0.page]) } }
    for (redirect, page) in ofAll {
      let target = String(decoding: site.topPath + page.encodedPublicAddress, as: UTF8.self)
      guard redirect.from.allSatisfy(Self.isPlain), target.allSatisfy({ Self.isPlain($0) || $0 == "%" }) else {
        continue
      }
      redirects.append((top + redirect.from, target))
      if redirect.from.hasSuffix("/index.html") {
        redirects.append((String((top + redirect.from).dropLast("index.html".count)), target))
      }
    }
    self.redirects = redirects
  }

  /// `_headers`, which several hosts of static sites read from the site's top.
  ///
  /// They ask for all but assets each time by themselves; said here for `/*`, it would be joined to what assets get.
  var headersFile: String {
    var text = "/*\n"
    for (name, value) in headers { text += "  \(name): \(value)\n" }
    for folder in ["/assets/"] + languages.map({ language in "/\(language.dropFirst(top.count))\(SearchFile.folder)" })
    {
      text += "\n\(folder)*\n  Cache-Control: \(SecurityPolicy.forever)\n"
    }
    let unlisted = SecurityPolicy.unlisted
    return text + "\n/\(PersonalPages.folder)/*\n  Cache-Control: \(SecurityPolicy.keepingNothing)\n"
      + "  \(unlisted.name): \(unlisted.value)\n"
  }

  /// For the inside of nginx's `server { … }`.
  var nginx: String {
    var text = """
      # Put this into server { … }; listen, server_name and root are yours.\(place)
      index index.html;
      # A folder without a page of its own is answered with 403, which would say that there is one.
      error_page 403 404 =404 \(top)404.html;
      absolute_redirect off;
      charset utf-8;
      charset_types text/css text/plain text/xml application/javascript application/atom+xml;

      \(isPrecompressed ? Self.nginxCompression : "")\(nginxHeaders(caching: SecurityPolicy.asking, indent: ""))
      # What has a fingerprint in its name never changes. A location with headers of its own takes none from above.
      location \(top)assets/ {
      \(nginxHeaders(caching: SecurityPolicy.forever, indent: "  "))}

      # People's own pages, which guidegen enroll pages makes: nobody keeps a copy or lists them.
      location \(top)\(PersonalPages.folder)/ {
      \(nginxHeaders(caching: SecurityPolicy.keepingNothing, also: [SecurityPolicy.unlisted], indent: "  "))}

      location = \(top)feed.xml {
        types { }
        default_type application/atom+xml;
      }

      # Hidden files, the list of files that guidegen wrote, and these snippets, are nobody's business.
      location ~ "/\\.(?!well-known/)|^\(Self.escaped(top))_(server/|headers$)" {
        return 404;
      }

      """
    for language in languages {
      text += """

        # What is missing there is said in its language.
        location \(language) {
          error_page 403 404 =404 \(language)404.html;
        }

        location \(language)\(SearchFile.folder) {
        \(nginxHeaders(caching: SecurityPolicy.forever, indent: "  "))}

        location = \(language)feed.xml {
          types { }
          default_type application/atom+xml;
        }

        """
    }
    if !redirects.isEmpty { text += "\n# Earlier addresses.\n" }
    for (from, to) in redirects { text += "location = \(from) { return 301 \(to); }\n" }
    return text
  }

  /// For the inside of a site block in a Caddyfile.
  var caddy: String {
    let assets = ([top + "assets/"] + languages.map { $0 + SearchFile.folder }).map { $0 + "*" }.joined(separator: " ")
    var text = """
      # Put this into a site block; its address and root are yours.\(place)
      @private {
      \tpath_regexp (/\\.|^\(Self.escaped(top))_(server/|headers$))
      \tnot path /.well-known/*
      }
      error @private 404

      header {

      """
    for (name, value) in headers { text += "\t\(name) \"\(value)\"\n" }
    text += """
      }

      # What has a fingerprint in its name never changes.
      @assets path \(assets)
      header @assets Cache-Control "\(SecurityPolicy.forever)"
      # People's own pages, which guidegen enroll pages makes: nobody keeps a copy or lists them.
      @own path \(top)\(PersonalPages.folder)/*
      header @own Cache-Control "\(SecurityPolicy.keepingNothing)"
      header @own \(SecurityPolicy.unlisted.name) "\(SecurityPolicy.unlisted.value)"
      @others not path \(assets) \(top)\(PersonalPages.folder)/*
      header @others Cache-Control "\(SecurityPolicy.asking)"
      header \(top)feed.xml Content-Type "application/atom+xml; charset=utf-8"


      """
    if !redirects.isEmpty { text += "# Earlier addresses.\n" }
    for (from, to) in redirects { text += "redir \(from) \(to) 301\n" }
    if !redirects.isEmpty { text += "\n" }
    if isPrecompressed {
      text += "# Caches must know that others may get the same file in another form.\nheader ?Vary Accept-Encoding\n\n"
    }
    for language in languages {
      text += "header \(language)feed.xml Content-Type \"application/atom+xml; charset=utf-8\"\n\n"
    }
    let files = isPrecompressed ? Self.caddyCompression : "file_server"
    let indented = files.split(separator: "\n").joined(separator: "\n\t\t")
    let missing = languages.enumerated().map { number, language in
      """
      \t@missing\(number + 1) {
      \t\texpression {err.status_code} == 404
      \t\tpath \(language)*
      \t}
      \thandle @missing\(number + 1) {
      \t\trewrite * \(language)404.html
      \t\t\(indented)
      \t}

      """
    }.joined()
    return text + """
      \(files)

      handle_errors {
      \theader Cache-Control "\(SecurityPolicy.asking)"
      \(missing)\t@missing expression {err.status_code} == 404
      \thandle @missing {
      \t\trewrite * \(top)404.html
      \t\t\(indented)
      \t}
      }

      """
  }

  /// Needs nginx's own module `gzip_static`, which Debian's and nginx.org's packages have.
  private static let nginxCompression = """
    # Texts stand there compressed, too: for Brotli, add "brotli_static on;" where nginx has that module.
    gzip_static on;
    gzip_vary on;


    """

  private static let caddyCompression = """
    file_server {
    \tprecompressed br gzip
    }
    """

  /// A line for a site that is not at the host's top.
  private var place: String {
    top == "/" ? "" : "\n# The site is the folder \(top) in root."
  }

  private func nginxHeaders(
    caching: String, also others: [(name: String, value: String)] = [], indent: String
  ) -> String {
    (headers + [("Cache-Control", caching)] + others)
      .map { "\(indent)add_header \($0.name) \"\($0.value)\" always;\n" }.joined()
  }

  /// `path` as a regular expression that matches it alone.
  private static func escaped(_ path: String) -> String {
    path.map { $0 == "." ? "\\." : String($0) }.joined()
  }

  /// Whether a character is itself in both languages, and in regular expressions once points are escaped.
  private static func isPlain(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-._~/".contains(character)
  }
}
