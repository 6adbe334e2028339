import Testing

extension ReaderTests {
  @Suite struct KeyboardTests {
    @Test func `the first tab stop leads past header and navigation to the content`() throws {
      try Visit.make { visit in
        try visit.open(Visit.mfa)
        try visit.browser.press(.tab)
        let skip = try visit.browser.evaluate(
          """
          const link = document.activeElement;
          return [link.innerText, link.getBoundingClientRect().top >= 0];
          """)
        #expect(skip == ["Skip to the content", true])
        try visit.browser.press(.enter, .tab)
        let inside = try visit.browser.evaluate("return !!document.activeElement.closest('main')")
        #expect(inside == true)
      }
    }

    @Test func `a closed section opens and closes with the keys of a button`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        let block = try visit.privateMode()
        try visit.browser.evaluate(
          "document.querySelector('.variants:has(.platforms) > [data-key=firefox] button').focus()")
        // Past what can be reached in the open section to the next heading.
        for _ in 0..<10 {
          try visit.browser.press(.tab)
          if try visit.browser.evaluate("return document.activeElement.matches('.variant button')") == true {
            break
          }
        }
        let next = block.keys[1]
        try visit.browser.press(.enter)
        #expect(try visit.privateMode().open == ["firefox", next])
        try visit.browser.press(.space)
        #expect(try visit.privateMode().open == ["firefox"])
      }
    }

    @Test func `another browser is chosen with the arrow keys, and focus stays on the choice`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        try visit.browser.evaluate("document.querySelector('.variants:has(.platforms) select').focus()")
        try visit.browser.press(.arrowDown)
        let block = try visit.privateMode()
        let index = try #require(block.written.firstIndex(of: "firefox"))
        #expect(block.choice == block.written[index + 1])
        #expect(block.open == [block.choice])
        #expect(try visit.browser.evaluate("return document.activeElement.matches('select')") == true)
      }
    }

    @Test func `focus can be seen wherever it goes`() throws {
      try Visit.make(as: "Firefox on Linux") { visit in
        try visit.open(Visit.mfa)
        for stop in 0..<60 {
          try visit.browser.press(.tab)
          let seen = try visit.browser.evaluate(
            """
            const element = document.activeElement;
            if (element == document.body) return true;
            const outlines = [element, ...['::before', '::after']].map(part =>
              getComputedStyle(element, typeof part == 'string' ? part : null).outlineStyle);
            const {top, bottom} = element.getBoundingClientRect();
            return (outlines.some(style => style != 'none') && bottom > 0 && top < innerHeight) || element.outerHTML.slice(0, 80);
            """)
          #expect(seen == true, "tab stop \(stop + 1)")
        }
      }
    }
  }
}
