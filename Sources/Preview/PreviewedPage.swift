/// A page of the site on its way to the browser.
struct PreviewedPage {
  /// As the site has it.
  let html: [UInt8]
  /// Where the addresses of its style sheets stand.
  private let styleRanges: [Range<Int>]

  /// The page `html`, which may be any bytes.
  init(_ html: [UInt8]) {
    self.html = html
    styleRanges = Self.styleAddresses(in: html)
  }

  /// The addresses of its style sheets, as they are written.
  var styles: [ArraySlice<UInt8>] { styleRanges.map { html[$0] } }

  /// The page without those addresses.
  var withoutStyles: [UInt8] {
    var rest: [UInt8] = []
    rest.reserveCapacity(html.count)
    var start = 0
    for range in styleRanges {
      rest += html[start..<range.lowerBound]
      start = range.upperBound
    }
    return rest + html[start...]
  }

  /// The page with `head` before the end of its head, and `body` before the end of its body.
  func with(head: String, body: String) -> [UInt8] {
    let headEnd = html.firstRange(of: Self.headEnd)?.lowerBound
    let bodyEnd = html.lastStart(of: Self.bodyEnd) ?? html.count
    var page: [UInt8] = []
    page.reserveCapacity(html.count + head.utf8.count + body.utf8.count)
    page += html[..<(headEnd ?? bodyEnd)]
    page += head.utf8
    page += html[(headEnd ?? bodyEnd)..<bodyEnd]
    page += body.utf8
    return page + html[bodyEnd...]
  }

  private static let headEnd = Array("</head>".utf8)
  private static let bodyEnd = Array("</body>".utf8)
  private static let link = Array("<link ".utf8)
  private static let isStyle = Array("rel=\"stylesheet\"".utf8)
  private static let address = Array("href=\"".utf8)

  private static func styleAddresses(in html: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while let tag = html[start...].firstRange(of: link) {
      let end = html[tag.upperBound...].firstIndex(of: UInt8(ascii: ">")) ?? html.count
      start = end
      guard html[tag.lowerBound..<end].firstRange(of: isStyle) != nil,
        let address = html[tag.lowerBound..<end].firstRange(of: address)
      else { continue }
      let quote = html[address.upperBound..<end].firstIndex(of: UInt8(ascii: "\"")) ?? end
      found.append(address.upperBound..<quote)
    }
    return found
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where `bytes`, which are not empty, first stand.
  fileprivate func firstRange(of bytes: [UInt8]) -> Range<Int>? {
    var start = startIndex
    while let first = self[start...].firstIndex(of: bytes[0]) {
      if self[first...].starts(with: bytes) { return first..<(first + bytes.count) }
      start = first + 1
    }
    return nil
  }

  /// Where `bytes`, which are not empty, last begin.
  fileprivate func lastStart(of bytes: [UInt8]) -> Int? {
    var end = endIndex
    while let last = self[..<end].lastIndex(of: bytes[0]) {
      if self[last...].starts(with: bytes) { return last }
      end = last
    }
    return nil
  }
}
