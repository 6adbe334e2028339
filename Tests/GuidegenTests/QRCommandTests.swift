import Testing

/// `guidegen qr` as people run it: what it writes is read by zbarimg, a reader that others wrote.
@Suite struct QRCommandTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  private func qr(_ arguments: String...) throws -> Outcome {
    try Command([try guidegenPath(), "qr"] + arguments, in: folder).run()
  }

  private func shell(_ script: String) throws -> Outcome {
    try Command(["/bin/sh", "-c", script.replacing("guidegen", with: "'\(try guidegenPath())'")], in: folder).run()
  }

  /// What zbarimg reads in the picture `name`.
  private func reading(_ name: String) throws -> String {
    let outcome = try shell("zbarimg --raw -q --nodbus \(name)")
    try #require(outcome.status == 0, "zbarimg reads nothing in \(name): install zbar-tools if it is missing")
    return String(outcome.output.dropLast())
  }

  @Test func `a PNG file is read as it was meant, without any option`() throws {
    #expect(try qr("https://example.com/ä?b=c", "-o", "code.png") == Outcome(status: 0))
    #expect(try reading("code.png") == "https://example.com/ä?b=c")
  }

  @Test(arguments: [
    ["hi", "-o", "x.svg"], ["-o", "x.png", "hi"], ["hi", "--output", "x.txt"], ["--output", "x.pdf", "ÄÖ"],
    ["help", "-o", "x.eps"], ["", "-o", "x.svg"], ["--lint", "-o", "x.svg"], ["hi", "-o", "--json"],
    ["hi", "-o", "x"], ["hi", "-o", "none/x.svg"], ["-", "-o", "x.svg"],
    ["otpauth://totp/Ex:a@ex.com?secret=JBSWY3DPEHPK3PXP", "-o", "x.svg"], ["-x", "-o", "x.svg"],
    ["--", "-o", "x.svg"],
  ])
  func `a text and a file alone do the same as with an option that changes nothing`(arguments: [String]) throws {
    let short = try Command([try guidegenPath(), "qr"] + arguments, in: folder).run()
    let drawn = try folder.contents(of: ".")
    for name in try folder.names() { try folder.remove(name) }
    let long = try Command([try guidegenPath(), "qr", "--text-style", "half"] + arguments, in: folder).run()
    #expect(long == short)
    #expect(try folder.contents(of: ".") == drawn)
  }

  @Test func `standard input is taken byte for byte, its last newline too`() throws {
    #expect(try shell(#"printf 'one\ntwo\n' | guidegen qr - -o code.png"#).status == 0)
    #expect(try reading("code.png") == "one\ntwo\n")
  }

  @Test func `a matrix is rows of 0 and 1, as many as the version has`() throws {
    let outcome = try qr("hi", "--format", "matrix", "--quiet-zone", "0")
    let rows = outcome.output.split(separator: "\n")
    #expect(rows.count == 21 && rows.allSatisfy { $0.count == 21 && $0.allSatisfy { "01".contains($0) } })
    #expect(rows.first?.hasPrefix("1111111") == true)
  }

  @Test(
    arguments: [
      (
        ["--file", "long", "-o", "x.svg"], 1,
        """
        error: the data needs 22017 bits, 3345 more than version 40 holds at level M
          hint: version 40 would hold it at level L

        """
      ),
      (["--file", "nothing", "-o", "x.svg"], 3, "error: cannot read \"nothing\": no such file or directory\n"),
      (
        ["hi", "-o", "x.svg", "--dark", "white", "--light", "black"], 2,
        """
        error: the dark colour "#fff" is lighter than the light colour "#000"
          hint: many readers do not see such a code; --force draws it all the same

        """
      ),
      (
        ["hi", "-o", "x.xyz"], 2,
        """
        error: the ending of "x.xyz" tells no format
          hint: write --format svg, png, pdf, eps or text

        """
      ),
    ] as [([String], Int32, String)])
  func `what cannot be drawn is told, with its status, and nothing is written`(
    arguments: [String], status: Int32, message: String
  ) throws {
    try folder.write(String(repeating: "A", count: 4000), to: "long")
    let outcome = try Command([try guidegenPath(), "qr"] + arguments, in: folder).run()
    #expect(outcome == Outcome(status: status, errors: message))
    #expect(try folder.names() == ["long"])
  }

  @Test func `an unknown level is a wrong command line`() throws {
    let outcome = try qr("hi", "--level", "X")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("Please provide one of 'L', 'M', 'Q' or 'H'."))
  }

  @Test func `a secret from a file makes a key address without a word; on the command line it is warned about`() throws
  {
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    try folder.write(secret + "\n", to: "secret")
    let quiet = try qr("--totp", "--issuer", "Ex", "--account", "a@ex.com", "--secret-file", "secret", "-o", "t.png")
    #expect(quiet == Outcome(status: 0))
    #expect(try reading("t.png") == "otpauth://totp/Ex:a@ex.com?secret=\(secret)&issuer=Ex")
    let loud = try qr("--totp", "--issuer", "Ex", "--account", "a@ex.com", "--secret", secret, "-o", "u.png")
    #expect(loud.status == 0)
    #expect(loud.errors.hasPrefix("warning: a secret on the command line is seen by other users"))
    #expect(!loud.errors.contains(secret) && !loud.output.contains(secret))
  }

  @Test func `the linter names what Microsoft Authenticator ignores, and never the secret`() throws {
    try folder.write(
      "otpauth://totp/Ex:a@ex.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Ex&algorithm=SHA256", to: "uri")
    let outcome = try qr("--lint", "--file", "uri")
    #expect((outcome.output + outcome.errors).contains("Microsoft Authenticator ignores algorithm=SHA256"))
    #expect(!(outcome.output + outcome.errors).contains("JBSWY3DP"))
  }

  @Test func `a batch draws a code for each line`() throws {
    try folder.write("one\ntwo\nthree\n", to: "lines")
    #expect(try qr("--batch", "lines", "--output-dir", "codes", "--format", "png").status == 0)
    #expect(try ["000001", "000002", "000003"].map { try reading("codes/\($0).png") } == ["one", "two", "three"])
  }

  @Test func `a batch keeps the order of its lines, however many processors draw`() throws {
    let texts = (0..<150).map { "https://help.example.com/\($0)" }
    try folder.write(texts.joined(separator: "\n"), to: "lines")
    #expect(try qr("--batch", "lines", "-o", "all.txt", "--format", "data-uri").status == 0)
    var expected = ""
    for text in texts { expected += try qr(text, "--format", "data-uri").output }
    #expect(try folder.read("all.txt") == expected)
  }

  @Test func `a batch says which lines of a table it cannot draw, and draws the others`() throws {
    try folder.write("name,text\none,1\ntwo\none,3\n../x,4\nfive,5\n", to: "table.csv")
    let outcome = try qr("--batch", "table.csv", "--output-dir", "codes")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        table.csv:3: error: a line has a name and a text, this one has 1 fields
        table.csv:4: error: "one" is the name in line 2 too
        table.csv:5: error: "../x" is no name for a file
        error: 3 of 6 lines could not be drawn

        """)
    #expect(try folder.contents(of: "codes").keys.sorted() == ["five.svg", "one.svg"])
  }
}
