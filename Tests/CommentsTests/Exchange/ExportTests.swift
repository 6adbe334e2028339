import Comments
import Foundation
import Testing

@Suite struct ExportTests {
  /// Every member that there can be.
  private static let everything = """
    {"format":"guidegen-comments","version":1,"site":"help.example.com"}
    {"thread":"faq/mfa.html","id":"01a3d0c5-9c00-7000-8000-000000000001","version":7}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000001","page":"faq/mfa.html","root":"01a3d0c5-9c00-7000-8000-000000000001","depth":0,"state":"approved","author":"Ada","website":"https://ada.example.com/","markdown":"*Words*, \\"quoted\\"\\n\\n- 😀 one","created":1800000000123,"edited":1800000060000,"decided":1800000090000,"verdicts":"links +30: it has a link\\nwork +10: none","taught":"approved","author_id":"01a3d0c5-9c00-7000-8000-000000000001","up":3,"down":1,"nonce":"form:00ff"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000002","page":"faq/mfa.html","parent":"01a3d0c5-9c00-7000-8000-000000000001","root":"01a3d0c5-9c00-7000-8000-000000000001","depth":1,"state":"deleted","author":"","markdown":"","created":1800000001000,"up":0,"down":0,"nonce":"b"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000003","page":"faq/mfa.html","parent":"01a3d0c5-9c00-7000-8000-000000000002","root":"01a3d0c5-9c00-7000-8000-000000000001","depth":2,"state":"approved","author":"Боб","markdown":"Reply.","created":1800000002000,"up":0,"down":0,"nonce":"c"}
    {"thread":"guides/index.html","id":"01a3d0c5-9c00-7000-8000-000000000004","version":0}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000004","page":"guides/index.html","root":"01a3d0c5-9c00-7000-8000-000000000004","depth":0,"state":"pending","author":"Eve","markdown":"Waits.","created":1800000003000,"up":0,"down":0,"nonce":"d"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000005","page":"guides/index.html","root":"01a3d0c5-9c00-7000-8000-000000000005","depth":0,"state":"rejected","author":"Mallory","markdown":"Buy!","created":1800000004000,"decided":1800000005000,"taught":"rejected","up":0,"down":0,"nonce":"e"}
    {"learned":"buy","approved":0,"rejected":1}
    {"learned":"words","approved":1,"rejected":0}
    {"learned":"Ärger","approved":2,"rejected":0}
    {"feedback":"faq/mfa.html","kind":"helpful","answer":"yes","day":20833,"given":4}

    """

