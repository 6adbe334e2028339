import Testing

@testable import Letters

@Suite struct MarkupTests {
  /// `element` as HTML of the shortest kind.
  private func written(_ element: Element) -> String {
    element.children.map { child in
      switch child {
      case .text(let text): text
      case .element(let inner):
        "<\(inner.name)\(inner.attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined())>"
          + written(inner) + "</>"
      }
    }.joined()
  }

  @Test(arguments: [
    ("<p>a &amp; b &lt; &#39;c&#x27; &nbsp;&unknown;</p>", "<p>a & b < 'c' \u{A0}&unknown;</>"),
    ("<P Class='x y' id=z hidden>a</P>", "<p class=x y hidden= id=z>a</>"),
    ("a<br>b<hr/>c", "a<br></>b<hr></>c"),
    ("<svg><title>x</title></svg>a<template><p>b</p></template>c<!-- <p> -->d", "acd"),
    ("<ul><li>a<li>b</ul>c", "<ul><li>a<li>b</></></>c"),
    ("</p>a<p>b", "a<p>b</>"),
    ("a < b <", "a < b <"),
    ("<b>a", "<b>a</>"),
    ("<a href=\"x", "<a href=x></>"),
  ])
  func `HTML becomes elements`(_ html: String, _ wanted: String) {
    #expect(written(HTMLReader.read(Array(html.utf8))) == wanted)
  }

  @Test func `what is nested deeper than letters show stands in the last element that they show`() {
    let html = String(repeating: "<div>", count: 5_000) + "deep" + String(repeating: "</div>", count: 5_000) + "after"
    let root = HTMLReader.read(Array(html.utf8))
    #expect(root.words == "deepafter")
    guard case .text("after") = root.children.last else { return #expect(Bool(false), "\(root.children.count)") }
  }

  @Test func `any bytes can be read`() {
    var random = SeededRandom(seed: 7)
    let pieces = ["<", ">", "</", "p", "div", " ", "=", "\"", "'", "&", ";", "#x", "!--", "-->", "/", "é", "\u{0}"]
    for _ in 0..<2_000 {
      let html = (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      _ = HTMLReader.read(Array(html.utf8))
    }
  }

  @Test func `fields are filled in wherever their marks stand`() {
    let fields = Fields(["user.name": "Jo"])
    let text = "Dear \(SampleLetter.mark("user.name")), \(SampleLetter.mark("user.name"))\(SampleLetter.mark("other"))!"
    #expect(fields.filled(text) == "Dear Jo, Jo!")
    #expect(fields.filled("plain") == "plain")
    #expect(Fields.areIn(text) && !Fields.areIn("plain"))
    #expect(
      !Fields.areIn(SampleLetter.mark("a"), besides: ["a"]) && Fields.areIn(SampleLetter.mark("b"), besides: ["a"]))
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
