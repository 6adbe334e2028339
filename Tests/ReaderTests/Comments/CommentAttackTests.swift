import CommentAttacks
import Comments
import Foundation
import Guide
import Testing

extension ReaderTests {
  /// Comments that try to be more, through the whole chain: database, server and script; database, export and build.
  @Suite struct CommentAttackTests {
    /// What is in comments besides the elements and attributes that they have, and whether anything ran.
    private static let look = """
      const texts = [...document.querySelectorAll('.comment [data-part=text]')];
      const flaws = [];
      for (const each of texts.flatMap(text => [...text.querySelectorAll('*')])) {
        if (!/^(P|BR|EM|STRONG|CODE|PRE|UL|OL|LI|BLOCKQUOTE|A)$/.test(each.tagName)) flaws.push(each.outerHTML);
        for (const {name} of each.attributes) if (!/^(href|rel|start)$/.test(name)) flaws.push(each.outerHTML);
      }
      for (const link of document.querySelectorAll('.comments a[href]')) {
        if (!/^(https?|mailto):$/.test(link.protocol)) flaws.push(link.outerHTML);
      }
      for (const each of document.querySelectorAll('.comments *')) {
        for (const {name} of each.attributes) if (name.startsWith('on')) flaws.push(each.outerHTML);
      }
      if (document.querySelectorAll('.comments :is(script, style, iframe, img, svg, object, embed, base, meta, link)').length) flaws.push('foreign');
      return [texts.length, flaws.slice(0, 3), window.ran === undefined];
      """

    @Test func `attacks as text, name and website do nothing, in the newest thread and baked`() throws {
      let site = try CommentedSite()
      var count = 0
      let store = try site.store()
      try store.together { () throws(SQLError) in
        for text in MarkupAttacks.texts {
          let name = (try? AuthorName(text).text) ?? "Ada"
          let website = (try? AuthorWebsite("https://a.example/" + text).address.text)
          if (try? site.add(text, by: name, website: website, in: store)) != nil { count += 1 }
        }
      }
      try #require(count > 200)
      let browser = try Browser()
      // Whatever runs says so.
      try browser.command(
        "Page.addScriptToEvaluateOnNewDocument", ["source": "window.alert = () => { window.ran = true };"])
      let reader = CommentingReader(browser, at: site)
      func check(_ what: String) throws {
        try reader.open(until: count)
        let found = try browser.evaluate(Self.look)
        #expect(found == [.number(Double(count)), [], true], "\(what): \(found)")
        #expect(try browser.complaints() == [], "\(what)")
        let allowed = [site.root, site.comments.address]
        let foreign = try browser.requests().filter { request in !allowed.contains(where: request.hasPrefix) }
        #expect(foreign == [], "\(what)")
      }
      try check("newest")
      try site.bake()
      try check("baked and newest")
      // Addresses are those of their authors: the checker does not like brackets and bare signs in them, and browsers do not mind.
      let errors = try ValidMarkupTests.errors(in: [site.folder.path + "/site/" + CommentedSite.article])
      #expect(
        errors.filter { !($0.hasPrefix("Bad value") && $0.contains("for attribute “href” on element “a”")) } == [])
      site.stopComments()
      try reader.open(until: count)
      let baked = try browser.evaluate(Self.look)
      #expect(baked == [.number(Double(count)), [], true], "\(baked)")
    }

    @Test func `a server that was taken over gets no script into the page, by the thread or by the export`() throws {
      let site = try CommentedSite()
      let id = try site.add("Words.")
      // As if the server's own writer of HTML had been replaced.
      let connection = try SQLiteConnection(path: site.folder.path + "/comments.db", creates: false)
      let html = """
        <p onclick="alert(1)">Words.</p><script>alert(1)</script><img src=x onerror=alert(1)><svg onload="alert(1)"></svg>\
        <a href="javascript:alert(1)">a</a><form action="https://evil.example"><input name=a></form><iframe srcdoc="a"></iframe>
        """
      _ = try connection.run(
        "UPDATE comments SET html = ?1, website = 'javascript:alert(1)' WHERE id = ?2",
        [.text(html), .text(id.description)])
      let browser = try Browser()
      try browser.command(
        "Page.addScriptToEvaluateOnNewDocument", ["source": "window.alert = () => { window.ran = true };"])
      let reader = CommentingReader(browser, at: site)
      try reader.open(until: 1)
      let found = try browser.evaluate(Self.look)
      #expect(found == [1, [], true], "\(found)")
      #expect(try site.page().contains("Words.") == false)
      var build = Build(folder: site.folder.path, output: site.folder.path + "/site", threads: 1)
      build.comments = (try site.store().publicExport(of: site.comments.site), "comments.jsonl")
      let outcome = try build.run()
      #expect(outcome.report == nil)
      #expect(
        outcome.diagnostics.first?.message == #"the text has the tag "<p onclick="alert(1)">", which comments have not"#
      )
    }
  }
}
