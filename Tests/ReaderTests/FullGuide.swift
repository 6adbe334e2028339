import Foundation
import Guide

/// A help centre with all that an author can write and long words everywhere, in English and Arabic, and with lists that go
/// on on a second page; the same again as a folder for a disk.
struct FullGuide {
  /// What an article can hold.
  static let article = "faq/everything.html"
  /// An article in Arabic, with code and with related articles in English.
  static let arabic = "ar/faq/short.html"
  /// Pages of the kinds that the sample help centre is too small for.
  static let pages = [
    article, "faq/page-2.html", "tags/many-articles.html", "tags/many-articles/page-2.html", "faq/short.html", arabic,
    "ar/faq/index.html", "ar/faq/page-2.html", "ar/a-z.html", "ar/" + article, "404.html",
  ]

  /// Built once for all tests, removed when they end.
  static let site = Result { try built(isOffline: false) }
  static let disk = Result { try built(isOffline: true) }

  private static let place = FileManager.default.temporaryDirectory
    .appendingPathComponent("guidegen-full-\(ProcessInfo.processInfo.processIdentifier)")

  private static func built(isOffline: Bool) throws -> URL {
    atexit { try? FileManager.default.removeItem(at: FullGuide.place) }
    let folder = place.appendingPathComponent(isOffline ? "disk" : "web")
    let browsers = SampleSite.package.appendingPathComponent("content/_data/browsers.yml")
    let data = try String(contentsOf: browsers, encoding: .utf8)
    for (path, text) in files.merging(["_data/browsers.yml": data], uniquingKeysWith: { $1 }) {
      let file = folder.appendingPathComponent("content/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let site = folder.appendingPathComponent("site")
    var build = Build(folder: folder.path, output: site.path, threads: 2)
    build.isOffline = isOffline
    let outcome = try build.run()
    guard outcome.report != nil, outcome.diagnostics.isEmpty else {
      throw Tool.Missing(description: "the guide with everything has errors: \(outcome.diagnostics)")
    }
    return site
  }

  private static let longWord = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenbescheid"

  private static var files: [String: String] {
    var files = [
      "guide.yml": """
      title: Help Centre
      base-url: https://help.example.com/
      languages:
        ar: {title: مركز المساعدة}
      helpdesk: {name: IT helpdesk, phone: +44 20 7946 0123, email: helpdesk@example.com, url: https://desk.example.com/}
      page-size: 10

      """,
      "index.md": "---\ntitle: Help Centre\n---\n\nWelcome.\n",
      "faq/index.md": "---\ntitle: Questions\ndescription: What people ask.\n---\n\nAll of them.\n",
      "faq/short.md": "---\ntitle: Short (a little)\ndescription: One line.\nweight: 1\n---\n\nA line.\n",
      "faq/short.ar.md": """
      ---
      title: فتح نافذة خاصة
      ---

      اكتب هذا الأمر: `/usr/bin/env -i`

      ```
      netsh interface ip show config.
      ```

      """,
      "faq/screen.svg":
        #"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>"#,
      "faq/everything.md": everything,
    ]
    for number in 10..<22 {
      files["faq/a\(number).md"] =
        "---\ntitle: Article \(number)\ndescription: What it is about.\ntags: [many articles]\n---\n\nText.\n"
    }
    return files
  }

  private static let everything = """
    ---
    title: \(longWord)
    description: All that there is.
    weight: 2
    tags: [many articles, \(longWord)]
    ---

    **Strong**, *emphasis*, ~~struck~~, `code`, a [link](short.md), H<sub>2</sub>O, :kbd[Ctrl+Shift+N],
    <https://example.com/\(longWord)?\(longWord)> and \(longWord).

    ## \(longWord)

    - one
      - two

        with a paragraph
    - [ ] to do
    - [x] done

    1. A step with a picture:

       ![A screen](screen.svg "What it looks like")

    2. A step with code:

       ```
       \(longWord)\(longWord)
       ```

    > [!WARNING]
    > A warning with `\(longWord)`.

    > Somebody's words

    | left | right | middle | none |
    |:-----|------:|:------:|------|
    | a    | 5 min | b      | `\(longWord)` |

    ### A smaller heading

    Text.[^1]

    <details>
    <summary>\(longWord)</summary>

    Hidden.

    </details>

    ::qr[https://example.com/app]{caption="The app"}

    ::enrollment-code

    ::access-pass

    :::variants{by=os on=computer}
    ### windows
    Open the **Settings**.

    ### *
    Look for the settings.
    :::

    :::private-mode{on=computer browsers="edge, firefox"}
    :::

    [^1]: A note.

    """
}
