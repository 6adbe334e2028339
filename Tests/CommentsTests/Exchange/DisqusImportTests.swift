import CommentAttacks
import Comments
import Foundation
import Testing

@Suite struct DisqusImportTests {
  /// As Disqus writes its exports: all threads first, and the message as CDATA or escaped.
  static func export(_ posts: String, link: String = "https://help.example.com/faq/mfa/", before: String = "") -> String
  {
    """
    <?xml version="1.0" encoding="utf-8"?>
    \(before)<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://disqus.com/api/schemas/1.0/disqus.xsd http://disqus.com/api/schemas/1.0/disqus-internals.xsd">

    <category dsq:id="3001">
    <forum>helpcentre</forum>
    <title>General</title>
    <isDefault>true</isDefault>
    </category>

    <thread dsq:id="4001">
    <id>faq-mfa</id>
    <forum>helpcentre</forum>
    <category dsq:id="3001" />
    <link>\(link)</link>
    <title>Setting up MFA</title>
    <message />
    <createdAt>2021-03-07T20:46:25Z</createdAt>
    <author>
    <name>Owner</name>
    <isAnonymous>false</isAnonymous>
    <username>owner</username>
    </author>
    <isClosed>false</isClosed>
    <isDeleted>false</isDeleted>
    </thread>

    \(posts)
    </disqus>

    """
  }

  static func post(
    _ id: Int, _ message: String, name: String = "Ada", parent: Int? = nil, flags: String = "", at time: String? = nil
  ) -> String {
    """
    <post dsq:id="\(id)">
    <id>wp_id=\(id)</id>
    <message>\(message)</message>
    <createdAt>\(time ?? "2021-03-08T10:00:0\(id % 10)Z")</createdAt>
    <isDeleted>\(flags.contains("deleted"))</isDeleted>
    <isSpam>\(flags.contains("spam"))</isSpam>
    <author>
    <email>ada@example.com</email>
    <name>\(name)</name>
    <isAnonymous>true</isAnonymous>
    </author>
    <ipAddress>192.0.2.7</ipAddress>
    <thread dsq:id="4001" />
    \(parent.map { "<parent dsq:id=\"\($0)\" />" } ?? "")
    </post>

    """
  }

  private let test: TestStore
  private let folder: ExchangeFolder

  init() throws {
    (test, folder) = (try TestStore(), try ExchangeFolder())
  }

  private func options(_ text: String) throws -> ImportOptions {
    ImportOptions(
      .disqus, file: try folder.file(text, "disqus.xml"), site: TestStore.page.site, pages: TestStore.pages)
  }

