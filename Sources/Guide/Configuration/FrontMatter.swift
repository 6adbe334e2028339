import Diagnostics
import YAML

/// What stands between the `---` lines at the head of an article.
struct FrontMatter: Sendable {
  /// Where the title stands; the file's first line where it has none.
  var place = Place(file: "")
  var title = ""
  var description = ""
  /// The order among its neighbours.
  var weight: Int?
  /// When it was first published; else the history says.
  var date: CalendarDate?
  /// When somebody last went through it and found it right.
  var reviewed: CalendarDate?
  /// How many days a review is good for.
  var reviewEvery: Int?
  /// Of a translation: the day on which it last said the same as what it is a translation of.
  var translated: CalendarDate?
  var owner = ""
  var isDraft = false
  /// Addresses that lead here too, from the site's top: `old/mfa` or `old/mfa.html`.
  var aliases: [(text: String, place: Place)] = []
  var tags: [(text: String, place: Place)] = []
  /// Whether readers may comment; nil: as `guide.yml` has it.
  var comments: Bool?

  /// The front matter of `file` and the line on which its body begins.
  ///
  /// - Returns: `body` is what follows; the whole file where there is no front matter, which is an error.
  static func parse(
    _ file: [UInt8], path: String
  ) -> (frontMatter: FrontMatter, body: ArraySlice<UInt8>, bodyLine: Int, diagnostics: [Diagnostic]) {
    var result = FrontMatter()
    result.place = Place(file: path, line: 1)
    guard let block = Block(of: file) else {
      let missing = Diagnostic.error(
        "this article has no front matter", at: Place(file: path, line: 1, column: 1),
        hint: "begin it with three lines: ---, title: …, ---")
      return (result, file[...], 1, [missing])
    }
    guard let end = block.end else {
      let open = Diagnostic.error(
        "the front matter does not end", at: Place(file: path, line: 1, column: 1),
        hint: "put a line --- behind it")
      return (result, [], 1, [open])
    }
    var (node, diagnostics) = YAMLNode.parse(file[block.start..<end], file: path, firstLine: 2)
    if diagnostics.isEmpty {
      let top = node ?? YAMLNode(.null, at: Place(file: path, line: 1, column: 1))
      var keys = YAMLMapping(top, called: "front matter")
      result.read(&keys)
      diagnostics = keys.finish()
    }
    return (result, file[block.body...], block.bodyLine, diagnostics)
  }

  private mutating func read(_ keys: inout YAMLMapping) {
    keys.require("title")
    title = keys.string("title") ?? ""
    place = keys.place(of: "title")
    description = keys.string("description") ?? ""
    weight = keys.integer("weight")
    date = keys.date("date")
    reviewed = keys.date("reviewed")
    reviewEvery = keys.days("review-every")
    translated = keys.date("translated")
    owner = keys.string("owner") ?? ""
    isDraft = keys.boolean("draft") ?? false
    aliases = keys.placedStrings("aliases")
    tags = keys.placedStrings("tags")
    comments = keys.boolean("comments")
  }

  /// Where the lines are.
  private struct Block {
    /// The first byte behind the opening line.
    var start: Int
    /// The first byte of the closing line; nil where there is none.
    var end: Int?
    /// The first byte behind the closing line, and its line's number.
    var body = 0
    var bodyLine = 0

    /// nil where the file does not begin with `---`.
    init?(of file: [UInt8]) {
      var start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      guard Self.isFence(file, start) else { return nil }
      start = Self.nextLine(file, start)
      self.start = start
      var line = 2
      var index = start
      while index < file.count {
        let next = Self.nextLine(file, index)
        if Self.isFence(file, index) {
          (end, body, bodyLine) = (index, next, line + 1)
          return
        }
        index = next
        line += 1
      }
    }

    private static func isFence(_ file: [UInt8], _ start: Int) -> Bool {
      guard start + 3 <= file.count, file[start..<start + 3].elementsEqual("---".utf8) else { return false }
      return file[(start + 3)...].prefix { $0 != UInt8(ascii: "\n") }.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
    }

    private static func nextLine(_ file: [UInt8], _ start: Int) -> Int {
      (file[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.count - 1) + 1
    }
  }
}
