import Testing

extension ReaderTests {
  @Suite struct PrintTests {
    @Test func `a print holds all variants, the addresses of links and whom to ask, and no navigation`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        #expect(try visit.privateMode().open == ["firefox"])
        try visit.browser.command("Emulation.setEmulatedMedia", ["media": "print"])
        let print = try visit.browser.evaluate(
          """
          const visible = element => element.checkVisibility({contentVisibilityAuto: true});
          const all = selector => [...document.querySelectorAll(selector)];
          const links = all('.body a[href^="https"]');
          const isWritten = link => getComputedStyle(link, '::after').content.includes(link.href);
          const named = links.filter(link => link.innerText != link.href);
          const image = document.querySelector('.body img');
          // On paper a picture has its own size, and before it is there it has none. Printing waits for it.
          image.loading = 'eager';
          return image.decode().then(() => ({
            closed: all('.variant > div > *').filter(part => !visible(part)).length,
            navigation: all('nav, .help-link, .choice, .skip').filter(visible).length,
            addresses: named.length > 3 && links.length > named.length
              && links.every(link => isWritten(link) != (link.innerText == link.href)),
            shape: Math.abs(image.width / image.height - image.getAttribute('width') / image.getAttribute('height')) < .02,
            help: visible(document.querySelector('#site-help')),
          }));
          """)
        #expect(print["closed"] == 0)
        #expect(print["navigation"] == 0)
        #expect(print["addresses"] == true)
        #expect(print["shape"] == true)
        #expect(print["help"] == true)
      }
    }

    @Test func `a PDF from the print dialogue holds the steps of closed sections`() throws {
      let pdfToText = try Tool("pdftotext", package: "Debian's poppler-utils")
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        let pdf = try visit.browser.command("Page.printToPDF", [:])["data"].text
        let text = try String(
          decoding: pdfToText.output(["-", "-"], input: #require(.init(base64Encoded: pdf))), as: UTF8.self)
        for words in ["New InPrivate window", "New Incognito window", "New Private Window"] {
          #expect(text.contains(words))
        }
      }
    }
  }
}
