import HTTP

/// A page of the server for readers, which looks like those of the help centre and speaks as they do, as far as the list of
/// pages says how.
struct ReaderPage {
  let status: Int
  let title: String
  /// What it is a page of; nil where the list of pages does not say.
  let edition: HelpSite.Edition?
  /// What stands below the title.
  let content: HTML

  /// The page, for the help centre whose pages are `pages`.
  func answer(in pages: PageTitles) -> HTTPAnswer {
    HTTPAnswer(
      status: status, type: "text/html; charset=utf-8",
      headers: [("Cache-Control", "no-store"), ("Content-Security-Policy", Self.policy(pages.help.origin))],
      body: Array(html(pages).text.utf8))
  }

  /// The help centre gives the page its style; and a form leads back there, which some browsers count as where it goes.
  private static func policy(_ origin: String) -> String {
    """
    default-src 'none'; style-src 'self' \(origin); img-src \(origin); font-src \(origin); \
    form-action 'self' \(origin); base-uri 'none'
    """
  }

  /// The style of such pages where the list of pages says nothing of the help centre's.
  static let style = """
    :root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}\
    body{max-width:40rem;margin:2rem auto;padding:0 1rem}\
    label{display:block;margin-top:1rem}\
    input,textarea{box-sizing:border-box;width:100%;font:inherit;padding:.4rem}\
    textarea{min-height:10rem}\
    button{font:inherit;margin-top:1rem;padding:.4rem 1rem}\
    [hidden]{display:none}
    """

  /// What only the author of a client can mend is said in English, whatever the page speaks.
  static func english(_ text: String) -> HTML { "<span lang=\"en\" dir=\"ltr\">\(text)</span>" }

  private func html(_ pages: PageTitles) -> HTML {
    let words = edition?.words ?? .english
    return """
      <!doctype html>
      <html lang="\(words.language)" dir="\(words.direction)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>\(title)\(edition.map { " - " + $0.title } ?? "")</title>
      \(Self.head(pages))</head>
      <body>
      \(edition.map { Self.header(pages, $0) })<div class="page">
      <main class="column comment-page">
      <h1>\(title)</h1>
      \(content)</main>
      </div>
      </body>
      </html>

      """
  }

  private static func head(_ pages: PageTitles) -> HTML {
    guard let site = pages.site else { return "<link rel=\"stylesheet\" href=\"style.css\">\n" }
    let icon: HTML? = site.icon.map {
      "<link rel=\"icon\" href=\"\(pages.help.description)/\($0)\" type=\"image/svg+xml\">\n"
    }
    let styles: [HTML] = site.styles.map { "<link rel=\"stylesheet\" href=\"\(pages.help.description)/\($0)\">\n" }
    return "\(icon)\(styles)"
  }

  private static func header(_ pages: PageTitles, _ edition: HelpSite.Edition) -> HTML {
    let icon: HTML? = pages.site?.icon.map {
      "<img src=\"\(pages.help.description)/\($0)\" alt=\"\" width=\"32\" height=\"32\">"
    }
    return """
      <header class="site-header">
      <a class="site-name" href="\(pages.help.description)/\(edition.top)">\(icon)\
      <bdi lang="\(edition.language)">\(edition.title)</bdi></a>
      </header>

      """
  }
}
