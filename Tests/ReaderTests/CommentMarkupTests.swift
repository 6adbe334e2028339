import CommentAttacks
import Comments
import Foundation
import Testing

extension ReaderTests {
  /// What a browser makes of comments that try to be more.
  @Suite struct CommentMarkupTests {
    /// Of each of `arguments[0]`: what is in it besides the elements and attributes that comments have, read as a page and
    /// as a part of one; and whether it ran something, changed when it was written and read again, or asked for anything.
    private static let check = """
      const elements = new Set(["P", "BR", "EM", "STRONG", "CODE", "PRE", "UL", "OL", "LI", "BLOCKQUOTE", "A"]);
      const attributes = { A: ["href", "rel"], OL: ["start"] };
      const flaws = [];
      let ran = 0;
      window.alert = () => { ran += 1 };
      const place = document.body.appendChild(document.createElement("div"));
      const look = (root, html, way) => {
        for (const each of root.querySelectorAll("*")) {
          const { tagName, namespaceURI } = each;
          if (!elements.has(tagName) || namespaceURI != "http://www.w3.org/1999/xhtml") flaws.push([way, tagName, html]);
          for (const { name } of each.attributes) {
            if (!(attributes[tagName] ?? []).includes(name)) flaws.push([way, name, html]);
          }
          if (tagName == "A") {
            if (!["https:", "http:", "mailto:"].includes(each.protocol)) flaws.push([way, each.protocol, html]);
            if (each.rel != "nofollow ugc noopener") flaws.push([way, each.rel, html]);
            if (each.username || each.password) flaws.push([way, "a name before the host", html]);
          }
        }
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
        if (walk.nextNode()) flaws.push([way, "a comment of HTML", html]);
      };
      for (const html of arguments[0]) {
        look(new DOMParser().parseFromString(html, "text/html").body, html, "page");
        place.innerHTML = html;
        look(place, html, "part");
        const written = place.innerHTML;
        place.innerHTML = written;
        if (place.innerHTML != written) flaws.push(["again", written, html]);
        look(place, html, "again");
        place.innerHTML = `<li><table><tr><td>${html}</td></tr></table></li>`;
        look(place.querySelector("td"), html, "table");
        for (const each of place.querySelectorAll("*")) each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      }
      place.replaceChildren();
      await new Promise((done) => setTimeout(done));
      return { flaws: flaws.slice(0, 5).map((flaw) => flaw.join(" | ")), ran };
      """

    private func checked(_ html: [String]) throws -> JSON {
      let browser = try Browser()
      try browser.open("data:text/html,<!DOCTYPE html><title>a</title>")
      _ = try browser.requests()
      let result = try browser.evaluate(Self.check, .array(html.map { .string($0) }))
      #expect(try browser.requests() == [])
      return result
    }

    @Test func `a browser finds only the elements and attributes of comments, and runs nothing`() throws {
      let limits = CommentLimits(characters: 1_000_000, depth: 1_000_000, links: 1_000_000)
      let texts = MarkupAttacks.texts + MarkupAttacks.random(3_000, seed: 2)
      let html = texts.compactMap { try? CommentMarkdown($0, limits: limits).html }
      #expect(html.count > 3_000)
      let result = try checked(html)
      #expect(result == ["flaws": [], "ran": 0], "\(result)")
    }

    @Test func `as names and websites, attacks stay text and addresses`() throws {
      let names = MarkupAttacks.texts.compactMap { try? AuthorName($0).text }
      let websites = MarkupAttacks.texts.flatMap { [$0, "https://a.example/\($0)"] }
        .compactMap { try? AuthorWebsite($0).address.text }
      #expect(names.count > 100 && websites.count > 100)
      // As a page writes them: escaped, in quotes.
      func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
      }
      let html =
        names.map { "<p>\(escaped($0))</p>" }
        + websites.map { "<p><a href=\"\(escaped($0))\" rel=\"nofollow ugc noopener\">a</a></p>" }
      let result = try checked(html)
      #expect(result == ["flaws": [], "ran": 0], "\(result)")
    }

    @Test func `an attack that got through would be noticed`() throws {
      let result = try checked([
        "<p onmouseover=\"alert(1)\">a</p>", "<svg></svg>",
        "<a href=\"javascript:a\" rel=\"nofollow ugc noopener\">b</a>",
        "<!-- a -->",
      ])
      #expect(result["ran"] != 0)
      let flaws = result["flaws"].items.map(\.text)
      #expect(flaws.contains { $0.hasPrefix("page | onmouseover") })
      #expect(flaws.count == 5)
    }
  }
}
