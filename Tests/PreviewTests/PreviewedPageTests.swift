import Testing

@testable import Preview

@Suite struct PreviewedPageTests {
  @Test(arguments: [
    ("<head>h</head><body>b</body>", "<head>hH</head><body>bB</body>"),
    ("<head>h</head><body>b", "<head>hH</head><body>bB"),
    ("<p>b</body>", "<p>bHB</body>"),
    ("<p>b", "<p>bHB"), ("", "HB"),
    (
      "<head></head><body><pre>&lt;/body></pre></body></body>",
      "<head>H</head><body><pre>&lt;/body></pre></body>B</body>"
    ),
  ])
  func `what the preview puts in stands at the ends of head and body`(html: String, expected: String) {
    #expect(String(decoding: PreviewedPage(Array(html.utf8)).with(head: "H", body: "B"), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (
      #"<link rel="stylesheet" href="a.css"><link rel="icon" href="i.svg"><link href="b.css" rel="stylesheet">"#,
      ["a.css", "b.css"]
    ),
    (#"<link rel="stylesheet">"#, []), (#"<link rel="stylesheet" href="a.css"#, ["a.css"]), ("<link ", []),
    ("no link", []),
  ])
  func `style sheets are found`(html: String, addresses: [String]) {
    let page = PreviewedPage(Array(html.utf8))
    #expect(page.styles.map { String(decoding: $0, as: UTF8.self) } == addresses)
  }

  @Test func `another style sheet changes only that part of the fingerprint`() {
    func fingerprint(_ style: String, _ text: String) -> PageFingerprint {
      PageFingerprint(of: PreviewedPage(Array(#"<link rel="stylesheet" href="\#(style)"><p>\#(text)</p>"#.utf8)))
    }
    let page = fingerprint("a.css", "x")
    #expect(fingerprint("b.css", "x").content == page.content)
    #expect(fingerprint("b.css", "x").styles != page.styles)
    #expect(fingerprint("a.css", "y").content != page.content)
    #expect(fingerprint("a.css", "y").styles == page.styles)
  }

  @Test(arguments: [("1f-a", true), ("", false), ("1f", false), ("x-1", false), ("1-2-3", false), ("-", false)])
  func `a fingerprint is read back as it was written`(text: String, isRight: Bool) {
    #expect(PageFingerprint(text)?.description == (isRight ? text : nil))
  }
}
