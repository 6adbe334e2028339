import Comments
import Foundation
import JSON
import Testing

@Suite struct PersonTests {
  private static let browser = "01a3d0c5-9c00-7000-8000-000000000001"

  /// Two comments from one browser under two names, a reply to each, and a stranger's.
  private static let export = """
    {"format":"guidegen-comments","version":1,"site":"help.example.com"}
    {"thread":"faq/mfa.html","id":"\(browser)","version":5}
    {"comment":"\(browser)","page":"faq/mfa.html","root":"\(browser)","depth":0,"state":"approved","author":"Xaviera Quill","website":"https://xaviera.example/","markdown":"Zanzibar words","created":1800000000000,"edited":1800000060000,"verdicts":"links +30: xylophone","fingerprint":"\(String(repeating: "5a", count: 42))","author_id":"\(browser)","address_key":"20833-deadbeef","up":2,"down":1,"nonce":"nonce-of-xaviera"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000002","page":"faq/mfa.html","parent":"\(browser)","root":"\(browser)","depth":1,"state":"approved","author":"Bob","markdown":"A reply.","created":1800000001000,"author_id":"01a3d0c5-9c00-7000-8000-000000000002","up":0,"down":0,"nonce":"b"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000003","page":"faq/mfa.html","root":"01a3d0c5-9c00-7000-8000-000000000003","depth":0,"state":"pending","author":"X.","markdown":"Yellow quokka","created":1800000002000,"author_id":"\(browser)","up":0,"down":0,"nonce":"import:isso:3"}
    {"comment":"01a3d0c5-9c00-7000-8000-000000000004","page":"faq/mfa.html","root":"01a3d0c5-9c00-7000-8000-000000000004","depth":0,"state":"approved","author":"Eve","markdown":"Stays.","created":1800000003000,"up":0,"down":0,"nonce":"d"}
    {"learned":"words","approved":1,"rejected":0}

    """

  private let test: TestStore
  private let folder: ExchangeFolder

  init() throws {
    (test, folder) = (try TestStore(), try ExchangeFolder())
    _ = try test.store.importComments(ImportOptions(.guidegen, file: try folder.file(Self.export)))
  }

  private func found(_ person: Person) throws -> [String] {
    guard let bytes = try test.store.export(person, of: TestStore.page.site) else { return [] }
    let value = try JSONReader.read(bytes[...])
    #expect(value["format"]?.string == "guidegen-person")
    return value["comments"]?.items?.compactMap { $0["markdown"]?.string } ?? []
  }

  @Test func `a person is found by name, by browser, and by comment`() throws {
    let id = try #require(UUIDv7("01a3d0c5-9c00-7000-8000-000000000003"))
    #expect(try found(.named("Xaviera Quill")) == ["Zanzibar words", "Yellow quokka"])
    #expect(try found(.named("  Xaviera  Quill ")) == ["Zanzibar words", "Yellow quokka"])
    #expect(try found(.author(of: id)) == ["Zanzibar words", "Yellow quokka"])
    #expect(try found(.named("Eve")) == ["Stays."])
    #expect(try found(.named("eve")) == [] && found(.named("")) == [] && found(.named("%")) == [])
    #expect(try test.store.export(.named("Xaviera Quill"), of: "other.example.com") == nil)
  }

