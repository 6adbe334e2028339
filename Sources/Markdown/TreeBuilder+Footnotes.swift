import Diagnostics

/// The footnotes of a document by label, and their numbers in the order in which they are referred to.
struct FootnoteNumbers {
  /// A definition.
  struct Definition {
    var label: String
    /// Its index in the document's nodes; -1 before it was met.
    var node: Int32 = -1
    /// From 1; 0 where nothing refers to it so far.
    var number: Int32 = 0
    var place: Place
    /// Whether an earlier one has the label.
    var isRepeated = false
  }

  private(set) var all: [Definition] = []
  private var byLabel: [String: Int] = [:]
  private var byLine: [Int: Int] = [:]
  /// Nodes of the definitions by number less 1.
  private(set) var definitions: [Int32] = []

  init() {}

  init(_ substitutions: Substitutions, _ source: SourceText) {
    for (index, footnote) in substitutions.footnotes.enumerated() {
      let label = Self.normalized(source.bytes[footnote.label])
      var definition = Definition(label: label, place: source.place(at: footnote.start))
      definition.isRepeated = byLabel[label] != nil
      if !definition.isRepeated { byLabel[label] = index }
      byLine[footnote.line] = index
      all.append(definition)
    }
  }

  static func normalized(_ label: ArraySlice<UInt8>) -> String { String(decoding: label, as: UTF8.self).lowercased() }

  var labels: some Sequence<String> { byLabel.keys }

  /// The definition that the item `node` of libcmark's tree is; nil where it is an item.
  func definition(at node: Node, _ builder: TreeBuilder) -> Int? {
    guard !byLine.isEmpty, let index = byLine[builder.sourceLine(node.line)],
      all[index].place.column == Int(node.column)
    else { return nil }
    return index
  }

  /// How many columns a block on line `line` (from 0) of the source stands further right than libcmark saw it.
  func excess(onLine line: Int, _ column: Int32, _ substitutions: Substitutions) -> Int32 {
    guard !byLine.isEmpty, let index = byLine[line], Int(column) > all[index].place.column else { return 0 }
    return Int32(truncatingIfNeeded: substitutions.footnotes[index].excess)
  }

  /// The number of `label`, given now if it has none; nil where nothing defines it.
  mutating func number(of label: ArraySlice<UInt8>) -> Int32? {
    guard let index = byLabel[Self.normalized(label)] else { return nil }
    if all[index].number == 0 {
      definitions.append(all[index].node)
      all[index].number = Int32(truncatingIfNeeded: definitions.count)
    }
    return all[index].number
  }

  /// Notes that definition `index` is `node` of the document.
  mutating func define(_ index: Int, as node: Int32) {
    all[index].node = node
    if all[index].number > 0 { definitions[Int(all[index].number) - 1] = node }
  }
}

extension TreeBuilder {
  mutating func addFootnote(_ index: Int, _ item: Node) {
    var node = item
    node.kind = .footnoteDefinition
    node.value = 0
    node.flags = []
    let label = footnotes.all[index].label
    node.text = append { $1.append(contentsOf: label.utf8) }
    let definition = emit(block: node)
    footnotes.define(index, as: definition)
    frames.append(Frame(next: item.firstChild, parent: definition))
  }

  /// Writes the numbers into the definitions, and reports labels that are used twice or not at all.
  mutating func finishFootnotes() {
    document.footnoteDefinitions = footnotes.definitions
    for definition in footnotes.all where definition.node >= 0 {
      document.nodes[Int(definition.node)].value = definition.number
      guard !options.isPlain else { continue }
      if definition.isRepeated {
        diagnostics.append(
          .error(
            "footnote \"\(definition.label)\" is defined twice", at: definition.place, hint: "give it another label"))
      } else if definition.number == 0 {
        diagnostics.append(
          .warning(
            "nothing refers to footnote \"\(definition.label)\"", at: definition.place,
            hint: "write [^\(definition.label)] in the text, or remove it"))
      }
    }
  }
}
