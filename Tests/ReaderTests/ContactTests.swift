import Testing

extension ReaderTests {
  @Suite struct ContactTests {
    @Test(arguments: Engine.allCases)
    func `a message to the helpdesk says the step that the reader stopped at, and the browser`(_ engine: Engine) throws
    {
      try EngineVisit.make(engine) { visit in
        try visit.open(Visit.mfa)
        let link = try visit.window.evaluate(
          """
          const headings = [...document.querySelectorAll('main h2')];
          headings[1].scrollIntoView();
          return new Promise(done => setTimeout(() => {
            document.querySelector('.help-link').click();
            setTimeout(() => {
              const link = document.querySelector('#site-help [data-pattern]');
              link.addEventListener('click', event => event.preventDefault());
              link.click();
              done([decodeURIComponent(link.href), headings[1].innerText, navigator.userAgent]);
            }, 1000);
          }, 1500));
          """)
        let (says, step, browser) = (link.items[0].text, link.items[1].text, link.items[2].text)
        #expect(says.hasPrefix("mailto:helpdesk@example.com?subject=Help: Setting up MFA"))
        #expect(says.contains("body=Page: https://help.example.com/\(Visit.mfa)\r\n"))
        #expect(says.contains("\r\nStep: \(step)"), "\(says)")
        #expect(says.contains("\r\nBrowser: \(browser)\r\n"))
      }
    }

    @Test(arguments: Engine.allCases)
    func `a message from where nothing is names the address that was asked for, and no step`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        try visit.open("404.html?from=mail&to=x#steps")
        let says = try visit.window.evaluate(
          """
          const link = document.querySelector('#site-help [data-pattern]');
          link.addEventListener('click', event => event.preventDefault());
          link.click();
          return decodeURIComponent(link.href);
          """
        ).text
        #expect(says.contains("&body=Page: \(visit.root)404.html?from=mail&to=x\r\nBrowser: "), "\(says)")
        #expect(!says.contains("Step"), "\(says)")
      }
    }

    @Test func `the way to the helpdesk is at the same place on every page`() throws {
      try Visit.make { visit in
        var places: Set<JSON> = []
        for page in AccessibilityTests.pages {
          try visit.open(page)
          places.insert(
            try visit.browser.evaluate(
              """
              const {left, top, width} = document.querySelector('.site-header .help-link').getBoundingClientRect();
              return [left, top, width, !!document.querySelector('footer #site-help [data-pattern]')];
              """))
        }
        #expect(places.count == 1, "\(places)")
      }
    }
  }
}