  @Test func `all that there is of a person is handed over`() throws {
    let bytes = try #require(try test.store.export(.named("Xaviera Quill"), of: TestStore.page.site))
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = Self.export.split(separator: "\n")
    #expect(
      text
        == #"{"format":"guidegen-person","version":1,"site":"help.example.com","comments":[\#(lines[2]),\#(lines[4])]}"#
    )
  }

  @Test func `what is erased leaves the thread's shape, and nothing else`() throws {
    #expect(try test.store.erase(.named("Xaviera Quill"), of: TestStore.page.site) == 2)
    #expect(try test.tree() == ["gone", ".A reply.", "Stays."])
    #expect(try test.store.version(of: TestStore.page) == 6)
    #expect(try test.store.count(of: TestStore.page) == 2)
    let exported = try TestStore.exported(test.store)
    #expect(
      exported.split(separator: "\n")[2]
        == #"{"comment":"\#(Self.browser)","page":"faq/mfa.html","root":"\#(Self.browser)","depth":0,"state":"deleted","author":"","markdown":"","created":1800000000000,"up":0,"down":0,"nonce":"erased:\#(Self.browser)"}"#
    )
    #expect(
      exported.contains(
        #""state":"deleted","author":"","markdown":"","created":1800000002000,"up":0,"down":0,"nonce":"import:isso:3""#)
    )
    #expect(exported.contains(#"{"learned":"words","approved":1,"rejected":0}"#))
  }

  @Test func `a second time there is nothing to erase, and nothing changes`() throws {
    _ = try test.store.erase(.named("Xaviera Quill"), of: TestStore.page.site)
    let before = try TestStore.exported(test.store)
    #expect(try test.store.erase(.named("Xaviera Quill"), of: TestStore.page.site) == 0)
    let id = try #require(UUIDv7(Self.browser))
    #expect(try test.store.erase(.author(of: id), of: TestStore.page.site) == 0)
    #expect(try TestStore.exported(test.store) == before)
    #expect(try test.store.export(.named("Xaviera Quill"), of: TestStore.page.site) == nil)
  }

  @Test func `an old export does not bring back what was erased`() throws {
    _ = try test.store.erase(.named("Xaviera Quill"), of: TestStore.page.site)
    let before = try TestStore.exported(test.store)
    let report = try test.store.importComments(ImportOptions(.guidegen, file: folder.path + "/export"))
    #expect(report.count == 0 && report.known == 4)
    #expect(try TestStore.exported(test.store) == before)
  }

  @Test func `nor does it when the place was taken away too`() throws {
    _ = try test.store.erase(.named("Xaviera Quill"), of: TestStore.page.site)
    try test.store.forget(Retention(), of: TestStore.page.site, at: Timestamp(milliseconds: 1_900_000_000_000))
    // The one without replies.
    #expect(try test.tree() == ["gone", ".A reply.", "Stays."])
    #expect(try test.store.statistics(of: TestStore.page.site) == [.approved: 2, .deleted: 1])
    let report = try test.store.importComments(ImportOptions(.guidegen, file: folder.path + "/export"))
    #expect(report.count == 0 && report.known == 4)
    #expect(!(try TestStore.exported(test.store)).contains("quokka"))
    try test.store.forget(Retention(), of: TestStore.page.site, at: Timestamp(milliseconds: 1_900_000_000_000))
    #expect(try test.store.statistics(of: TestStore.page.site) == [.approved: 2, .deleted: 1])
  }

  @Test func `after that the words are in none of the database's files`() throws {
    let path = folder.path + "/comments.db"
    let store = try CommentStore(path: path, creates: true)
    _ = try store.importComments(ImportOptions(.guidegen, file: folder.path + "/export"))
    // Another server has the file open, and has read it.
    let other = try CommentStore(path: path, creates: false)
    #expect(try other.thread(of: TestStore.page).count == 3)
    // What a text was before it was changed lies about in the file, where nothing says whose it was.
    let connection = try SQLiteConnection(path: path, creates: false)
    try connection.run("UPDATE comments SET markdown = 'Zeppelin ' || markdown WHERE author = 'X.'", [])
    try connection.run("UPDATE comments SET markdown = 'Short' WHERE author = 'X.'", [])
    let words = [
      "Xaviera", "xaviera", "Zanzibar", "xylophone", "5a5a5a5a", "deadbeef", "nonce-of-xaviera", "quokka", "Zeppelin",
    ]
    #expect(words.allSatisfy { (try? isFound($0, beside: path)) == true })
    #expect(try store.erase(.named("Xaviera Quill"), of: TestStore.page.site) == 2)
    for word in words { #expect(try !isFound(word, beside: path), "\(word)") }
    #expect(try isFound("A reply.", beside: path))
    #expect(try other.thread(of: TestStore.page).count == 2)
  }

  /// Whether `word` stands in one of the database's files.
  private func isFound(_ word: String, beside path: String) throws -> Bool {
    try ["", "-wal", "-shm"].contains { ending in
      guard FileManager.default.fileExists(atPath: path + ending) else { return false }
      return try Data(contentsOf: URL(fileURLWithPath: path + ending)).range(of: Data(word.utf8)) != nil
    }
  }
}
