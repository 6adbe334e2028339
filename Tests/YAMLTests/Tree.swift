import Diagnostics
import Testing
import YAML

/// `node` on one line: plain scalars as they are, other text in quotes, lists in `[ ]`, mappings in `{ }`.
func tree(_ node: YAMLNode) -> String {
  switch node.value {
  case .null: "null"
  case .scalar(let text, isPlain: true): text
  case .scalar(let text, isPlain: false): #""\#(text)""#
  case .sequence(let items): "[" + items.map(tree).joined(separator: ", ") + "]"
  case .mapping(let entries): "{" + entries.map { "\($0.key): \(tree($0.value))" }.joined(separator: ", ") + "}"
  }
}

/// The tree of `text`; an issue where it has findings.
func tree(_ text: String) throws -> String {
  let (node, diagnostics) = YAMLNode.parse(Array(text.utf8)[...], file: "a.yml")
  #expect(diagnostics == [])
  return tree(try #require(node))
}

/// The findings of `text`, as they are printed, one a line.
func findings(_ text: String) -> [String] {
  YAMLNode.parse(Array(text.utf8)[...], file: "a.yml").diagnostics.map(\.description)
}
