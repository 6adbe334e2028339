import Testing

@testable import Guide

/// Pictures for dark pages.
@Suite struct DarkPicturesTests {
  private static func svg(_ width: Int, _ height: Int) -> String {
    #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(width)" height="\#(height)"></svg>"#
  }

  private static func guide(_ pictures: [String: String], _ text: String = "![A screen](images/screen.svg)")
    -> SampleGuide
  {
    var files = ["content/faq/a.md": "---\ntitle: A\n---\n\n\(text)\n"]
    for (name, bytes) in pictures { files["content/faq/images/" + name] = bytes }
    return SampleGuide(files: files)
  }

  @Test func `the picture is the dark one on dark screens alone, and each has its size`() throws {
    let files = Self.guide(["screen.svg": Self.svg(200, 100), "screen.dark.svg": Self.svg(400, 200)]).rendered()
    let light = try #require(files.keys.first { $0.wholeMatch(of: /assets\/faq\/images\/screen\.\w{12}\.svg/) != nil })
    let dark = try #require(
      files.keys.first { $0.wholeMatch(of: /assets\/faq\/images\/screen\.dark\.\w{12}\.svg/) != nil })
    #expect(
      files["faq/a.html"]?.contains(
        """
        <picture><source media="screen and (prefers-color-scheme: dark)" srcset="../\(dark)" width="400" height="200">\
        <img src="../\(light)" alt="A screen" width="200" height="100" loading="lazy" decoding="async"></picture>
        """) == true)
  }

  @Test func `a picture without another, and the dark one by itself, are plain`() throws {
    let alone = Self.guide(["screen.svg": Self.svg(20, 10)]).rendered()
    #expect(alone["faq/a.html"]?.contains("<picture>") == false)
    let both = ["screen.svg": Self.svg(20, 10), "screen.dark.svg": Self.svg(20, 10)]
    #expect(
      Self.guide(both, "![A screen](images/screen.dark.svg)").rendered()["faq/a.html"]?.contains("<picture>") == false)
  }

  @Test func `a name with a comma or a space stays one address`() throws {
    let files = Self.guide(
      ["a, b.svg": Self.svg(20, 10), "a, b.dark.svg": Self.svg(20, 10)], "![A screen](<images/a, b.svg>)"
    ).rendered()
    #expect(files["faq/a.html"]?.contains(#"srcset="../assets/faq/images/a%2C%20b.dark."#) == true)
  }

  @Test(arguments: [
    (
      ["screen.svg": svg(20, 10), "other.dark.svg": svg(20, 10)],
      """
      content/faq/images/other.dark.svg: warning: nothing shows this picture: it is for dark pages, and there is none for light ones
        hint: put "other.svg" beside it, or take ".dark" out of its name
      """
    ),
    (
      ["screen.svg": svg(200, 100), "screen.dark.svg": svg(200, 150)],
      """
      content/faq/images/screen.dark.svg: warning: this picture, 200 by 150, has another shape than the one for light pages, 200 by 100
        hint: make both of the same part of the screen, in the same size
      """
    ),
    (
      ["screen.svg": svg(200, 100), "screen.dark.svg": svg(401, 200)],
      """
      content/faq/images/screen.dark.svg: warning: this picture, 401 by 200, has another size than the one for light pages, 200 by 100
        hint: make both of the same part of the screen, in the same size
      """
    ),
    (
      ["screen.svg": svg(200, 100), "screen.dark.svg": "<svg"],
      """
      content/faq/images/screen.dark.svg: warning: this picture shows nothing, for its SVG is wrong: <svg has no >, or an attribute without quotes
        hint: mend line 1 of its file, or save it anew from the program that it was made with
      """
    ),
    (["screen.svg": svg(200, 100), "screen.dark.svg": svg(201, 100), ".dark.svg": svg(1, 1)], ""),
  ])
  func `what does not fit is told`(pictures: [String: String], findings: String) {
    #expect(Self.guide(pictures).findings() == findings)
  }

  @Test func `a build after another gives the pages of a cold one`() throws {
    let guide = try IncrementalGuide()
    try guide.buildAndCompare("first")
    try guide.put(Self.svg(20, 10), at: "content/square.dark.svg")
    try guide.buildAndCompare("a dark one")
    #expect(try guide.text("site/b.html").contains("<picture>"))
    try guide.put("---\ntitle: B\n---\n\n## Steps\n\n![A square](square.svg) again\n", at: "content/b.md")
    #expect(try guide.buildAndCompare("another text").report?.written.filter { $0.hasSuffix(".html") } == ["b.html"])
    #expect(try guide.text("site/b.html").contains("<picture>"))
    try guide.remove("content/square.dark.svg")
    try guide.buildAndCompare("it is gone")
    #expect(try !guide.text("site/b.html").contains("<picture>"))
  }
}
