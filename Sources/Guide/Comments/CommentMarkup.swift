/// The HTML that comments are made of: what guidegen's own comment server writes, and nothing else.
///
/// A build checks each comment against it. So whoever gets hold of the comment server, which strangers can reach, cannot
/// put a script or a form into the pages by way of a build.
enum CommentMarkup {
  /// How deep elements nest at most; the server's limits are far below.
  private static let deepest = 64

  private static let blocks: Set<String> = ["p", "pre", "ul", "ol", "blockquote"]
  private static let inlines: Set<String> = ["em", "strong", "code", "a"]

  /// What is wrong with `html`, in words that go on from "the text": `has the tag "<script>"`; nil where nothing is.
  static func flaw(in html: String) -> String? {
    var rest = Array(html.utf8)[...]
    var open: [String] = []
    while let byte = rest.first {
      if byte != UInt8(ascii: "<") {
        guard byte >= 0x20 || byte == 0x0A || byte == 0x09 else { return "has a control character" }
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return "ends within a tag" }
      let tag = String(decoding: rest[...end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if tag == "<br>" { continue }
      if tag.hasPrefix("</") {
        guard let name = open.popLast(), tag == "</\(name)>" else { return #"has the tag "\#(tag)" at a wrong place"# }
      } else {
        guard let name = name(ofTag: tag) else { return #"has the tag "\#(tag)", which comments have not"# }
        guard stands(name, within: open) else { return #"has the tag "\#(tag)" at a wrong place"# }
        open.append(name)
        guard open.count <= deepest else { return "nests deeper than \(deepest) elements" }
      }
    }
    return open.last.map { #"does not end its "<\#($0)>""# }
  }

  /// Whether `address` can be a link's: of a page or a mailbox, and without what ends an attribute.
  static func isAddress(_ address: some StringProtocol, schemes: [String] = ["https://", "http://", "mailto:"]) -> Bool
  {
    schemes.contains(where: address.hasPrefix)
      && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"'<>`\\".utf8.contains($0) }
  }

  /// The name of the element that `tag` begins; nil for one that comments have not.
  private static func name(ofTag tag: String) -> String? {
    let words = tag.dropFirst().dropLast()
    if blocks.contains(String(words)) || words == "li" { return String(words) }
    if words != "a", inlines.contains(String(words)) { return String(words) }
    if words.hasPrefix(#"ol start=""#), words.hasSuffix("\"") {
      let digits = words.dropFirst(10).dropLast()
      return (1...9).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "ol" : nil
    }
    let ending = #"" rel="nofollow ugc noopener""#
    guard words.hasPrefix(#"a href=""#), words.hasSuffix(ending) else { return nil }
    return isAddress(words.dropFirst(8).dropLast(ending.count)) ? "a" : nil
  }

  /// Whether the element `name` can stand in the last of `open`, as browsers read HTML.
  private static func stands(_ name: String, within open: [String]) -> Bool {
    let parent = open.last
    if parent == "ul" || parent == "ol" { return name == "li" }
    if name == "li" { return false }
    if blocks.contains(name) { return parent.map { $0 == "li" || $0 == "blockquote" } ?? true }
    // Browsers know no link within another.
    return name != "a" || !open.contains("a")
  }
}
