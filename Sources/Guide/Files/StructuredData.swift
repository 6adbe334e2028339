import Diagnostics

/// What pages tell search engines about themselves.
enum StructuredData {
  /// The trail to the page as a BreadcrumbList in JSON-LD; empty where the site's own address is not known, since the
  /// list needs whole addresses. Source: schema.org/BreadcrumbList.
  static func breadcrumbs(of view: PageView) -> [UInt8] {
    let base = view.site.configuration.baseAddress
    guard !base.isEmpty, !view.site.isOffline, view.untranslated == nil,
      ![.notFound, .home, .enrollment].contains(view.page.kind)
    else {
      return []
    }
    var pages: [Page] = []
    var section: Int? = view.page.section
    while let number = section {
      pages.append(view.site.pages[view.site.sections[number].page])
      section = view.site.sections[number].parent
    }
    pages.reverse()
    if view.page.kind != .section { pages.append(view.page) }
    var output = Array(#"{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":["#.utf8)
    for (number, page) in pages.enumerated() {
      if number > 0 { output.append(UInt8(ascii: ",")) }
      output += Array(#"{"@type":"ListItem","position":\#(number + 1),"name":"#.utf8)
      output.appendJSONString(page.title)
      output += Array(#","item":"#.utf8)
      output.appendJSONString(page.publicAddress(below: base))
      output.append(UInt8(ascii: "}"))
    }
    output += Array("]}".utf8)
    return output
  }
}
