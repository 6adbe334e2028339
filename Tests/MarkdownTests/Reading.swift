import Diagnostics
import Markdown

/// What the tests do with a text: variables that a site might have, the file `a.md`.
enum Reading {
  static var options: ParseOptions {
    var options = ParseOptions()
    options.variables = [
      "urls.mfa-setup": "https://aka.ms/mfasetup?a=1&b=ä", "organisation.name": "Contoso & Co",
      "mail": "it@example.com",
    ]
    return options
  }

  static func parse(_ text: String, plain: Bool = false, firstLine: Int = 1) -> (Document, [Diagnostic]) {
    var options = Self.options
    options.isPlain = plain
    return Document.parse(Array(text.utf8)[...], file: "a.md", firstLine: firstLine, options: options)
  }

  /// The HTML of an article, and its findings behind it, if there are any.
  static func html(_ text: String, plain: Bool = false) -> String {
    let (document, diagnostics) = parse(text, plain: plain)
    let html = String(decoding: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self)
    return ([html] + diagnostics.sorted().map { "\($0)\n" }).joined()
  }

  /// The tree of an article, without its first line.
  static func tree(_ text: String) -> String {
    parse(text).0.dump().split(separator: "\n").dropFirst().map { $0.dropFirst(2) + "\n" }.joined()
  }

  /// The findings, a line each.
  static func findings(_ text: String) -> [String] {
    parse(text).1.sorted().map(\.description)
  }
}
