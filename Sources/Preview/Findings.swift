import Diagnostics
import Guide

/// What is wrong with a guide, as the preview's pages show it.
struct Findings {
  private let errors: [Diagnostic]
  /// Whether the page behind is the last good one.
  private let hasPage: Bool

  /// How many are shown: a page with thousands helps nobody.
  private static let shown = 50

  /// The errors among `diagnostics`.
  init(_ diagnostics: [Diagnostic], hasPage: Bool) {
    errors = diagnostics.filter { $0.severity == .error }
    self.hasPage = hasPage
  }

  /// HTML for the inside of the overlay; empty where there is nothing to show.
  var html: String {
    guard !errors.isEmpty else { return "" }
    let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
    let page = hasPage ? "The page below is the last one without errors." : "There is no page to show yet."
    var text = #"<link rel="stylesheet" href="\#(PreviewAddress.overlayStyle)">"#
    text += #"<details open><summary><strong>\#(count)</strong> <span>\#(page)</span></summary><ol>"#
    for error in errors.prefix(Self.shown) {
      text += "<li>"
      if let place = error.place { text += "<code>\(XMLText.escaped("\(place)"))</code> " }
      text += "<span>\(XMLText.escaped(error.message))</span>"
      if let hint = error.hint { text += "<p>hint: \(XMLText.escaped(hint))</p>" }
      text += "</li>"
    }
    text += "</ol>"
    if errors.count > Self.shown { text += "<p>\(errors.count - Self.shown) more are in the terminal.</p>" }
    return text + "</details>"
  }

  /// What tells these findings from others; empty where there are none.
  var mark: String {
    errors.isEmpty ? "" : String(fnv(html.utf8), radix: 16)
  }

  /// The overlay as a part of a page: whichever style the theme has, in its shadow it has its own. Works without
  /// scripts too.
  var part: String {
    let html = html
    guard !html.isEmpty else { return "" }
    return #"<div id="guidegen-findings" role="alert"><template shadowrootmode="open">\#(html)</template></div>"#
  }

  /// A page that shows nothing else.
  var page: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Errors</title>
    </head>
    <body>
    </body>
    </html>

    """
  }
}
