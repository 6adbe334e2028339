import Markdown
import Testing

@Suite struct VariableTests {
  @Test(arguments: [
    ("{{organisation.name}}", "<p>Contoso &amp; Co</p>\n"),
    ("a{{ mail }}b", "<p>ait@example.comb</p>\n"),
    ("**{{mail}}**", "<p><strong>it@example.com</strong></p>\n"),
    (
      "<{{urls.mfa-setup}}>",
      "<p><a href=\"https://aka.ms/mfasetup?a=1&amp;b=%C3%A4\">https://aka.ms/mfasetup?a=1&amp;b=ä</a></p>\n"
    ),
    (
      "[a]({{urls.mfa-setup}} \"{{mail}}\")",
      "<p><a href=\"https://aka.ms/mfasetup?a=1&amp;b=%C3%A4\" title=\"it@example.com\">a</a></p>\n"
    ),
    ("[a](<{{urls.mfa-setup}}>)", "<p><a href=\"https://aka.ms/mfasetup?a=1&amp;b=%C3%A4\">a</a></p>\n"),
    ("[a](mailto:{{mail}}?subject=x)", "<p><a href=\"mailto:it@example.com?subject=x\">a</a></p>\n"),
    ("[a]\n\n[a]: {{urls.mfa-setup}}\n", "<p><a href=\"https://aka.ms/mfasetup?a=1&amp;b=%C3%A4\">a</a></p>\n"),
    ("<{{mail}}>", "<p><a href=\"mailto:it@example.com\">it@example.com</a></p>\n"),
    ("\\{{mail}} {mail} {{}} {{a b}}", "<p>{{mail}} {mail} {{}} {{a b}}</p>\n"),
    (
      "| {{mail}} |\n| - |\n",
      "<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">it@example.com</th>\n</tr>\n</thead>\n</table>\n</div>\n"
    ),
  ])
  func `a variable's value stands in texts, destinations and titles`(text: String, html: String) {
    #expect(Reading.html(text) == html)
  }

  @Test func `a heading's anchor and a directive's attributes have the values`() {
    let (document, _) = Reading.parse("# Ask {{mail}}\n\n::a[{{mail}}]{b={{mail}} c=\"d {{mail}}\"}\n")
    #expect(document.headings.map(\.identifier) == ["ask-itexamplecom"])
    #expect(document.directives.map(\.label) == ["it@example.com"])
    #expect(document.directives[0].attributes.map(\.value) == ["it@example.com", "d it@example.com"])
  }

  @Test func `an unknown name is reported where it stands, however often`() {
    let text = "# {{mial}}\n\n> - *a* {{nowhere.to.be.found}}\n>   [b]({{mial}} 'c') <{{mial}}>\n\n::a{b={{mial}}}\n"
    #expect(
      Reading.findings(text) == [
        "a.md:1:3: error: unknown variable \"mial\"\n  hint: write {{mail}}",
        "a.md:3:9: error: unknown variable \"nowhere.to.be.found\"\n  hint: define it in guide.yml, under variables",
        "a.md:4:9: error: unknown variable \"mial\"\n  hint: write {{mail}}",
        "a.md:4:24: error: unknown variable \"mial\"\n  hint: write {{mail}}",
        "a.md:6:7: error: unknown variable \"mial\"\n  hint: write {{mail}}",
      ])
  }
}
