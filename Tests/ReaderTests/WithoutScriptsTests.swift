import Testing

extension ReaderTests {
  @Suite struct WithoutScriptsTests {
    @Test func `without JavaScript every variant stands open under its heading`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
        try visit.open(Visit.mfa)
        let page = try visit.browser.evaluate(
          """
          const variants = [...document.querySelectorAll('.variant')];
          return {
            count: variants.length,
            hidden: variants.filter(section => !section.lastElementChild.firstElementChild.checkVisibility()).length,
            headings: variants.every(section => /^H[2-6]$/.test(section.firstElementChild.tagName)),
            controls: document.querySelectorAll('button, select').length,
          };
          """)
        #expect(page["count"] != 0)
        #expect(page["hidden"] == 0)
        #expect(page["headings"] == true)
        #expect(page["controls"] == 0)
      }
    }

    @Test(arguments: [(390, 844), (1280, 900)])
    func `without JavaScript topics and contents can be reached`(width: Int, height: Int) throws {
      try Visit.make { visit in
        try visit.browser.command(
          "Emulation.setDeviceMetricsOverride",
          [
            "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": 1, "mobile": false,
          ])
        try visit.browser.command("Emulation.setScriptExecutionDisabled", ["value": true])
        try visit.open(Visit.mfa)
        for part in [".topics", ".contents"] {
          let visible: JSON = .string("\(part) a")
          let look = "return document.querySelector(arguments[0]).checkVisibility({contentVisibilityAuto: true})"
          if try visit.browser.evaluate(look, visible) == false {
            try visit.browser.evaluate("document.querySelector('\(part) summary').focus()")
            try visit.browser.press(.enter)
          }
          #expect(try visit.browser.evaluate(look, visible) == true, "\(part)")
        }
      }
    }
  }
}
