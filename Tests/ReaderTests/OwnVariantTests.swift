import Testing

extension ReaderTests {
  @Suite struct OwnVariantTests {
    @Test(arguments: [
      ("Edge on Windows", "edge", "Microsoft Edge", "windows"),
      ("Chrome on a Mac", "chrome", "Google Chrome", "macos"),
      ("Chrome on a Chromebook", "chrome", "Google Chrome", "chromeos"),
      ("Firefox on Linux", "firefox", "Mozilla Firefox", "linux"),
      ("Safari on a Mac", "safari", "Apple Safari", "macos"),
      ("Brave on Windows", "brave", "Brave", "windows"),
      ("Vivaldi on Linux, its name in the hints alone", "vivaldi", "Vivaldi", "linux"),
      ("Opera on Windows", "opera", "Opera", "windows"),
      ("DuckDuckGo on a Mac", "duckduckgo", "DuckDuckGo", "macos"),
    ])
    func `the reader's own browser stands first and open, the others closed`(
      who: String, key: String, name: String, os: String
    ) throws {
      try Visit.make(as: who) { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        #expect(block.keys.first == key)
        #expect(block.open == [key])
        #expect(block.words == "Shown first because you seem to use \(name). Not right?")
        #expect(block.choice == key)
        #expect(block.firstPlatform == os)
      }
    }

    @Test func `on a phone, steps for a computer get no guess and stay open`() throws {
      try Visit.make(as: "Chrome on Android, reduced") { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        #expect(block.open == block.keys)
        #expect(block.keys == block.written)
        #expect(block.words.hasPrefix("These steps are for your computer. Open this page there,"))
        let own = try visit.browser.evaluate(
          "return document.querySelector('.variants[data-by=os][data-on=phone] > .variant').dataset.key")
        #expect(own == "android")
      }
    }

    @Test(arguments: ["Whale on Windows", "GNOME Web"])
    func `an unknown browser gets no guess, and everything stays open`(who: String) throws {
      try Visit.make(as: who) { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        #expect(block.open == block.keys)
        #expect(block.keys == block.written)
        #expect(block.words.isEmpty)
        #expect(block.choice == "all")
      }
    }

    @Test func `inside another app, the page says to open it in the browser`() throws {
      try Visit.make(as: "a mail app's web view on a Mac") { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        #expect(block.open == block.keys)
        #expect(block.words.hasPrefix("You are reading this inside another app."))
      }
    }

    @Test func `a browser without steps of its own gets those for all others`() throws {
      try Visit.make(as: "Vivaldi on Linux, its name in the hints alone") { visit in
        try visit.open(Visit.mfa)
        let first = try visit.browser.evaluate(
          """
          const block = document.querySelector('.variants:has(> [data-key="*"])[data-by=browser]');
          return [block.querySelector('.variant').dataset.key, block.querySelector('.choice').innerText.split('\\n')[0]];
          """)
        #expect(first.items.first == "*")
        #expect(first.items.last?.text.hasPrefix("There are no steps for your browser alone.") == true)
      }
    }

    @Test func `what the link asks for goes before the guess`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa + "?browser=edge&os=macos")
        let block = try visit.privateMode()
        #expect(block.open == ["edge"])
        #expect(block.words == "Shown first because you chose Microsoft Edge.")
        #expect(block.firstPlatform == "macos")
        try visit.open(Visit.mfa + "?browser=netscape")
        #expect(try visit.privateMode().open == ["firefox"])
      }
    }

    @Test func `a choice holds for all blocks, and is remembered`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        try visit.choose("chrome")
        #expect(try visit.privateMode().open == ["chrome"])
        let others = try visit.browser.evaluate(
          "return [...document.querySelectorAll('.variants[data-by=browser] > .choice + .variant')].map(s => s.dataset.key)"
        )
        #expect(Set(others.items) == ["chrome"])
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        #expect(block.keys.first == "chrome")
        #expect(block.words == "Shown first because you chose Google Chrome.")
      }
    }

    @Test func `"Show all" opens everything in the author's order`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        try visit.choose("all")
        let block = try visit.privateMode()
        #expect(block.keys == block.written)
        #expect(block.open == block.keys)
        #expect(block.words.isEmpty)
      }
    }

    @Test func `where storage is closed, a choice still holds for the page`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.browser.command(
          "Page.addScriptToEvaluateOnNewDocument",
          ["source": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed'); }});"])
        try visit.open(Visit.mfa)
        try visit.choose("edge")
        #expect(try visit.privateMode().open == ["edge"])
        #expect(try visit.browser.complaints() == [])
      }
    }

    @Test func `a fragment opens the closed section that it points to`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        let edge = try #require(block.identifiers["edge"])
        try visit.open(Visit.mfa + "#" + edge)
        #expect(try visit.privateMode().open == ["firefox", "edge"])
        let chrome = try #require(block.identifiers["chrome"])
        try visit.browser.evaluate("location.hash = arguments[0]", .string(chrome))
        try visit.waits("document.getElementById('\(chrome)').querySelector('[aria-expanded=true]')")
        let top = try visit.browser.evaluate(
          "return Math.abs(document.getElementById(arguments[0]).getBoundingClientRect().top) < innerHeight",
          .string(chrome))
        #expect(top == true)
      }
    }

    @Test func `what find-in-page finds in a closed section opens it`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa + "#:~:text=New%20InPrivate%20window")
        try visit.waits(
          "document.querySelector('.variants[data-by=browser] [data-key=edge] [aria-expanded=true]')")
        #expect(try visit.privateMode().open.contains("edge"))
      }
    }

    @Test func `putting the own section first moves nothing that the reader has seen`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        let shift = try visit.browser.evaluate(
          """
          return new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
              .observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
          });
          """)
        #expect(shift == 0)
      }
    }
  }
}
