import Diagnostics

/// What Disqus exports: `thread` elements with a link each, then `post` elements.
/// Source: the schemas that the file itself names, `disqus.com/api/schemas/1.0/disqus.xsd` and `disqus-internals.xsd`.
struct DisqusFile: ForeignFile {
  let path: String

  private static let space = "http://disqus.com"
  private static let identifier = XMLName("id", in: "http://disqus.com/disqus-internals")

  func read(_ take: @escaping ForeignComment.Taker) throws(ImportError) -> Int {
    var threads: [String: String] = [:]
    var current = Record()
    var isDisqus = false
    /// The names of the elements that are open.
    var open: [String] = []
    try XMLReader.read(try InputFile(path)) { (event, place) throws(ImportError) in
      switch event {
      case .start(let name, let attributes):
        if open.isEmpty { isDisqus = name == XMLName("disqus", in: Self.space) }
        guard isDisqus else { throw .problem("this is no export of Disqus: it begins with <\(name.name)>", at: place) }
        open.append(name.space == Self.space ? name.name : "")
        if open.count == 2 { current = Record(identifier: attributes[Self.identifier], place: place) }
        if open.count == 3, let id = attributes[Self.identifier] { current.references[name.name] = id }
      case .end(_, let text):
        switch open.count {
        case 3: current.fields[open[2]] = text
        case 4: current.fields["\(open[2])/\(open[3])"] = text
        default: break
        }
        let kind = open.count == 2 ? open.last : nil
        open.removeLast(min(1, open.count))
        if kind == "thread", let id = current.identifier { threads[id] = current.text("link") }
        if kind == "post" { try take { () throws(ImportError) in try current.comment(threads) } }
      }
    }
    return 0
  }

  /// A thread or a post.
  private struct Record {
    var identifier: String?
    var place = Place(file: "")
    /// By path within the element.
    var fields: [String: String] = [:]
    /// By element: the identifier of what it means.
    var references: [String: String] = [:]

    func text(_ name: String) -> String { VisibleText.line(fields[name] ?? "") }

    func comment(_ threads: [String: String]) throws(ImportError) -> ForeignComment {
      // Very old ones have only the other one.
      let record = identifier ?? text("id")
      guard !record.isEmpty else { throw .problem("the post has no \"dsq:id\"", at: place) }
      guard let link = references["thread"].flatMap({ threads[$0] }), !link.isEmpty else {
        throw .problem("post \"\(record)\" belongs to no thread that has a link", at: place)
      }
      guard let created = Timestamp(reading: text("createdAt")) else {
        throw .problem("post \"\(record)\" has no time in \"createdAt\"", at: place)
      }
      let state: CommentState =
        text("isDeleted") == "true"
        ? .deleted : text("isSpam") == "true" ? .rejected : text("isApproved") == "false" ? .pending : .approved
      return ForeignComment(
        record: record, parent: references["parent"], link: link, author: text("author/name"),
        body: .html(fields["message"] ?? "", keepsLines: false), created: created, state: state, place: place)
    }
  }
}
