import Comments
import Crypto
import HTTP

/// The latest public comments of a page or of a whole help centre, as a feed. Source: RFC 4287.
struct AtomFeed {
  /// How many comments a feed has at most.
  static let length = 50

  let site: DocumentSite
  /// nil for the feed of all pages.
  let page: PageKey?
  /// The latest first.
  let comments: [Comment]
  let titles: PageTitles

  init(of site: DocumentSite, page: PageKey?, _ comments: [Comment], _ titles: PageTitles) {
    (self.site, self.page, self.comments, self.titles) = (site, page, comments, titles)
  }

  /// The feed as it is sent.
  var bytes: [UInt8] {
    var xml = XMLText()
    xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
    xml.language(words.language)
    xml.raw(">\n")
    xml.element("id", identifier)
    xml.element("title", title)
    xml.element("updated", updated.text)
    // Where nobody says where the server is, its own name, without what is before it, is right anywhere.
    let query = page.map { "?page=" + Self.queryEncoded($0.path) } ?? ""
    xml.link("self", "application/atom+xml", (site.server.map { "\($0)/" } ?? "") + "feed" + query)
    xml.link("alternate", "text/html", titles.help.address(ofPage: page?.path ?? ""))
    for comment in comments { add(comment, to: &xml) }
    xml.raw("</feed>\n")
    return xml.bytes
  }

  private func add(_ comment: Comment, to xml: inout XMLText) {
    let address = titles.help.address(ofPage: comment.page.path)
    let words = titles.words(about: comment.page.path)
    xml.raw("<entry")
    xml.language(words.language)
    xml.raw(">\n")
    xml.element("id", "urn:uuid:\(comment.id)")
    xml.element("title", words.say(.feedEntry, ["author": comment.author, "page": titles[comment.page.path]]))
    xml.raw("<author>\n")
    xml.element("name", comment.author)
    if let website = comment.website { xml.element("uri", website) }
    xml.raw("</author>\n")
    xml.element("published", comment.created.text)
    xml.element("updated", (comment.edited ?? comment.created).text)
    xml.link("alternate", "text/html", "\(address)#comment-\(comment.id)")
    // The HTML's own markup is text here: readers make HTML of it, and XML parsers find nothing of it.
    xml.element("content", comment.html, attributes: " type=\"html\"")
    xml.raw("</entry>\n")
  }

  private var words: ReaderWords { titles.words(about: page?.path ?? "") }

  private var title: String {
    words.say(.feed, ["page": page.map { titles[$0.path] } ?? site.name])
  }

  /// When something was written last; the beginning of time where nothing was.
  private var updated: Timestamp {
    comments.map { $0.edited ?? $0.created }.max() ?? Timestamp(milliseconds: 0)
  }

  /// The same wherever the feed is read from, and for ever: a UUID made of what it is the feed of (RFC 9562, 5.8).
  private var identifier: String {
    var hash = SHA256()
    hash.update(data: Array("comments feed\n\(site.name)\n\(page?.path ?? "\n")".utf8))
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = "urn:uuid:"
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }

  /// `text` as a value in a query.
  private static func queryEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
