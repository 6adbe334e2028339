import Comments
import Foundation
import Testing

@Suite struct RemarkImportTests {
  /// As Remark42's `backup` writes it.
  private static let backup = #"""
    {"version":1,"users":[{"id":"github_1","blocked":{"status":false,"until":"0001-01-01T00:00:00Z"},"verified":true,"email":"ada@example.com"}],"posts":[{"url":"https://help.example.com/faq/mfa/","read_only":false}]}
    {"id":"b2","pid":"a1","text":"<p>A reply &amp; more</p>\n","user":{"name":"Bob &amp; Co","id":"github_2","picture":"https://example.com/b.png","ip":"293ec5b0cf154855258824ec7fac5dc63d176915","admin":false,"site_id":"help"},"locator":{"site":"help","url":"https://help.example.com/faq/mfa/"},"score":-2,"votes":{},"vote":0,"time":"2017-12-20T15:18:23.123456789-06:00","title":"MFA"}
    {"id":"a1","pid":"","text":"<p>Some <em>words</em></p>\n","orig":"Some *words*","user":{"name":"Ada","id":"github_1","picture":"","ip":"293ec5b0cf154855258824ec7fac5dc63d176915","admin":true},"locator":{"site":"help","url":"https://help.example.com/faq/mfa/"},"score":1,"votes":{"github_2":true,"github_3":true,"github_4":false},"voted_ips":{"7d":{"Timestamp":"2020-01-01T00:00:00Z","Value":true}},"vote":0,"time":"2017-12-20T15:18:22-06:00","edit":{"time":"2017-12-20T15:20:00-06:00","summary":"typo"},"pin":true}
    {"id":"c3","pid":"b2","text":"","user":{"name":"deleted","id":"deleted","picture":"","ip":"","admin":false},"locator":{"site":"help","url":"https://help.example.com/faq/mfa/"},"score":0,"votes":{},"vote":0,"time":"2017-12-20T15:18:24-06:00","delete":true}
    {"id":"d4","pid":"c3","text":"<p>Under it.</p>\n","orig":"Under it.","user":{"name":"Fay","id":"x","picture":"","ip":"","admin":false},"locator":{"site":"help","url":"https://help.example.com/faq/mfa/"},"score":0,"votes":{},"vote":0,"time":"2017-12-20T15:18:25-06:00"}

    """#

  private let test: TestStore
  private let folder: ExchangeFolder

  init() throws {
    (test, folder) = (try TestStore(), try ExchangeFolder())
  }

  private func options(_ file: String) -> ImportOptions {
    ImportOptions(.remark42, file: file, site: TestStore.page.site, pages: TestStore.pages)
  }

  private func expectAll(_ report: ImportReport) throws {
    #expect(report.imported == [.approved: 3, .deleted: 1])
    #expect(try test.tree() == ["Some *words*", ".A reply & more", "..gone", "...Under it."])
    let comments = try test.store.thread(of: TestStore.page).entries.compactMap(\.comment)
    #expect(comments.map(\.author) == ["Ada", "Bob & Co", "Fay"])
    #expect(comments.first?.created.text == "2017-12-20T21:18:22Z")
    #expect(comments.first?.edited?.text == "2017-12-20T21:20:00Z")
    let exported = try TestStore.exported(test.store)
    #expect(exported.contains(#""up":2,"down":1,"nonce":"import:remark42:a1""#))
    #expect(exported.contains(#""up":0,"down":2,"nonce":"import:remark42:b2""#))
    #expect(exported.contains(#""created":1513804703123"#))
    #expect(!exported.contains("@") && !exported.contains("293ec5b0"))
  }

  @Test func `Remark42's comments keep their places, times and votes`() throws {
    try expectAll(try test.store.importComments(options(try folder.file(Self.backup, "backup.json"))))
  }

  @Test func `a compressed backup is read as it is`() throws {
    try folder.run("gzip", [try folder.file(Self.backup, "backup.json")])
    try expectAll(try test.store.importComments(options(folder.path + "/backup.json.gz")))
  }

  @Test func `a compressed backup that was cut off says so`() throws {
    try folder.run("gzip", [try folder.file(Self.backup, "backup.json")])
    let path = folder.path + "/backup.json.gz"
    try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(20).write(to: URL(fileURLWithPath: path))
    #expect(test.refusal(of: options(path)) == "backup.json.gz: error: the file cannot be read: unexpected end of file")
  }

  @Test(arguments: [
    ("\"version\":1", "\"version\":2", "backup.json:1: error: the backup has the version 2, which is not known"),
    (
      "\"version\":1,", "",
      "backup.json:1: error: this is no backup of Remark42: it does not begin with {\"version\":1,…}"
    ),
    ("2017-12-20T15:18:22-06:00", "2017-12-20", "backup.json:3: error: \"2017-12-20\" is no time"),
    (
      "\"id\":\"b2\"", "\"id\":7", "backup.json:2: error: the comment lacks one of \"id\", \"locator.url\" and \"time\""
    ),
    ("\"id\":\"b2\"", "\"id\":\"a1\"", "backup.json:3: error: there are two comments \"a1\""),
    ("{\"id\":\"b2\"", "{\"id\":\"b2\",,", "backup.json:2:12: error: this is no JSON: an object's name without quotes"),
    (
      "https://help.example.com/faq/mfa/\"},\"score\":-2", "/none\"},\"score\":-2",
      "backup.json:2: error: there is no page for \"/none\" (1 comment)"
    ),
  ])
  func `a backup that is wrong says where`(old: String, new: String, message: String) throws {
    let text = Self.backup.replacing(old, with: new, maxReplacements: 1)
    let refusal = test.refusal(of: options(try folder.file(text, "backup.json")))
    #expect(refusal.hasPrefix(message), "\(refusal)")
    #expect(try test.store.sites() == [])
  }

  @Test func `two files of one kind come into one site under two labels`() throws {
    var second = options(try folder.file(Self.backup, "backup.json"))
    _ = try test.store.importComments(second)
    second.label = "old-blog"
    #expect(try test.store.importComments(second).count == 4)
    #expect(try test.store.count(of: TestStore.page) == 6)
    second.label = "a:b"
    #expect(test.refusal(of: second).hasPrefix("backup.json: error: \"a:b\" cannot be a label"))
  }

  @Test(arguments: [
    ("2026-11-01T09:30:00Z", 1_793_525_400_000), ("2026-11-01 09:30:00", 1_793_525_400_000),
    ("2026-11-01t09:30:00.25z", 1_793_525_400_250), ("2026-11-01T09:30:00.123456-01:30", 1_793_530_800_123),
    ("2024-02-29T00:00:00+00:00", 1_709_164_800_000), ("1970-01-01T00:00:00Z", 0),
    ("2000-12-31T23:59:60Z", 978_307_200_000),
  ])
  func `times of other programs are read`(text: String, milliseconds: Int) {
    #expect(Timestamp(reading: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-01", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-01T24:00:00Z", "2026-11-01T09:30:00.Z",
    "2026-11-01T09:30:00+1:00", "2026-11-01T09:30:00Zx", "0000-00-00 00:00:00", "2026-11-01X09:30:00Z",
    "１026-11-01T09:30:00Z",
  ])
  func `what is no time is none`(text: String) {
    #expect(Timestamp(reading: text) == nil)
  }
}
