import Comments
import Testing

@Suite struct PageMapTests {
  private let map = PageMap(pages: [
    "index.html", "faq/mfa.html", "guides/index.html", "a/ä b.html", "both.html", "both/index.html",
  ])

  @Test(arguments: [
    ("faq/mfa.html", "faq/mfa.html"), ("/faq/mfa.html", "faq/mfa.html"), ("/faq/mfa", "faq/mfa.html"),
    ("/faq/mfa/", "faq/mfa.html"), ("/faq/mfa/index.html", "faq/mfa.html"), ("/faq/mfa.php", "faq/mfa.html"),
    ("https://old.example.com/faq/mfa.html?a=b#c", "faq/mfa.html"), ("//old.example.com/faq/mfa/", "faq/mfa.html"),
    ("https://old.example.com", "index.html"), ("https://old.example.com/", "index.html"), ("/", "index.html"),
    ("https://old.example.com?p=1", "index.html"), ("/guides", "guides/index.html"), ("/guides/", "guides/index.html"),
    ("/guides.html", "guides/index.html"), ("/a/%C3%A4%20b", "a/ä b.html"), ("/both", "both.html"),
    ("/both/", "both/index.html"), ("/both/index.html", "both/index.html"), (" /faq/mfa ", "faq/mfa.html"),
  ])
  func `a link finds its page by its path`(link: String, page: String) {
    #expect(map.page(link) == page)
  }

  @Test(arguments: ["/faq", "/faq/mfa/more", "faq/../faq/mfa.html", "/FAQ/mfa", "/a/%FF", "mfa.html"])
  func `a link that means no page finds none`(link: String) {
    #expect(map.page(link) == nil)
  }

  @Test func `a map's lines name pages, and all that are wrong are told`() throws {
    let folder = try ExchangeFolder()
    var map = map
    try map.add(
      linesOf: folder.file("# old=new\nhttps://old.example.com/?p=12=faq/mfa.html\n/x = guides/\r\n\n", "map"))
    #expect(map.page("https://old.example.com/?p=12") == "faq/mfa.html")
    #expect(map.page("https://other.example.com/x") == "guides/index.html")
    let wrong = try folder.file("/a=faq/mfa.html\nfaq/mfa.html\n/b=fag/mfa.html\n", "wrong")
    do throws(ImportError) {
      try map.add(linesOf: wrong)
      Issue.record("it was taken")
    } catch {
      #expect(
        error
          == .problems([
            .error(
              "this is not \"old=new\"", at: .init(file: wrong, line: 2),
              hint: "write the old link, = and the path of a page"),
            .error(
              "there is no page for \"fag/mfa.html\"", at: .init(file: wrong, line: 3),
              hint: "name its page in a file of lines old=new, or leave its comments out; is it \"faq/mfa.html\"?"),
          ]))
    }
  }

  @Test func `the list of pages is the one that a build writes`() throws {
    let folder = try ExchangeFolder()
    let list = try folder.file(
      #"{"site":{"title":"Help","language":"en","icon":"i.svg","styles":["s.css"]}}"# + "\n"
        + #"{"path":"faq/mfa.html","title":"MFA"}"# + "\n" + #"{"path":"index.html","title":"Help"}"# + "\n")
    #expect(try PageMap(listAt: list) == PageMap(pages: ["faq/mfa.html", "index.html"]))
    let wrong = try folder.file("{\"title\":\"MFA\"}\n", "wrong")
    #expect(throws: ImportError.self) { try PageMap(listAt: wrong) }
  }
}
