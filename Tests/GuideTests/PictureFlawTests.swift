import Testing

@testable import Guide

/// Pictures that readers would not see, told where an article shows them.
@Suite struct PictureFlawTests {
  private static let start = #"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10""#

  @Test(arguments: [
    (
      "a.png", "",
      """
      content/a.md:4:5: warning: the picture "a.png" is an empty file
        hint: save it anew from the program that it was made with
      """
    ),
    (
      "a.png", "\n<!DOCTYPE html><title>Sign in</title>",
      """
      content/a.md:4:5: warning: the picture "a.png" is a web page with the name of a picture
        hint: save the picture itself, not the page that shows it
      """
    ),
    (
      "a.svg", "<html><svg/></html>",
      """
      content/a.md:4:5: warning: the picture "a.svg" is a web page with the name of a picture
        hint: save the picture itself, not the page that shows it
      """
    ),
    (
      "a.jpg", "version https://git-lfs.github.com/spec/v1",
      """
      content/a.md:4:5: warning: the picture "a.jpg" is no JPEG file
        hint: save it anew from the program that it was made with
      """
    ),
    (
      "a.gif", "GIF89a",
      """
      content/a.md:4:5: warning: the picture "a.gif" is cut short: its file ends in the middle
        hint: save it anew from the program that it was made with
      """
    ),
    (
      "a.webp", start + "/>",
      """
      content/a.md:4:5: warning: the picture "a.webp" is an SVG file, though it is named as a WebP file
        hint: let its name end in .svg
      """
    ),
    (
      "a.svg", #"<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>"#,
      """
      content/a.md:4:5: warning: the picture "a.svg" does not say how large it is, so the page jumps when it arrives
        hint: give its <svg> a viewBox, or a width and a height in px
      """
    ),
    (
      "a.svg", start + ">\n<g>\n",
      """
      content/a.md:4:5: warning: the picture "a.svg" shows nothing, for its SVG is wrong: <g> does not end
        hint: mend line 2 of its file, or save it anew from the program that it was made with
      """
    ),
  ])
  func `a picture that cannot be what its name says is told where it is shown`(
    name: String, text: String, message: String
  ) {
    var guide = SampleGuide(body: "See ![A screen](\(name)).")
    guide.files["content/\(name)"] = text
    #expect(guide.findings() == message)
  }

  @Test(arguments: [
    ("<svg width='1' height='1'/>", #"<svg> does not say xmlns="http://www.w3.org/2000/svg""#),
    ("<s:svg xmlns:s='http://www.w3.org/1999/xhtml'/>", #"<s:svg> does not say xmlns:s="http://www.w3.org/2000/svg""#),
    (start + "><use xlink:href='#a'/></svg>", #"xlink:href needs xmlns:xlink="…" at <svg>"#),
    (start + "><g></svg>", "</svg> stands where <g> should end"),
    (start + "></svg></g>", "</g> ends nothing"),
    (start + "></svg", "</svg has no >"),
    (start + "/><a/>", "<a> stands outside of <svg>"),
    (start + "/>text", "text stands outside of <svg>"),
    (start + " width='2'/>", "<svg> has width twice"),
    (start + " fill=red/>", "<svg has no >, or an attribute without quotes"),
    (start + " fill='red'id='x'/>", "<svg has no >, or an attribute without quotes"),
    (start + " fill", "<svg has no >, or an attribute without quotes"),
    (start + "><text>a&nbsp;b</text></svg>", "&nbsp means nothing in SVG, and & has to be &amp;"),
    (start + " class='a & b'/>", "& means nothing in SVG, and & has to be &amp;"),
    (start + ">1 < 2</svg>", "< stands where it has to be &lt;"),
    (start + "><!-- x</svg>", "a comment does not end"),
    (start + "><![CDATA[ x</svg>", "CDATA does not end"),
  ])
  func `an SVG that browsers refuse says why`(text: String, reason: String) {
    let flaw = PictureFlaw.look(at: Array(text.utf8), named: .svg).flaw
    #expect(flaw == .malformed(reason, line: 1))
  }

  @Test(arguments: [
    "<?xml version='1.0'?>\n<!-- made by <b> & co -->\n" + start
      + "><style><![CDATA[ a > b { } ]]></style></svg>\n<!-- end -->",
    start + " xmlns:xlink='x'><g xlink:href='#a' d='1 &gt; 0'>&#169;&#xA9; <text>é > a</text></g><g\n/></svg >",
    start + "><a xmlns:b='x' b:c='d'><b:e/></a></svg>",
    "\u{FEFF}<s:svg xmlns:s='http://www.w3.org/2000/svg' width='2' height='2'><s:g></s:g></s:svg>",
    """
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
    <!ENTITY ns_svg "http://www.w3.org/2000/svg">
    ]>
    <svg xmlns="&ns_svg;" width="20" height="10"><text>&ns_svg;</text></svg>
    """,
  ])
  func `an SVG that browsers show is let pass, and never crashes when it is cut`(text: String) {
    let bytes = Array(text.utf8)
    #expect(PictureFlaw.look(at: bytes, named: .svg).flaw == nil)
    let end = text.utf8.count - (text.hasSuffix("-->") ? "\n<!-- end -->".utf8.count : 0)
    for count in 0..<end {
      #expect(PictureFlaw.look(at: Array(bytes.prefix(count)), named: .svg).flaw != nil, "\(count)")
    }
  }

  @Test func `a build after another tells of it again, until it is mended`() throws {
    let guide = try IncrementalGuide()
    try guide.put("", at: "content/square.svg")
    let told = try guide.buildAndCompare("first").diagnostics.map(\.description)
    #expect(told.map { $0.prefix(20) } == ["content/b.md:7:1: wa"])
    #expect(try guide.buildAndCompare("nothing changed").diagnostics.map(\.description) == told)
    try guide.put("---\ntitle: A\ntags: [one]\n---\n\nSee [B](b.md#steps) and [[c]].\n", at: "content/a.md")
    #expect(try guide.buildAndCompare("another article").diagnostics.map(\.description) == told)
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\n![A square](square.svg) again\n", at: "content/b.md")
    #expect(try guide.buildAndCompare("this article").diagnostics.map(\.description) == told)
    try guide.put(IncrementalGuide.small["content/square.svg"] ?? "", at: "content/square.svg")
    #expect(try guide.buildAndCompare("mended").diagnostics.isEmpty)
  }
}
