import Crypto
import Diagnostics

/// Where each comment of another program's file will stand. Of a comment it knows what takes little room; the texts are read
/// again when they are stored.
struct ForeignPlan {
  private(set) var entries: [Entry] = []
  private(set) var warnings: [Diagnostic] = []
  /// Errors, in the order of the file.
  private(set) var problems: [Diagnostic] = []
  private var index: [String: Int] = [:]
  private let pages: PageMap
  private let options: ImportOptions
  private var paths: [String] = []
  private var pageNumbers: [String: Int] = [:]
  private var links: [String: Link] = [:]

  struct Entry {
    let id: UUIDv7
    /// Of `path(of:)`; nil where the page is not there.
    let page: Int?
    let isDeleted: Bool
    let line: Int
    /// The entry that it stands beneath; nil where it stands beneath none.
    var parent: Int?
    var depth = 0
    var root = 0
    /// Whether it is to be stored: a deleted one only for its replies' sake.
    var isKept = false
  }

  private struct Link {
    var page: Int?
    var place: Place
    var comments: Int
  }

  init(_ options: ImportOptions, pages: PageMap) {
    (self.options, self.pages) = (options, pages)
  }

  /// The entry of `record`, by its number.
  func number(of record: String) -> Int? { index[record] }

  func path(of entry: Entry) -> String? { entry.page.map { paths[$0] } }

  /// What the store knows `record` by: the same at each import.
  func nonce(of record: String) -> String {
    let isPlain = record.utf8.count <= 100 && record.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    let name = isPlain ? record : Hexadecimal.encoded(Array(SHA256.hash(data: Array(record.utf8))))
    return "import:\(options.label):\(name)"
  }

  /// Notes the comments of `file`, and puts them in their places.
  static func made(of file: any ForeignFile, _ options: ImportOptions, pages: PageMap) throws(ImportError) -> (
    ForeignPlan, skipped: Int
  ) {
    var plan = ForeignPlan(options, pages: pages)
    var parents: [String?] = []
    var skipped = 0
    do throws(ImportError) {
      skipped = try file.read { (make) throws(ImportError) in
        do throws(ImportError) {
          let comment = try make()
          if plan.add(comment) { parents.append(comment.parent) }
        } catch {
          plan.note(error)
        }
      }
    } catch {
      plan.note(error)
    }
    plan.noteUnknownPages()
    guard plan.problems.isEmpty else { throw .problems(plan.problems) }
    plan.place(beneath: parents)
    return (plan, skipped)
  }

  private mutating func note(_ error: ImportError) {
    if case .problems(let all) = error { problems += all }
  }

  private mutating func add(_ comment: ForeignComment) -> Bool {
    guard index[comment.record] == nil else {
      problems.append(.error("there are two comments \"\(comment.record)\"", at: comment.place))
      return false
    }
    guard Timestamp.written.contains(comment.created), comment.edited.map(Timestamp.written.contains) ?? true else {
      problems.append(
        .error(
          "the comment \"\(comment.record)\" has no time of these millennia", at: comment.place,
          hint: "see when it was written, and put that there"))
      return false
    }
    var link = links[comment.link] ?? Link(page: number(ofPage: comment.link), place: comment.place, comments: 0)
    link.comments += 1
    links[comment.link] = link
    index[comment.record] = entries.count
    var bits = HashedBits(["import", options.site ?? "", options.label, comment.record])
    entries.append(
      Entry(
        id: UUIDv7(at: comment.created, random: &bits), page: link.page, isDeleted: comment.state == .deleted,
        line: comment.place.line))
    return true
  }

  private mutating func number(ofPage link: String) -> Int? {
    guard let path = pages.page(link) else { return nil }
    if let known = pageNumbers[path] { return known }
    pageNumbers[path] = paths.count
    paths.append(path)
    return paths.count - 1
  }

  /// To look for a name that is like one takes time with many pages, and who sees twenty knows what is wrong.
  private static let mostAdvice = 20

  private mutating func noteUnknownPages() {
    let unknown = links.filter { $0.value.page == nil }.sorted { $0.value.place < $1.value.place }
    for (index, (link, found)) in unknown.enumerated() {
      var finding = pages.unknown(
        link, comments: found.comments, at: found.place, hasAdvice: index < Self.mostAdvice)
      guard options.leavesOutUnknownPages else {
        problems.append(finding)
        continue
      }
      (finding.severity, finding.hint) = (.warning, nil)
      warnings.append(finding)
    }
  }

  // MARK: Places

  private mutating func place(beneath parents: [String?]) {
    var above: [Int?] = []
    for (number, parent) in parents.enumerated() { above.append(self.parent(of: number, parent)) }
    cutCircles(&above)
    var isPlaced = [Bool](repeating: false, count: entries.count)
    for number in entries.indices {
      var chain: [Int] = []
      var next: Int? = number
      while let one = next, !isPlaced[one] {
        chain.append(one)
        next = above[one]
      }
      for one in chain.reversed() {
        place(one, beneath: above[one])
        isPlaced[one] = true
      }
    }
    keep()
  }

  private mutating func parent(of number: Int, _ parent: String?) -> Int? {
    guard let parent else { return nil }
    if let found = index[parent], entries[found].page == entries[number].page { return found }
    warn(number, "it replies to the comment \"\(parent)\", which is not there: it will reply to none")
    return nil
  }

  private mutating func warn(_ number: Int, _ message: String) {
    warnings.append(.warning(message, at: Place(file: options.file, line: entries[number].line)))
  }

  /// Where comments reply to each other in a circle, the oldest of them replies to none.
  private mutating func cutCircles(_ above: inout [Int?]) {
    var seenFrom = [Int](repeating: -1, count: entries.count)
    for number in entries.indices {
      var next: Int? = number
      while let one = next, seenFrom[one] < 0 {
        seenFrom[one] = number
        next = above[one]
      }
      guard let circle = next, seenFrom[circle] == number else { continue }
      var (oldest, one) = (circle, above[circle])
      while let other = one, other != circle {
        if entries[other].id < entries[oldest].id { oldest = other }
        one = above[other]
      }
      above[oldest] = nil
      warn(oldest, "it replies to a reply to itself: it will reply to none")
    }
  }

  /// As `CommentStore.post` does: a reply to one of the deepest stands beside it.
  private mutating func place(_ number: Int, beneath parent: Int?) {
    var parent = parent
    while let one = parent, entries[one].depth >= CommentStore.deepest { parent = entries[one].parent }
    entries[number].parent = parent
    entries[number].depth = parent.map { entries[$0].depth + 1 } ?? 0
    entries[number].root = parent.map { entries[$0].root } ?? number
  }

  private mutating func keep() {
    for number in entries.indices where !entries[number].isDeleted && entries[number].page != nil {
      var next: Int? = number
      while let one = next, !entries[one].isKept {
        entries[one].isKept = true
        next = entries[one].parent
      }
    }
  }
}