  @Test func `an export is imported without loss: what is exported then has the same bytes`() throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let options = ImportOptions(.guidegen, file: try folder.file(Self.everything))
    let report = try test.store.importComments(options)
    #expect(report.imported == [.approved: 2, .deleted: 1, .pending: 1, .rejected: 1])
    #expect(report.warnings.isEmpty)
    #expect(try TestStore.exported(test.store) == Self.everything)
    #expect(try test.tree() == ["*Words*, \"quoted\"\n\n- 😀 one", ".gone", "..Reply."])
    #expect(try test.store.version(of: TestStore.page) == 7)
    #expect(try test.store.count(of: TestStore.page) == 2)
    let id = try #require(UUIDv7("01a3d0c5-9c00-7000-8000-000000000001"))
    #expect(
      try test.store.comment(id)?.html
        == "<p><em>Words</em>, &quot;quoted&quot;</p>\n<ul>\n<li>😀 one</li>\n</ul>\n")
  }

  @Test func `a second import adds nothing and changes nothing`() throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let options = ImportOptions(.guidegen, file: try folder.file(Self.everything))
    _ = try test.store.importComments(options)
    let report = try test.store.importComments(options)
    #expect(report.count == 0 && report.known == 5 && report.changed == 0)
    #expect(try TestStore.exported(test.store) == Self.everything)
  }

  @Test func `what was changed since stays as it is, and the import says so`() throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let options = ImportOptions(.guidegen, file: try folder.file(Self.everything))
    _ = try test.store.importComments(options)
    let waiting = try #require(UUIDv7("01a3d0c5-9c00-7000-8000-000000000004"))
    let reply = try #require(UUIDv7("01a3d0c5-9c00-7000-8000-000000000003"))
    _ = try test.store.set(.approved, of: waiting, at: TestStore.now)
    _ = try test.store.set(.deleted, of: reply, at: TestStore.now)
    let before = try TestStore.exported(test.store)
    let report = try test.store.importComments(options)
    #expect(report.known == 4 && report.changed == 1)
    #expect(
      report.warnings.map(\.message) == [
        "the comment 01a3d0c5-9c00-7000-8000-000000000004 differs from the one that is here already, which stays"
      ])
    #expect(try TestStore.exported(test.store) == before)
  }

  @Test func `what readers and moderators did goes out and comes back`() throws {
    let (test, other, folder) = (try TestStore(), try TestStore(), try ExchangeFolder())
    let first = try test.post(comment("**First**, see <https://example.com/?a=b&c=d>", "a"))
    let reply = try test.post(comment("> quoted\n\n`code`", "b", parent: first.id, second: 1))
    _ = try test.post(comment("Under it.", "c", parent: reply.id, second: 2))
    _ = try test.store.set(.deleted, of: reply.id, at: TestStore.now)
    _ = try test.store.set(.rejected, of: try test.post(comment("Spam.", "d", second: 3)).id, at: TestStore.now)
    let written = try TestStore.exported(test.store)
    #expect(!written.contains("2-ab"))
    _ = try other.store.importComments(ImportOptions(.guidegen, file: try folder.file(written)))
    #expect(try TestStore.exported(other.store) == written)
    #expect(try other.store.thread(of: TestStore.page) == test.store.thread(of: TestStore.page))
    #expect(try test.store.thread(of: TestStore.page).count == 2)
  }

  private func comment(_ text: String, _ nonce: String, parent: UUIDv7? = nil, second: Int = 0) throws -> NewComment {
    var new = TestStore.comment(text, parent: parent, at: TestStore.now + second, nonce: nonce)
    new.html = try CommentMarkdown(text).html
    new.addressKey = "2-ab"
    return new
  }

  @Test func `keys of addresses go out only if they are asked for`() throws {
    let test = try TestStore()
    _ = try test.post(comment("Words.", "a"))
    var options = ExportOptions(site: TestStore.page.site)
    options.includesAddressKeys = true
    var text = ""
    try test.store.export(
      options, stopped: { $0 }, to: { (lines) throws(SQLError) in text += String(decoding: lines, as: UTF8.self) })
    #expect(text.contains(#""address_key":"2-ab""#))
  }

  @Test func `an export stops where it cannot be written`() throws {
    struct Full: Error {}
    let test = try TestStore()
    #expect(throws: Full.self) {
      try test.store.export(
        ExportOptions(site: TestStore.page.site), stopped: { _ in Full() }, to: { (_) throws(Full) in throw Full() })
    }
  }

  @Test(arguments: [
    (#""depth":0"#, #""depth":6"#, #"export:3: error: "depth" is no number from 0 to 5"#),
    (
      #""depth":0"#, #""depth":1"#,
      #"error: the comment 01a3d0c5-9c00-7000-8000-000000000001 of "faq/mfa.html" does not stand"#
    ),
    (#""up":3"#, #""up":"3""#, #"export:3: error: "up" is no number from 0 to 1000000000"#),
    (#""up":3"#, #""up":3,"rank":1"#, #"export:3: error: "rank" is not known"#),
    (
      #""website":"https://ada.example.com/""#, #""website":"javascript:alert(1)""#,
      #"export:3: error: "website" is no address of a page"#
    ),
    (#""author":"Ada""#, #""author":"A\u202eda""#, #"export:3: error: "author" is no name that can be shown"#),
    (#""author":"Ada""#, #""author":"A\u0000da""#, #"export:3: error: "author" has a zero in it"#),
    (#""markdown":"Reply.""#, #""markdown":"Re\u200bply.""#, #"export:5: error: "markdown" is no comment's text"#),
    (
      #""state":"approved""#, #""state":"public""#,
      #"export:3: error: "state" is none of pending, approved, rejected and deleted"#
    ),
    (
      #""state":"pending""#, #""state":"deleted""#,
      #"export:7: error: "state" is deleted, but there are words or a name"#
    ),
    (
      #"{"learned":"buy","#, #"{"lerned":"buy","#,
      #"export:9: error: "comment" is missing, and so is every other kind of line"#
    ),
    (
      #"{"learned":"buy","#, #"{"learned":"buy" "#,
      #"export:9:18: error: this is no JSON: neither a comma nor the end of an object"#
    ),
    (#""version":1,"#, #""version":2,"#, "export:1: error: the export has the version 2, and 1 is known"),
    (#"guidegen-comments"#, #"isso"#, "export:1: error: this is no export of comments"),
    (
      #"{"thread":"guides/index.html""#, #"{"thread":"other.html""#,
      #"export:7: error: there is no line {"thread":"guides/index.html",…} before"#
    ),
  ])
  func `an export that is wrong says where, and nothing of it is imported`(
    old: String, new: String, message: String
  ) throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let text = Self.everything.replacing(old, with: new, maxReplacements: 1)
    let refusal = test.refusal(of: ImportOptions(.guidegen, file: try folder.file(text)))
    #expect(refusal.hasPrefix(message), "\(refusal)")
    #expect(try TestStore.exported(test.store) == String(Self.everything.prefix { $0 != "\n" }) + "\n")
  }

  @Test func `HTML in an export is not believed`() throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let text = Self.everything.replacing("Reply.", with: "<script>alert(1)</script>")
    _ = try test.store.importComments(ImportOptions(.guidegen, file: try folder.file(text)))
    let id = try #require(UUIDv7("01a3d0c5-9c00-7000-8000-000000000003"))
    #expect(try test.store.comment(id)?.html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")
  }

  @Test func `pages that are not there are named all at once, or left out`() throws {
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    var options = ImportOptions(
      .guidegen, file: try folder.file(Self.everything), pages: PageMap(pages: ["guides/index.html"]))
    #expect(test.refusal(of: options).hasPrefix(#"export:2: error: there is no page for "faq/mfa.html""#))
    options.leavesOutUnknownPages = true
    let report = try test.store.importComments(options)
    #expect(report.count == 2 && report.leftOut == 3 && report.warnings.count == 1)
  }

  @Test func `many comments are exported and imported in little memory`() throws {
    let count = ProcessInfo.processInfo.environment["GUIDEGEN_EXCHANGE_COMMENTS"].flatMap { Int($0) } ?? 1_000
    let (test, folder) = (try TestStore(), try ExchangeFolder())
    let file = folder.path + "/many"
    let handle = try #require(fopen(file, "w"))
    fputs(#"{"format":"guidegen-comments","version":1,"site":"help.example.com"}"# + "\n", handle)
    var counter = Counter()
    for page in 0..<100 {
      let ids = (0..<(count / 100)).map { UUIDv7(at: TestStore.now + $0, random: &counter) }
      let path = "faq/\(page + 100).html"
      fputs(#"{"thread":"\#(path)","id":"\#(ids.first?.description ?? "")","version":\#(count / 100)}"# + "\n", handle)
      for (index, id) in ids.enumerated() {
        let words = "Comment \(index) says *something* about the page, and more than a few words of it, with `code`."
        fputs(
          #"{"comment":"\#(id)","page":"\#(path)","root":"\#(id)","depth":0,"state":"approved","author":"Ada","#
            + #""markdown":"\#(words)","created":\#((TestStore.now + index).milliseconds),"up":0,"down":0,"#
            + #""nonce":"\#(page)-\#(index)"}"# + "\n", handle)
      }
    }
    fclose(handle)
    let clock = ContinuousClock()
    let before = Self.residentPeak()
    var report = ImportReport()
    let importing = try clock.measure { report = try test.store.importComments(ImportOptions(.guidegen, file: file)) }
    #expect(report.count == count / 100 * 100)
    let again = folder.path + "/again"
    let output = try #require(fopen(again, "w"))
    let exporting = try clock.measure {
      try test.store.export(
        ExportOptions(site: TestStore.page.site), stopped: { $0 },
        to: { (lines) throws(SQLError) in _ = fwrite(lines, 1, lines.count, output) })
    }
    fclose(output)
    #expect(FileManager.default.contentsEqual(atPath: file, andPath: again))
    let growth = Self.residentPeak() - before
    // Other tests need memory at the same time.
    guard count > 1_000 else { return }
    print("\(count) comments: imported in \(importing), exported in \(exporting), memory grew by \(growth) kB")
    #expect(growth < 100_000, "\(growth) kB")
  }

  /// The most memory that this process ever had, in kB.
  private static func residentPeak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  private struct Counter: RandomNumberGenerator {
    var last: UInt64 = 0

    mutating func next() -> UInt64 {
      last += 1
      return last
    }
  }
}
