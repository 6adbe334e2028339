import Diagnostics
import JSON

/// The comments that a build writes into pages, by the addresses of these.
///
/// They come as a comment server exports them: lines of JSON, each comment of a page before its replies.
///
///     {"page":"faq/mfa.html","id":"0197…","depth":0,"author":"Ada","html":"<p>…</p>\n","created":"2026-11-01T09:30:00Z"}
///     {"page":"faq/mfa.html","id":"0197…","depth":1,"gone":true}
struct PublishedComments: Sendable {
  /// Those of one page, in the order in which they are shown.
  struct Thread: Sendable {
    var comments: [PublishedComment] = []
    /// Of the lines that they were read from.
    fileprivate(set) var digest = ContentHash(of: [])

    /// How many there are to read.
    var count: Int { comments.count { $0.text != nil } }
  }

  /// By the page's address.
  private(set) var threads: [String: Thread] = [:]

  /// No comment.
  init() {}

  /// Reads `bytes`; each line that is wrong is an error, and so is the export of a whole store, which has more than readers see.
  static func parse(_ bytes: [UInt8], file: String) -> (comments: PublishedComments, diagnostics: [Diagnostic]) {
    var result = PublishedComments()
    var diagnostics: [Diagnostic] = []
    if isWholeStore(bytes) {
      let problem = Diagnostic.error(
        "this export has all that a comment server keeps, and not what readers see",
        at: Place(file: file, line: 1, column: 1), hint: "write it with guidegen comments export --public")
      return (result, [problem])
    }
    var lines: [String: [UInt8]] = [:]
    var identifiers: Set<String> = []
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
      do throws(Flaw) {
        let (page, comment) = try read(line)
        guard identifiers.insert(comment.id).inserted else {
          throw Flaw(message: #"the comment "\#(comment.id)" is there twice"#)
        }
        var thread = result.threads[page] ?? Thread()
        guard comment.depth <= thread.comments.last.map({ $0.depth + 1 }) ?? 0 else {
          throw Flaw(message: "a reply does not stand behind what it replies to")
        }
        thread.comments.append(comment)
        result.threads[page] = thread
        lines[page, default: []] += line
      } catch {
        diagnostics.append(
          .error(
            error.message, at: Place(file: file, line: number, column: error.column),
            hint: "export the comments again, and leave the file as it comes"))
      }
    }
    for (page, bytes) in lines { result.threads[page]?.digest = ContentHash(of: bytes) }
    return (result, diagnostics)
  }

  /// Whether `bytes` begin as `guidegen comments export` writes everything.
  private static func isWholeStore(_ bytes: [UInt8]) -> Bool {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    return (try? JSONReader.read(line))?["format"]?.string == "guidegen-comments"
  }

  /// A digest of each page's comments, by address.
  var digests: [String: ContentHash] { threads.mapValues(\.digest) }

  /// What is wrong with a line.
  private struct Flaw: Error {
    var message: String
    var column = 0
  }

  private static func read(_ line: ArraySlice<UInt8>) throws(Flaw) -> (page: String, comment: PublishedComment) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(line)
    } catch {
      throw Flaw(message: "this is no JSON: \(error.description)", column: error.offset + 1)
    }
    guard value.members != nil else { throw Flaw(message: "this is no object such as {\"page\": …}") }
    let page = try text("page", of: value)
    let id = try text("id", of: value)
    guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
    else {
      throw flaw(#""id" must be letters, digits and hyphens"#, value["id"])
    }
    guard let depth = value["depth"]?.integer, depth >= 0 else {
      throw flaw(#""depth" must be a whole number from 0"#, value["depth"])
    }
    var comment = PublishedComment(id: id, depth: depth)
    if value["gone"]?.bool != true { comment.text = try content(of: value) }
    return (page, comment)
  }

  private static func content(of value: JSONValue) throws(Flaw) -> PublishedComment.Text {
    let html = try text("html", of: value)
    if let found = CommentMarkup.flaw(in: html) { throw flaw("the text \(found)", value["html"]) }
    var website = ""
    if value["website"].map({ $0.kind != .null }) ?? false {
      website = try text("website", of: value)
      guard CommentMarkup.isAddress(website, schemes: ["https://", "http://"]) else {
        throw flaw(#""website" must be an address on the web"#, value["website"])
      }
    }
    let author = try text("author", of: value)
    guard !author.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw flaw(#""author" has a control character"#, value["author"])
    }
    var edited: PublishedComment.Moment?
    if value["edited"].map({ $0.kind != .null }) ?? false { edited = try moment("edited", of: value) }
    return PublishedComment.Text(
      author: author, website: website, html: html, created: try moment("created", of: value), edited: edited)
  }

  private static func text(_ name: String, of value: JSONValue) throws(Flaw) -> String {
    guard let text = value[name]?.string, !text.isEmpty else {
      throw flaw(value[name] == nil ? #"there is no "\#(name)""# : #""\#(name)" must be text"#, value[name])
    }
    return text
  }

  private static func moment(_ name: String, of value: JSONValue) throws(Flaw) -> PublishedComment.Moment {
    guard let moment = PublishedComment.Moment(try text(name, of: value)) else {
      throw flaw(#""\#(name)" must be a time such as 2026-11-01T09:30:00Z"#, value[name])
    }
    return moment
  }

  private static func flaw(_ message: String, _ value: JSONValue?) -> Flaw {
    Flaw(message: message, column: value.map { $0.offset + 1 } ?? 0)
  }
}

extension PublishedComments {
  /// What keeps comments from being shown on the site of `guide`.
  func findings(for guide: ParsedGuide, _ outlines: [Outline]) -> [Diagnostic] {
    guard !threads.isEmpty else { return [] }
    guard guide.configuration.comments.isOn else {
      return [
        .error(
          "there are comments, but the guide does not say where their server is",
          at: Place(file: ContentFiles.configurationPath), hint: "write comments: and, below it, server: https://…")
      ]
    }
    let pages = Set(outlines.lazy.flatMap(\.pages).map(\.address))
    // Without a place: it would change with lines that say nothing of the page.
    return threads.keys.filter { !pages.contains($0) }.sorted().map { page in
      .warning(
        #"the site has no page "\#(page)", so its comments are not shown"#, at: nil,
        hint: "the comment server keeps them, and they come back with the page")
    }
  }
}
