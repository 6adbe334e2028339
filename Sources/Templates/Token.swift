/// A piece of a template: a tag, or text that ends where a line or a tag does.
struct Token {
  enum Kind {
    case text
    /// `{{name}}`
    case variable
    /// `{{{name}}}` and `{{&name}}`
    case raw
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case inverted
    /// `{{/name}}`
    case close
    /// `{{>name}}`
    case partial
    /// `{{<name}}`
    case parent
    /// `{{$name}}`
    case block
    /// `{{!comment}}`
    case comment
    /// `{{=<% %>=}}`
    case delimiters
  }

  var kind: Kind
  /// The token's bytes in the template; of text, those that are left to write.
  var range: Range<Int>
  /// Of a tag; empty where it has none.
  var name = ""
  /// It is what is written first on its line, so that an including template's indentation goes before it.
  var startsLine = false
  /// Nothing else counts on its line, or on the lines of the whole element; `indent` is the blank before it.
  var isStandalone = false
  /// The bytes that indent a standalone partial or parent; of a block, those that indent whatever replaces it.
  var indent = 0..<0
  /// Of a block: its content begins on the line below.
  var contentStartsLine = false
}
