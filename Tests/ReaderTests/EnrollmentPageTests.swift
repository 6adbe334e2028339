import Foundation
import Testing

extension ReaderTests {
  /// People's own pages, from `guidegen enroll pages` to what a code of the app is told.
  @Suite struct EnrollmentPageTests {
    @Test func `the code opens the page, which shows the person's own secret and browser alone`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        #expect(try visit.open(jo) == ["opened"])
        let shown = try visit.browser.evaluate("return document.querySelector('.enrollment-code code').textContent")
          .text
        #expect(shown.filter { $0 != " " } == jo.secret)
        let svg = try visit.browser.evaluate("return document.querySelector('.enrollment-code svg').outerHTML").text
        #expect(
          try read(svg)
            == "otpauth://totp/Example%20Ltd:jo@example.com?secret=\(jo.secret)&issuer=Example%20Ltd")
        let browsers = try visit.browser.evaluate(
          "return [...document.querySelectorAll('.variants[data-by=browser] .variant')].map(each => each.dataset.key)")
        #expect(Set(browsers.items.map(\.text)) == ["edge"])
        let pictures = try visit.browser.evaluate(
          """
          return Promise.all([...document.querySelectorAll('article img')].map(async each => {
            each.loading = 'eager';
            await each.decode();
            return each.naturalWidth > 0;
          }))
          """)
        #expect(!pictures.items.isEmpty && pictures.items.allSatisfy { $0 == true })
        #expect(try visit.browser.complaints() == [])
        #expect(try visit.browser.requests().allSatisfy { $0.hasPrefix(visit.root + "_enroll/") })
      }
    }

    /// What a QR reader finds in a picture.
    private func read(_ svg: String) throws -> String {
      let convert = try Tool("rsvg-convert", package: "Debian's librsvg2-bin")
      let zbarimg = try Tool("zbarimg", package: "Debian's zbar-tools")
      let png = try convert.output(["--zoom", "8"], input: Data(svg.utf8))
      return try String(decoding: zbarimg.output(["--quiet", "--raw", "-"], input: png), as: UTF8.self)
        .trimmingCharacters(in: .newlines)
    }

    @Test(arguments: [
      ("jo", ["--totp"]), ("ada", ["--totp=sha256", "-d", "8"]), ("max", ["--totp=sha512", "-s", "60s"]),
    ])
    func `oathtool's codes are told to work, to come too late, or from which clock they are`(
      name: String, options: [String]
    ) throws {
      try PageVisit.make { visit in
        let person = try visit.site.person(name)
        let (now, period) = (PageVisit.moment, name == "max" ? 60 : 30)
        func check(_ off: Int) throws -> [String] {
          try visit.type(visit.site.code(of: person, options, at: now + off), into: "check")
        }
        #expect(try visit.open(person) == ["opened"])
        for off in [0, -period, period] { #expect(try check(off).first == "works") }
        #expect(try check(3 * period).first == "second")
        #expect(try check(3 * period).first == "same")
        // The server's clock goes on, and so does the phone's, which is ahead.
        try visit.setClock(now + period)
        #expect(try check(4 * period).first == "ahead")
        #expect(try visit.words(in: "check").contains("about \(3 * period) seconds ahead"))
        try visit.setClock(now)
        #expect(try check(-3 * period).first == "second")
        #expect(try check(0).first == "late")
        #expect(try check(-3600).first == "wrong")
        #expect(try check(-3600 + period).first == "behind")
        #expect(try visit.words(in: "check").contains("about \(3600 - period) seconds behind"))
        #expect(try visit.type("12345", into: "check").first == "digits")
        let wrong = try visit.site.code(of: visit.site.person("two"), options, at: now)
        #expect(try visit.type(wrong, into: "check").first == "wrong")
        #expect(try visit.words(in: "check").contains("Example Ltd: \(name)@example.com"))
      }
    }

    @Test func `a code that a press shows works, also after some went unused`() throws {
      try PageVisit.make { visit in
        let eve = try visit.site.person("eve")
        try visit.open(eve)
        #expect(try visit.type(visit.site.code(of: eve, ["-c", "0"]), into: "check").first == "works")
        #expect(try visit.type(visit.site.code(of: eve, ["-c", "7"]), into: "check").first == "presses")
        #expect(try visit.words(in: "check").contains("7 of its codes went unused"))
        #expect(try visit.type(visit.site.code(of: eve, ["-c", "50"]), into: "check").first == "wrong")
      }
    }

    @Test func `a computer's wrong clock is told from a phone's`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        let now = PageVisit.moment + 900
        try visit.setClock(now)
        try visit.open(jo)
        #expect(try visit.type(visit.site.code(of: jo, ["--totp"], at: now), into: "check") == ["works", "computer"])
        try visit.setClock(nil)
        let today = Int(Date().timeIntervalSince1970)
        #expect(try visit.type(visit.site.code(of: jo, ["--totp"], at: today + 150), into: "check") == ["second"])
        #expect(try visit.type(visit.site.code(of: jo, ["--totp"], at: today + 180), into: "check") == ["differs"])
      }
    }

    @Test func `a wrong code is told so, and capitals, hyphens and letters like digits do not matter`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        try visit.browser.open(visit.root + jo.path)
        try visit.waitForForm()
        #expect(try visit.type("0000-0000-0000-0000", into: "open") == ["closed"])
        #expect(try visit.type("0000", into: "open") == ["shape"])
        let sloppy = jo.code.lowercased().replacing("0", with: "o").replacing("1", with: "l").replacing("-", with: " ")
        #expect(try visit.type(sloppy, into: "open") == ["opened"])
      }
    }

    @Test func `a page of two channels wants its whole address, and takes the key out of it`() throws {
      try PageVisit.make { visit in
        let two = try visit.site.person("two")
        let bare = String(two.path.prefix { $0 != "#" })
        #expect(two.path.count == bare.count + 27)
        try visit.browser.open(visit.root + bare)
        #expect(try visit.answers(in: "open") == ["cut"])
        try visit.browser.open(visit.root + "index.html")
        try visit.browser.open(visit.root + bare + "#" + String(repeating: "0", count: 26))
        try visit.waitForForm()
        #expect(try visit.type(two.code, into: "open") == ["closed"])
        try visit.browser.open(visit.root + "index.html")
        #expect(try visit.open(two) == ["opened"])
        #expect(try visit.browser.evaluate("return location.href").text == visit.root + bare)
      }
    }

    @Test func `a page that has expired does not open, nor does one that expires meanwhile`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        let form = ISO8601DateFormatter()
        let end = try #require(form.date(from: visit.site.lastDay + "T00:00:00Z")).timeIntervalSince1970 + 86_400
        try visit.setClock(Int(end) - 60)
        try visit.browser.open(visit.root + jo.path)
        try visit.waitForForm()
        try visit.setClock(Int(end) + 1)
        #expect(try visit.type(jo.code, into: "open") == ["expired"])
        try visit.browser.open(visit.root + jo.path)
        #expect(try visit.answers(in: "open") == ["expired"])
        #expect(try visit.browser.evaluate("return document.querySelector('[data-form=open]').hidden") == true)
      }
    }

    @Test func `over plain http the page says why it cannot open`() throws {
      try PageVisit.make(at: "help.example.com") { visit in
        try visit.browser.open(visit.root + (try visit.site.person("jo").path))
        #expect(try visit.answers(in: "open") == ["insecure"])
        #expect(try visit.browser.evaluate("return isSecureContext || !!crypto.subtle") == false)
        #expect(try visit.browser.evaluate("return document.querySelector('[data-form=open]').hidden") == true)
      }
    }

    @Test(arguments: [
      (#""text":""#, "altered"), (#""nonce":""#, "altered"), (#""expires":"#, "altered"), (#""name":""#, "closed"),
      (#""iterations":"#, "closed"), (#""check":""#, "closed"),
    ])
    func `whatever was altered in the page is noticed`(part: String, answer: String) throws {
      let site = try EnrolledSite.shared.get()
      let jo = try site.person("jo")
      let copy = site.folder.appendingPathComponent("altered-\(UUID().uuidString)")
      try FileManager.default.copyItem(at: site.site, to: copy)
      let file = copy.appendingPathComponent(jo.path)
      var html = try String(contentsOf: file, encoding: .utf8)
      let place = try #require(html.range(of: part)).upperBound
      // A digit is another digit, and a letter another letter: the form stays right.
      let next = html.index(after: place)
      let letter = html[place]
      html.replaceSubrange(
        place..<next, with: letter.isNumber ? (letter == "8" ? "9" : "8") : letter == "a" ? "b" : "a")
      try html.write(to: file, atomically: true, encoding: .utf8)
      try PageVisit.make(folder: copy) { visit in
        let said = try visit.open(jo)
        #expect(said == [answer])
      }
    }

    @Test func `nothing is stored, and coming back means to open it again`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        try visit.open(jo)
        _ = try visit.type("000000", into: "check")
        let stored = try visit.browser.evaluate(
          """
          const bases = await indexedDB.databases();
          return [localStorage.length, sessionStorage.length, document.cookie.length, bases.length, (await caches.keys()).length]
          """)
        #expect(stored == [0, 0, 0, 0, 0])
        try visit.browser.open(visit.root + "index.html")
        try visit.browser.evaluate("history.back()")
        try visit.waitForForm()
        let text = try visit.browser.evaluate("return document.documentElement.outerHTML").text
        #expect(!text.contains(jo.secret.prefix(4)))
        #expect(try visit.browser.evaluate("return document.querySelector('#page-code').value").text == "")
      }
    }

    @Test func `answers are read out, and the focus goes to what was opened`() throws {
      try PageVisit.make { visit in
        let jo = try visit.site.person("jo")
        try visit.browser.open(visit.root + jo.path)
        try visit.waitForForm()
        #expect(
          try visit.browser.evaluate(
            "return [...document.querySelectorAll('[data-answer]')].every(each => each.role == 'status')") == true)
        _ = try visit.type(jo.code, into: "open")
        #expect(try visit.browser.evaluate("return document.activeElement.localName").text == "article")
        _ = try visit.type("000000", into: "check")
        #expect(try visit.browser.evaluate("return document.activeElement.id").text == "app-code")
      }
    }

    @Test(arguments: AccessibilityTests.sizes, ["light", "dark"])
    func `axe finds nothing wrong, and nothing scrolls sideways`(
      size: (width: Int, height: Int), scheme: String
    ) throws {
      let axe = try AccessibilityTests.axe()
      try PageVisit.make { visit in
        try Visit(browser: visit.browser, root: visit.root).shows(size)
        try visit.browser.command(
          "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        try visit.browser.command("Page.setBypassCSP", ["enabled": true])
        func look(_ what: String) throws {
          let violations = try visit.browser.evaluate(
            """
            \(axe)
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
            const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
            if (result.passes.length < 10) return ['axe looked at nothing'];
            return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
            """)
          #expect(violations == [], "\(what)")
          #expect(
            try visit.browser.evaluate(
              "const top = document.documentElement; return top.scrollWidth <= top.clientWidth") == true, "\(what)")
        }
        let person = try visit.site.person("ada")
        try visit.browser.open(visit.root + person.path)
        try visit.waitForForm()
        _ = try visit.type("0000-0000-0000-0000", into: "open")
        try look("closed")
        _ = try visit.type(person.code, into: "open")
        _ = try visit.type("00000000", into: "check")
        try look("open")
      }
    }

    @Test func `the Nu HTML checker finds no error in it`() throws {
      let site = try EnrolledSite.shared.get()
      let path = try site.person("jo").path
      #expect(try ValidMarkupTests.errors(in: [site.site.appendingPathComponent(path).path]) == [])
    }

    @Test func `the script of the page weighs less than 4 kB, and no other page loads it`() throws {
      let gzip = try Tool("gzip", package: "Debian's gzip")
      let assets = SampleSite.package.appendingPathComponent("templates/assets")
      let script = try Data(contentsOf: assets.appendingPathComponent("enrollment.js"))
      #expect(try gzip.output(["-9n"], input: script).count < 4000)
      let site = try EnrolledSite.shared.get().site
      for path in try FileManager.default.subpathsOfDirectory(atPath: site.path)
      where !path.hasPrefix("_enroll/") && path.hasSuffix(".html") {
        let html = try String(contentsOf: site.appendingPathComponent(path), encoding: .utf8)
        #expect(!html.contains("enrollment.") && !html.contains("_enroll"), "\(path)")
      }
    }
  }
}
