import Diagnostics

/// Finds the pages of a site that another program's links mean.
package struct PageMap: Sendable, Equatable {
  /// The paths of all pages: `faq/mfa.html`.
  package let pages: Set<String>
  /// By link, as the other program has it: which page it means.
  private var renamed: [String: String] = [:]

  package init(pages: Set<String>) {
    self.pages = pages
  }

  /// Adds the lines of the file at `path`: `old=new`, where `old` is a link of the other program, with or without the name of
  /// its host, and `new` the path of a page. Empty lines and such as begin with `#` say nothing.
  package mutating func add(linesOf path: String) throws(ImportError) {
    var lines = InputLines(try InputFile(path))
    var problems: [Diagnostic] = []
    while let bytes = try lines.next() {
      let line = VisibleText.line(String(decoding: bytes, as: UTF8.self))
      if line.isEmpty || line.hasPrefix("#") { continue }
      // An old link may well have this sign in it, a new one hardly.
      guard let sign = line.lastIndex(of: "=") else {
        problems.append(
          .error("this is not \"old=new\"", at: lines.place, hint: "write the old link, = and the path of a page"))
        continue
      }
      let new = VisibleText.line(String(line[line.index(after: sign)...]))
      guard let page = page(new) else {
        problems.append(unknown(new, at: lines.place))
        continue
      }
      renamed[VisibleText.line(String(line[..<sign]))] = page
    }
    guard problems.isEmpty else { throw .problems(problems) }
  }

  /// The page that `link` means; nil where there is none.
  ///
  /// Only the path of a link counts. Of `/faq/mfa`, `/faq/mfa/`, `/faq/mfa.html` and `/faq/mfa/index.html` each finds
  /// `faq/mfa.html` or `faq/mfa/index.html`, what is written out before what is not.
  package func page(_ link: String) -> String? {
    let link = VisibleText.line(link)
    if let page = renamed[link] { return page }
    let path = Self.path(of: link)
    if let page = renamed[path] ?? renamed["/" + path] { return page }
    return Self.candidates(path).first { pages.contains($0) }
  }

  /// The finding that there is no page for `link`.
  ///
  /// - Parameters:
  ///   - comments: how many comments have it.
  ///   - hasAdvice: whether to say which page has a name like it.
  func unknown(_ link: String, comments: Int = 0, at place: Place, hasAdvice: Bool = true) -> Diagnostic {
    let count = comments == 0 ? "" : comments == 1 ? " (1 comment)" : " (\(comments) comments)"
    let path = Self.path(of: VisibleText.line(link))
    let nearest = hasAdvice ? nearestName(to: path.hasSuffix(".html") ? path : path + ".html", among: pages) : nil
    let advice = nearest.map { "; is it \"\($0)\"?" } ?? ""
    return .error(
      "there is no page for \"\(VisibleText.line(link))\"\(count)", at: place,
      hint: "name its page in a file of lines old=new, or leave its comments out\(advice)")
  }

  /// What `link` has between its host and its query, without the slash at its start.
  private static func path(of link: String) -> String {
    var rest = Substring(link)
    if let scheme = rest.range(of: "://") {
      rest = rest[scheme.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
    } else if rest.hasPrefix("//") {
      rest = rest.dropFirst(2).drop { $0 != "/" && $0 != "?" && $0 != "#" }
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    return decoded(rest.drop { $0 == "/" })
  }

  private static func candidates(_ path: String) -> [String] {
    let bare = String(path.reversed().drop { $0 == "/" }.reversed())
    if bare.isEmpty { return ["index.html"] }
    var candidates = [bare, bare + ".html", bare + "/index.html"]
    if path.hasSuffix("/") { candidates = [bare + "/index.html", bare + ".html", bare] }
    if bare.hasSuffix("/index.html") { candidates.append(bare.dropLast("/index.html".count) + ".html") }
    if bare.hasSuffix("/index") { candidates.append(bare.dropLast("/index".count) + ".html") }
    if bare.hasSuffix(".html") { candidates.append(bare.dropLast(".html".count) + "/index.html") }
    for ending in [".htm", ".php", ".md"] where bare.hasSuffix(ending) {
      candidates.append(bare.dropLast(ending.count) + ".html")
    }
    return candidates
  }

  /// `text` with what is percent-encoded decoded; as it is where that is no UTF-8.
  static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(text)
  }
}

extension Substring {
  /// The first place of `other`; nil where it is not here.
  fileprivate func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
