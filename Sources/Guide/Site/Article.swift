import Diagnostics
import Markdown

/// One Markdown file below `content/`, read.
///
/// A class, so that what was made of an article before can be taken again while the article is the same object.
final class Article: Sendable {
  /// The file: `content/faq/mfa.md`.
  let path: String
  /// The file below `content/`: `faq/mfa.md`.
  let pathInContent: String
  /// The folder below `content/`, without a slash at its end; empty for the top.
  let folder: String
  /// The file's name without `.md`: `mfa`.
  let slug: String
  let frontMatter: FrontMatter
  /// The body, its snippets put in.
  let text: PackedDocument

  /// Whether it has a link such as `[[name]]`.
  let hasWikiLinks: Bool

  /// The article in the file `path`, which begins with `content/` and ends in `.md`.
  init(path: String, frontMatter: FrontMatter, text: PackedDocument) {
    var path = path
    (pathInContent, folder, slug) = path.withUTF8 { path in
      let inside = path.dropFirst("content/".utf8.count)
      let slash = inside.lastIndex(of: UInt8(ascii: "/"))
      let name = slash.map { inside[($0 + 1)...] } ?? inside
      return (
        String(decoding: inside, as: UTF8.self), slash.map { String(decoding: inside[..<$0], as: UTF8.self) } ?? "",
        String(decoding: name.dropLast(".md".utf8.count), as: UTF8.self)
      )
    }
    self.path = path
    self.frontMatter = frontMatter
    self.text = text
    hasWikiLinks = text.references.contains { $0.kind == .wikiLink }
  }

  /// Whether a site with `other` in this one's place has the same sections, pages and tags, in the same order.
  func standsLike(_ other: Article) -> Bool {
    self === other
      || (path == other.path && frontMatter.title == other.frontMatter.title
        && frontMatter.description == other.frontMatter.description && frontMatter.weight == other.frontMatter.weight
        && frontMatter.tags.elementsEqual(other.frontMatter.tags) { $0.text == $1.text })
  }

  /// Whether it is the text of its section's own page.
  var isIndex: Bool { slug == "index" }
  /// Where its page stands in the site: `faq/mfa.html`.
  var address: String {
    var path = pathInContent
    return path.withUTF8 { path in
      let stem = path.dropLast("md".utf8.count)
      let ending = "html".utf8
      return String(unsafeUninitializedCapacity: stem.count + ending.count) { address in
        let end = address.initialize(fromContentsOf: stem)
        return address[end...].initialize(fromContentsOf: ending)
      }
    }
  }
}
