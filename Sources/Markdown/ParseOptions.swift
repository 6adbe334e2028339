/// What a parse needs to know besides the text.
public struct ParseOptions: Sendable {
  /// Values for `{{name}}` by dotted name (`urls.mfa-setup`); a name that is not here is an error.
  public var variables: [String: String] = [:]
  /// Directives whose direct child headings are keys (`### firefox`) and so get no anchor.
  public var keyedDirectives: Set<String> = ["private-mode", "variants"]
  /// Plain CommonMark and GFM: no directives, variables, callouts, wiki links or `{#id}`, and raw HTML passes.
  public var isPlain = false
  /// With `isPlain`: CommonMark alone, without GitHub's tables, strikethrough, task lists, footnotes and bare addresses.
  public var isCommonMark = false
  /// With `isCommonMark`: bare addresses are links all the same.
  public var linksBareAddresses = false

  /// The options of an article, without variables.
  public init() {}
}
