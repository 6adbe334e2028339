import Diagnostics
import Markdown

/// One Markdown file below `content/`, read.
struct Article: Sendable {
  /// The file: `content/faq/mfa.md`.
  var path: String
  var frontMatter: FrontMatter
  /// The body, its snippets put in.
  var document: Document

  /// The folder below `content/`, without a slash at its end; empty for the top.
  var folder: String { Address.folder(of: pathInContent) }
  /// `faq/mfa.md`.
  var pathInContent: String { String(path.dropFirst("content/".count)) }
  /// The file's name without `.md`: `mfa`.
  var slug: String {
    let name = pathInContent.split(separator: "/").last ?? ""
    return String(name.dropLast(".md".count))
  }
  /// Whether it is the text of its section's own page.
  var isIndex: Bool { slug == "index" }
  /// Where its page stands in the site: `faq/mfa.html`.
  var address: String { String(pathInContent.dropLast(".md".count)) + ".html" }
}
