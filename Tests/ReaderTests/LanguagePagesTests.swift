import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Pages in other languages than English: the sample's German ones, and Arabic ones made here.
  @Suite struct LanguagePagesTests {
    /// A translation, and what stands in for one.
    static let german = ["de/index.html", "de/" + Visit.mfa, "de/faq/help-manual/phones/new-phone.html"]
    static let arabic = [
      "ar/index.html", "ar/" + Visit.mfa, "ar/faq/help-manual/phones/new-phone.html", "ar/a-z.html", "ar/404.html",
    ]

    private static let article = """
      ---
      title: إعداد المصادقة متعددة العوامل (MFA)
      description: نزّل التطبيق، وامسح الرمز على الكمبيوتر.
      reviewed: 2026-11-20
      tags: [mfa]
      ---

      مع MFA تسجّل الدخول بشيئين: كلمة المرور والهاتف.

      ## 1. نزّل التطبيق {#get-the-app}

      ::qr[{{urls.authenticator-iphone}}]{caption="Microsoft Authenticator"}

      > [!WARNING]
      > لا يسألك أحد عن كلمة مرورك. اتصل بنا: {{helpdesk.phone}}.

      ## 2. ابدأ التسجيل {#begin-registration}

      :::private-mode{on=computer}
      :::

      ::enrollment-code

      | الخطوة | المكان |
      |---|---|
      | مسح الرمز | الهاتف |

      """

    /// Lets `body` use the sample help centre with Arabic too.
    private func withArabic(_ body: (URL) throws -> Void) throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let content = folder.appendingPathComponent("content")
      try FileManager.default.copyItem(at: SampleSite.package.appendingPathComponent("content"), to: content)
      let configuration = content.appendingPathComponent("guide.yml")
      let text = try String(contentsOf: configuration, encoding: .utf8)
      try text.replacing("languages:\n", with: "languages:\n  ar: {title: مركز المساعدة}\n")
        .write(to: configuration, atomically: true, encoding: .utf8)
      let translated = content.appendingPathComponent(Visit.mfa.replacing(".html", with: ".ar.md"))
      try Self.article.write(to: translated, atomically: true, encoding: .utf8)
      let site = folder.appendingPathComponent("site")
      let outcome = try Build(folder: folder.path, output: site.path, threads: 2).run()
      try #require(outcome.diagnostics.isEmpty, "\(outcome.diagnostics)")
      try body(site)
    }

    @Test(arguments: AccessibilityTests.sizes, ["light", "dark"])
    func `axe finds nothing wrong`(size: (width: Int, height: Int), scheme: String) throws {
      let axe = try AccessibilityTests.axe()
      try withArabic { site in
        try Visit.make(as: "Firefox on Linux", in: site) { visit in
          try visit.shows(size)
          try visit.browser.command(
            "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
          try visit.browser.command("Page.setBypassCSP", ["enabled": true])
          for page in Self.german + Self.arabic {
            try visit.open(page)
            let violations = try visit.browser.evaluate(
              """
              \(axe)
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
              if (result.passes.length < 10) return ['axe looked at nothing'];
              return result.violations.map(each => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary);
              """)
            #expect(violations == [], "\(page)")
            // Beside a bar to scroll by.
            let isTooWide = try visit.browser.evaluate(
              "const top = document.documentElement; return top.scrollWidth > top.clientWidth")
            #expect(isTooWide == false, "\(page)")
          }
        }
      }
    }

    @Test func `the Nu HTML checker finds no error in Arabic pages`() throws {
      try withArabic { site in
        let pages = (Self.german + Self.arabic).map { site.appendingPathComponent($0).path }
        let errors = try ValidMarkupTests.errors(in: pages)
        #expect(errors == [])
      }
    }

    @Test func `an Arabic page begins at the right, and its links between languages stay on the article`() throws {
      try withArabic { site in
        try Visit.make(as: "Firefox on Linux", in: site) { visit in
          try visit.shows((width: 1280, height: 900))
          try visit.open("ar/" + Visit.mfa)
          #expect(try visit.browser.complaints() == [])
          let sides = try visit.browser.evaluate(
            """
            const left = name => document.querySelector(name).getBoundingClientRect().left;
            return [left('.site-name') > left('.search'), left('.topics') > left('main'), left('.contents') < left('h1')];
            """)
          #expect(sides == [true, true, true])
          let links = try visit.browser.evaluate(
            "return [...document.querySelectorAll('.languages a')].map(link => [link.lang, new URL(link.href).pathname])"
          )
          #expect(
            links == [
              ["en", .string("/" + Visit.mfa)], ["ar", .string("/ar/" + Visit.mfa)],
              ["de", .string("/de/" + Visit.mfa)],
            ])
        }
      }
    }

    @Test(arguments: Engine.allCases)
    func `who goes on in another language keeps the heading and the chosen browser`(_ engine: Engine) throws {
      try EngineVisit.make(engine) { visit in
        func links(after change: String = "") throws -> [String] {
          try visit.window.evaluate(
            """
            \(change);
            return new Promise((done) => setTimeout(
              () => done([...document.querySelectorAll('.languages a')].map((link) => link.href)), 500));
            """
          ).items.map(\.text)
        }
        func pages(_ ending: String) -> [String] { ["", "de/"].map { visit.root + $0 + Visit.mfa + ending } }
        try visit.open(Visit.mfa + "?browser=firefox#camera")
        #expect(try links() == pages("?browser=firefox#camera"))
        #expect(try links(after: "location.hash = 'test'") == pages("?browser=firefox#test"))
        try visit.open("de/" + Visit.mfa + "#camera")
        #expect(try links() == pages("#camera"))
        // A heading with a name of its own has its original's behind others.
        let renamed = """
          document.getElementById('test').insertAdjacentHTML('afterbegin', '<a id="once"></a><a id="first"></a>');
          location.hash = 'test'
          """
        #expect(try links(after: renamed) == pages("#first"))
      }
    }

    @Test func `search in a language finds its own pages`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open("de/" + Visit.mfa)
        try visit.browser.search("einrichten")
        let found = try visit.browser.evaluate(
          """
          return [document.querySelector('.search [role=option]')?.pathname,
            document.querySelector('.search [role=status]').textContent.includes('gefunden')];
          """)
        #expect(found == [.string("/de/" + Visit.mfa), true])
      }
    }
  }
}
