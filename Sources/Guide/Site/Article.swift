import Diagnostics
import Markdown

/// One Markdown file below `content/`, read.
///
/// A class, so that what was made of an article before can be taken again while the article is the same object.
final class Article: Sendable {
  /// The file: `content/faq/mfa.md`.
  let path: String
  /// The file below `content/`: `faq/mfa.md`. Of a translation, that of the article in any language.
  let pathInContent: String
  /// The tag of the language that it is written in; nil in a site of one language.
  let language: String?
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
  ///
  /// - Parameter translation: in a site of several languages, the tag of its language, and its path below `content/`
  ///   without what says the language.
  init(
    path: String, frontMatter: FrontMatter, text: PackedDocument, translation: (tag: String, path: String)? = nil
  ) {
    language = translation?.tag
    var common = translation.map { "content/" + $0.path } ?? path
    (pathInContent, folder, slug) = common.withUTF8 { path in
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
      || (path == other.path && language == other.language && frontMatter.title == other.frontMatter.title
        && frontMatter.description == other.frontMatter.description && frontMatter.weight == other.frontMatter.weight
        && frontMatter.tags.elementsEqual(other.frontMatter.tags) { $0.text == $1.text })
  }

  /// The file below `content/` as it is called there.
  var sourcePath: String { language == nil ? pathInContent : String(path.dropFirst("content/".count)) }
  /// Whether it is the text of its section's own page.
  var isIndex: Bool { slug == "index" }
  /// Where its page stands below the top of each language: `faq/mfa.html`.
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
