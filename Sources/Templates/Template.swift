import Diagnostics

/// One template as a tree.
struct Template {
  /// A piece of a template, and the byte where it starts.
  struct Element {
    indirect enum Kind {
      /// These bytes of the template.
      case text(Range<Int>)
      case variable(Name, isRaw: Bool)
      case section(Name, isInverted: Bool, [Element])
      case partial(String)
      /// The blocks that replace the parent's own, by number.
      case parent(String, blocks: [Int])
      /// A place that may be replaced, by its number.
      case block(Int)
    }

    var kind: Kind
    var offset: Int
    /// See `Token`.
    var startsLine: Bool
    var isStandalone: Bool
    var indent: Range<Int>
  }

  /// The content of a block: what stands where it may be replaced, or what replaces it.
  struct Block {
    var name: String
    var content: [Element]
    var offset: Int
    var contentStartsLine: Bool
  }

  /// A name with its dots: `a.b` has two parts, and `.` none.
  struct Name: Hashable {
    var text: String
    var parts: [String]

    init(_ text: String) {
      self.text = text
      guard text.utf8.contains(UInt8(ascii: ".")) else {
        parts = [text]
        return
      }
      parts = text == "." ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
  }

  let name: String
  let file: String
  let bytes: [UInt8]
  var content: [Element] = []
  /// By number.
  var blocks: [Block] = []
  /// The partials and parents that it names.
  var references: [String] = []

  /// Where the byte `offset` stands.
  func place(_ offset: Int) -> Place {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Place(file: file, line: line, column: offset - lineStart + 1)
  }
}
