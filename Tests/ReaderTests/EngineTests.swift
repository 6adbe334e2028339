import Testing

extension ReaderTests {
  /// What must hold in each of the three engines, in the real browsers.
  @Suite struct EngineTests {
    @Test(arguments: Engine.allCases)
    func `each browser sees its own steps first, or all where it is none that is known`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        try visit.open(Visit.mfa)
        let block = try visit.window.privateMode()
        if engine == .firefox {
          #expect(block.open == ["firefox"])
          #expect(block.words == "Shown first because you seem to use Mozilla Firefox. Not right?")
        } else {
          // Chromium without a maker's name, and GNOME Web: the sample has steps for neither.
          #expect(block.open == block.keys)
          #expect(block.keys == block.written)
          let own = engine == .chromium ? "chrome" : "safari"
          try visit.open(Visit.mfa + "?browser=" + own)
          #expect(try visit.window.privateMode().open == [own])
        }
      }
    }

    @Test(arguments: Engine.allCases)
    func `a choice is remembered from page to page`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        try visit.open(Visit.mfa)
        try visit.window.choose("edge")
        #expect(try visit.window.privateMode().open == ["edge"])
        try visit.open("index.html")
        try visit.open(Visit.mfa)
        let block = try visit.window.privateMode()
        #expect(block.keys.first == "edge")
        #expect(block.open == ["edge"])
        #expect(block.words == "Shown first because you chose Microsoft Edge.")
      }
    }

    @Test(arguments: Engine.allCases)
    func `a fragment opens the closed section that it points to`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        try visit.open(Visit.mfa + "?browser=firefox")
        let edge = try #require(visit.window.privateMode().identifiers["edge"])
        try visit.open(Visit.mfa + "?browser=firefox#" + edge)
        #expect(try visit.window.privateMode().open == ["firefox", "edge"])
      }
    }

    @Test(arguments: Engine.allCases)
    func `the keyboard leads past the header, and opens a closed section`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        try visit.open(Visit.mfa + "?browser=firefox")
        // WebKit's Tab stops at links too where this machine's settings say so, as here.
        try visit.window.press(.tab)
        #expect(try visit.window.evaluate("return document.activeElement.innerText") == "Skip to the content")
        try visit.window.evaluate(
          "document.querySelector('.variants:has(.platforms) > [data-key=edge] button').focus()")
        try visit.window.press(.enter)
        #expect(try visit.window.privateMode().open == ["firefox", "edge"])
        try visit.window.press(.space)
        #expect(try visit.window.privateMode().open == ["firefox"])
      }
    }

    @Test(arguments: Engine.allCases)
    func `a reader who wants it dark has light letters on a dark ground`(_ engine: Engine) throws {
      for isDark in [false, true] {
        try EngineVisit.make(engine, isDark: isDark) { visit in
          try visit.open(Visit.mfa)
          let brightness = try visit.window.evaluate(
            """
            const sum = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
            return [sum(getComputedStyle(document.documentElement).backgroundColor), sum(getComputedStyle(document.body).color)];
            """)
          guard case .array(let both) = brightness, case .number(let ground) = both[0], case .number(let ink) = both[1]
          else { throw BrowserRefusal(description: "the page has no colours: \(brightness)") }
          #expect(isDark ? ground < 150 && ink > 550 : ground > 650 && ink < 250, "\(brightness)")
        }
      }
    }

    @Test(arguments: Engine.allCases)
    func `without JavaScript every section stands open under its heading`(_ engine: Engine) throws {
      func check(_ visit: EngineVisit) throws {
        try visit.open(Visit.mfa)
        let page = try visit.window.evaluate(
          """
          const variants = [...document.querySelectorAll('.variant')];
          return [
            variants.length > 20,
            variants.every(section => section.lastElementChild.firstElementChild.checkVisibility()),
            variants.every(section => /^H[2-6]$/.test(section.firstElementChild.tagName)),
            document.querySelectorAll('button, select').length,
          ];
          """)
        #expect(page == [true, true, true, 0])
      }
      switch engine {
      case .chromium:
        let browser = try Browser()
        try browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
        try EngineVisit.make(browser, to: SampleSite.folder, check)
      case .firefox:
        try EngineVisit.make(FirefoxWindow(["javascript.enabled": false]), to: SampleSite.folder, check)
      case .webKit:
        try EngineVisit.make(WebKitWindow(), to: EngineVisit.scriptlessSite, check)
      }
    }

    @Test(arguments: Engine.allCases)
    func `no page complains or asks another host for anything`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        for page in try SampleSite.pages() where try !EngineVisit.leadsOn(page) {
          try visit.open(page)
          let complaints = try visit.window.evaluate("return window.complaints")
          #expect(complaints == [], "\(page)")
          let foreign = try visit.window.evaluate(
            "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith(arguments[0]))",
            .string(visit.root))
          #expect(foreign == [], "\(page)")
        }
        // The watch itself: what is wrong is noticed.
        let noticed = try visit.window.evaluate(
          """
          const image = new Image();
          image.src = 'https://example.com/x.png';
          document.body.append(image);
          return new Promise(done => setTimeout(() => done(window.complaints.length > 0), 500));
          """)
        #expect(noticed == true)
      }
    }

    @Test(arguments: [Engine.firefox, .webKit])
    func `axe finds nothing wrong there either`(_ engine: Engine) throws {
      let axe = try AccessibilityTests.axe()
      try EngineVisit.make(engine) { visit in
        for page in AccessibilityTests.pages {
          try visit.open(page)
          let violations = try visit.window.evaluate(
            """
            \(axe)
            const result = await axe.run();
            if (result.passes.length < 10) return ['axe looked at nothing'];
            return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
            """.wrappedAsPromise)
          #expect(violations == [], "\(page)")
        }
      }
    }
  }
}

extension String {
  /// The function's body as one whose promise is returned: not every driver's functions can wait.
  fileprivate var wrappedAsPromise: String { "return (async function () {\n\(self)\n}).apply(null, arguments);" }
}