  @Test func `Disqus's posts keep their places, states and times`() throws {
    let report = try test.store.importComments(
      try options(
        Self.export(
          Self.post(
            7,
            "<![CDATA[<p>A <b>bold</b> word.</p><p><a href=\"https://example.com/\" rel=\"nofollow noopener\" title=\"x\">there</a></p>]]>"
          )
            + Self.post(8, "&lt;p&gt;A reply &amp;amp; more.&lt;/p&gt;", name: "Bob &amp; Co", parent: 7)
            + Self.post(9, "<![CDATA[<p>Taken back.</p>]]>", parent: 8, flags: "deleted")
            + Self.post(1, "<![CDATA[<p>Under it.</p>]]>", parent: 9, at: "2021-03-09T00:00:00.5+01:00")
            + Self.post(2, "<![CDATA[<p>Buy!</p>]]>", flags: "spam")
            + Self.post(3, "<![CDATA[<p>Alone and taken back.</p>]]>", flags: "deleted"))))
    #expect(report.imported == [.approved: 3, .deleted: 1, .rejected: 1])
    #expect(report.skipped == 1)
    #expect(
      try test.tree() == [
        "A **bold** word.\n\n[there](<https://example.com/>)", ".A reply & more.", "..gone", "...Under it.",
      ])
    let comments = try test.store.thread(of: TestStore.page).entries.compactMap(\.comment)
    #expect(comments.map(\.author) == ["Ada", "Bob & Co", "Ada"])
    #expect(comments.map(\.created.milliseconds) == [1_615_197_607_000, 1_615_197_608_000, 1_615_244_400_500])
    #expect(try test.comments(in: .rejected) == ["faq/mfa.html 0 Ada: Buy!"])
    let exported = try TestStore.exported(test.store)
    #expect(!exported.contains("@example.com") && !exported.contains("192.0.2") && !exported.contains("taken back"))
  }

  @Test func `a name that is a mail address loses its host, one that is too long its end`() throws {
    let long = String(repeating: "Name ", count: 40)
    _ = try test.store.importComments(
      try options(
        Self.export(
          Self.post(1, "One", name: "ada@example.com") + Self.post(2, "Two", name: long)
            + Self.post(3, "Three", name: ""))))
    let names = try test.store.thread(of: TestStore.page).entries.compactMap(\.comment?.author)
    #expect(names == ["ada", String(repeating: "Name ", count: 12).trimmingCharacters(in: .whitespaces), "Anonymous"])
  }

  @Test func `all that is wrong is told with its line and column, and nothing is imported`() throws {
    let text = Self.export(
      Self.post(1, "One") + Self.post(2, "Two", at: "yesterday") + Self.post(1, "One again")
        + Self.post(4, "Four").replacing("<thread dsq:id=\"4001\" />", with: "<thread dsq:id=\"4002\" />"))
    #expect(
      test.refusal(of: try options(text)) == """
        disqus.xml:42:1: error: post "2" has no time in "createdAt"
        disqus.xml:57:1: error: there are two comments "1"
        disqus.xml:72:1: error: post "4" belongs to no thread that has a link
        """)
    #expect(try test.store.sites() == [])
  }

  @Test(arguments: [
    ("</disqus>", "</discus>", "disqus.xml:43:3: error: this is no XML as it should be: mismatched tag"),
    ("<id>faq-mfa</id>", "<id>&nbsp;</id>", "disqus.xml:11:5: error: this is no XML as it should be: undefined entity"),
    (
      "<disqus xmlns=\"http://disqus.com\"", "<disqus xmlns=\"http://other.example\"",
      "disqus.xml:2:1: error: this is no export of Disqus: it begins with <disqus>"
    ),
    (
      "/faq/mfa/", "/faq/none/",
      "disqus.xml:27:1: error: there is no page for \"https://help.example.com/faq/none/\" (1 comment)"
    ),
  ])
  func `a file that is wrong says where`(old: String, new: String, message: String) throws {
    let text = Self.export(Self.post(1, "One")).replacing(old, with: new)
    let refusal = test.refusal(of: try options(text))
    #expect(refusal.hasPrefix(message), "\(refusal)")
  }

  @Test func `entities that grow without end are refused`() throws {
    var declared = "<!DOCTYPE disqus [<!ENTITY a0 \"ha ha ha ha ha \">"
    for level in 1..<12 {
      declared += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    let refusal = test.refusal(of: try options(Self.export(Self.post(1, "&a11;"), before: declared + "]>")))
    #expect(
      refusal.contains("error: this is no XML as it should be: limit on input amplification factor"), "\(refusal)")
  }

  @Test func `other files are never looked at`() throws {
    let secret = try folder.file("top secret", "secret")
    for declared in [
      "<!DOCTYPE disqus [<!ENTITY a SYSTEM \"file://\(secret)\">]>",
      "<!DOCTYPE disqus SYSTEM \"file://\(secret)\" [<!ENTITY a SYSTEM \"file://\(secret)\">]>",
      "<!DOCTYPE disqus [<!ENTITY % p SYSTEM \"file://\(secret)\"> %p; <!ENTITY a \"\">]>",
    ] {
      let test = try TestStore()
      _ = try test.store.importComments(try options(Self.export(Self.post(1, "Said: &a;."), before: declared)))
      #expect(try test.tree() == ["Said: ."])
    }
  }

  @Test func `whatever HTML tries, only comments come of it`() throws {
    let attacks = MarkupAttacks.texts.filter {
      !$0.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
    }
    let posts = attacks.enumerated().map { index, text in
      Self.post(
        100 + index, "<![CDATA[x \(text.replacing("]]>", with: "]]]]><![CDATA[>"))]]>", name: "N\(index)",
        at: "2021-03-08T10:00:00Z")
    }.joined()
    _ = try test.store.importComments(try options(Self.export(posts)))
    let comments = try test.store.thread(of: TestStore.page).entries.compactMap(\.comment)
    #expect(comments.count == attacks.count)
    for comment in comments {
      #expect(
        comment.html
          == (try CommentMarkdown(
            comment.markdown, limits: CommentLimits(characters: 200_000, depth: 100, links: 2_000)
          ).html))
    }
  }

  @Test func `deep nesting takes no longer than many elements`() throws {
    let test = try TestStore()
    let folder = try ExchangeFolder()
    let depth = 20_000
    let nest = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    let file = try folder.file(Self.export(nest), "disqus.xml")
    let options = ImportOptions(.disqus, file: file, site: TestStore.page.site, pages: TestStore.pages)
    let start = ContinuousClock.now
    #expect(try test.store.importComments(options).count == 0)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
