import Comments
import Foundation
import Testing

@Suite struct IssoImportTests {
  /// What Isso 0.14 wrote when these comments were posted, edited, voted on and deleted over HTTP; but for its record of
  /// voters, which is shortened.
  private static let database = #"""
    PRAGMA foreign_keys=OFF;
    BEGIN TRANSACTION;
    CREATE TABLE preferences (    key VARCHAR PRIMARY KEY, value VARCHAR );
    INSERT INTO preferences VALUES('session-key','d60d7ea113eff98f5210942b92663cdbbb2e718d56a99fc1');
    CREATE TABLE threads (     id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    INSERT INTO threads VALUES(1,'/faq/mfa.html','T');
    INSERT INTO threads VALUES(2,'/faq/mfa','T');
    INSERT INTO threads VALUES(3,'/guides/','T');
    CREATE TABLE comments (
                    tid REFERENCES threads(id),
                    id INTEGER PRIMARY KEY,
                    parent INTEGER,
                    created FLOAT NOT NULL,
                    modified FLOAT,
                    mode INTEGER,
                    remote_addr VARCHAR,
                    text VARCHAR NOT NULL,
                    author VARCHAR,
                    email VARCHAR,
                    website VARCHAR,
                    likes INTEGER DEFAULT 0,
                    dislikes INTEGER DEFAULT 0,
                    voters BLOB NOT NULL,
                    notification INTEGER DEFAULT 0
                );
    INSERT INTO comments VALUES(1,1,NULL,1795913981.8603851795,NULL,1,'127.0.0.0','First *words*, with `code` & <b>more</b>.','Ada &amp; Co','ada@example.com','https://ada.example.com/',2,0,X'00',NULL);
    INSERT INTO comments VALUES(1,2,1,1795913981.886882782,NULL,1,'127.0.0.0',replace('A reply.\n\n1. One\n2. Two','\n',char(10)),'Bob',NULL,NULL,0,1,X'00',NULL);
    INSERT INTO comments VALUES(2,3,NULL,1795913981.8999123572,NULL,1,'127.0.0.0','Nobody says who.',NULL,NULL,NULL,0,0,X'00',NULL);
    INSERT INTO comments VALUES(1,4,NULL,1795913981.908513069,1795913981.915747404,1,'127.0.0.0','It was edited.','Eve',NULL,NULL,0,0,X'00',NULL);
    INSERT INTO comments VALUES(3,5,NULL,1795913981.9227576255,NULL,4,'127.0.0.0','',NULL,NULL,NULL,0,0,X'00',NULL);
    INSERT INTO comments VALUES(3,6,5,1795913981.9317326545,NULL,1,'127.0.0.0','Stands beneath.','Fay',NULL,NULL,0,0,X'00',NULL);
    INSERT INTO comments VALUES(1,7,NULL,1795913985.1468901633,NULL,2,'127.0.0.0','Waits for a moderator.','Gil',NULL,NULL,0,0,X'00',NULL);
    CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN     DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
    COMMIT;
    """#

  private let test: TestStore
  private let folder: ExchangeFolder
  private let options: ImportOptions

  init() throws {
    (test, folder) = (try TestStore(), try ExchangeFolder())
    try folder.run("sqlite3", [folder.path + "/isso.db"], input: Self.database)
    options = ImportOptions(
      .isso, file: folder.path + "/isso.db", site: TestStore.page.site, pages: TestStore.pages)
  }

  private func change(_ statements: String) throws {
    try folder.run("sqlite3", [options.file], input: statements)
  }

  @Test func `Isso's comments keep their places, states, times and votes`() throws {
    let report = try test.store.importComments(options)
    #expect(report.imported == [.approved: 5, .pending: 1, .deleted: 1])
    #expect(report.warnings.isEmpty)
    #expect(
      try test.tree() == [
        "First *words*, with `code` & <b>more</b>.", ".A reply.\n\n1. One\n2. Two", "Nobody says who.",
        "It was edited.",
      ])
    #expect(
      try test.tree(of: PageKey(site: TestStore.page.site, path: "guides/index.html")) == ["gone", ".Stands beneath."])
    #expect(try test.comments(in: .pending) == ["faq/mfa.html 0 Gil: Waits for a moderator."])
    let thread = try test.store.thread(of: TestStore.page)
    let comments = thread.entries.compactMap(\.comment)
    #expect(comments.map(\.author) == ["Ada & Co", "Bob", "Anonymous", "Eve"])
    #expect(comments.first?.website == "https://ada.example.com/")
    #expect(comments.first?.created.milliseconds == 1_795_913_981_860)
    #expect(
      comments.first?.html == "<p>First <em>words</em>, with <code>code</code> &amp; &lt;b&gt;more&lt;/b&gt;.</p>\n")
    #expect(comments.last?.edited?.milliseconds == 1_795_913_981_916)
    #expect(thread.version == 1)
    let exported = try TestStore.exported(test.store)
    #expect(exported.contains(#""up":2,"down":0,"nonce":"import:isso:1""#))
    #expect(exported.contains(#""up":0,"down":1,"nonce":"import:isso:2""#))
  }

  @Test func `mail addresses and network addresses stay where they are`() throws {
    _ = try test.store.importComments(options)
    let exported = try TestStore.exported(test.store)
    #expect(!exported.contains("@") && !exported.contains("127.0.0"))
  }

  @Test func `a second import adds what is new and nothing else`() throws {
    _ = try test.store.importComments(options)
    let before = try TestStore.exported(test.store)
    let second = try test.store.importComments(options)
    #expect(second.count == 0 && second.known == 7 && second.changed == 0)
    #expect(try TestStore.exported(test.store) == before)
    try change(
      """
      INSERT INTO comments VALUES(1,8,2,1795914000,NULL,1,'','New.','Hal',NULL,NULL,0,0,X'00',NULL);
      UPDATE comments SET text = 'Other words.' WHERE id = 3;
      """)
    let third = try test.store.importComments(options)
    #expect(third.count == 1 && third.known == 6 && third.changed == 1)
    #expect(try test.tree().contains("..New."))
    #expect(try test.tree().contains("Nobody says who."))
    #expect(try test.store.version(of: TestStore.page) == 2)
  }

  @Test func `what was deleted here does not come back`() throws {
    _ = try test.store.importComments(options)
    let first = try #require(try test.store.thread(of: TestStore.page).entries.first?.id)
    _ = try test.store.set(.deleted, of: first, at: TestStore.now)
    #expect(try test.store.importComments(options).known == 7)
    #expect(try test.tree().first == "gone")
  }

  @Test func `Isso's file is left as it is`() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: options.file))
    _ = try test.store.importComments(options)
    #expect(try Data(contentsOf: URL(fileURLWithPath: options.file)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["isso.db"])
  }

  @Test func `pages that are not there are named all at once, and nothing is imported`() throws {
    try change("UPDATE threads SET uri = '/faq/mfv' WHERE id = 2; UPDATE threads SET uri = '/old/' WHERE id = 3;")
    #expect(
      test.refusal(of: options) == """
        isso.db:3: error: there is no page for "/faq/mfv" (1 comment)
          hint: name its page in a file of lines old=new, or leave its comments out; is it "faq/mfa.html"?
        isso.db:5: error: there is no page for "/old/" (2 comments)
          hint: name its page in a file of lines old=new, or leave its comments out
        """)
    #expect(try test.store.sites() == [])
    var leaving = options
    leaving.leavesOutUnknownPages = true
    let report = try test.store.importComments(leaving)
    #expect(report.count == 4 && report.leftOut == 3 && report.warnings.count == 2)
  }

  @Test func `a file that is none of Isso's says so`() throws {
    let letter = try folder.file(String(repeating: "Dear reader, ", count: 500), "letter.db")
    var other = options
    other.file = letter
    #expect(
      test.refusal(of: other) == """
        letter.db: error: Isso's database cannot be read: file is not a database
          hint: give the file that stands after "dbpath" in Isso's settings
        """)
    other.file = folder.path + "/none.db"
    #expect(test.refusal(of: other).hasPrefix("none.db: error: Isso's database cannot be read: no such file"))
    try change("UPDATE comments SET mode = 9 WHERE id IN (2, 4);")
    #expect(
      test.refusal(of: options) == """
        isso.db:2: error: comment 2 has the unknown mode 9
        isso.db:4: error: comment 4 has the unknown mode 9
        """)
  }

  @Test func `replies to what is not there, to later ones, in circles and very deep ones get places`() throws {
    try change(
      """
      DELETE FROM comments;
      INSERT INTO threads VALUES(9,'/faq/mfa.html?x','T');
      """
        + [(1, 2, 30), (2, 3, 20), (3, 1, 10), (4, 99, 40), (5, 6, 50), (6, 0, 60)].map { id, parent, time in
          "INSERT INTO comments VALUES(9,\(id),\(parent),\(1_795_914_000 + time),NULL,1,'','\(id)','A',NULL,NULL,0,0,X'00',0);\n"
        }.joined()
        + (10..<18).map { id in
          "INSERT INTO comments VALUES(9,\(id),\(id == 10 ? 0 : id - 1),\(1_795_914_100 + id),NULL,1,'','\(id)','A',NULL,NULL,0,0,X'00',0);\n"
        }.joined())
    let report = try test.store.importComments(options)
    #expect(report.count == 14)
    #expect(
      report.warnings.map(\.message) == [
        "it replies to a reply to itself: it will reply to none",
        "it replies to the comment \"99\", which is not there: it will reply to none",
      ])
    let tree = try test.tree()
    #expect(tree.prefix(6) == ["3", ".2", "..1", "4", "6", ".5"])
    #expect(tree.suffix(8) == ["10", ".11", "..12", "...13", "....14", ".....15", ".....16", ".....17"])
  }

  @Test func `a map names pages that have moved`() throws {
    try change("UPDATE threads SET uri = '/blog/?p=7' WHERE id = 3;")
    var mapped = options
    let map = try folder.file("# moved\n\n/blog/?p=7=guides/index.html\n", "map")
    try mapped.pages?.add(linesOf: map)
    #expect(try test.store.importComments(mapped).count == 7)
    #expect(try test.tree(of: PageKey(site: TestStore.page.site, path: "guides/index.html")).count == 2)
  }

  @Test func `what a moderator deleted does not come back with the same file, however long ago that was`() throws {
    _ = try test.store.importComments(options)
    let approved = try test.store.comments(of: TestStore.page.site, in: .approved, limit: 10)
    let comment = try #require(approved.first { $0.author == "Eve" })
    _ = try test.store.set(.deleted, of: comment.id, at: TestStore.now)
    try test.store.forget(Retention(), of: TestStore.page.site, at: TestStore.now + 31 * 86_400)
    #expect(try test.store.comment(comment.id) == nil)
    let report = try test.store.importComments(options)
    #expect(report.count == 0 && report.known == 7)
    #expect(try test.store.comment(comment.id)?.markdown == "")
  }

  @Test(arguments: ["999999999999999", "'yesterday'", "0", "-5"])
  func `a comment without a time that can be is refused`(time: String) throws {
    try change("UPDATE comments SET created = \(time) WHERE id = 4")
    #expect(
      test.refusal(of: options) == """
        isso.db:4: error: the comment "4" has no time of these millennia
          hint: see when it was written, and put that there
        """)
  }

  @Test func `what is imported can be exported and imported again, whatever it was`() throws {
    try change("UPDATE comments SET likes = 5000000000, dislikes = -3, website = 'javascript:x' WHERE id = 4")
    let report = try test.store.importComments(options)
    #expect(report.warnings.map(\.message) == ["the website is left out: \(CommentProblem.websiteInvalid)"])
    let exported = try TestStore.exported(test.store)
    let copy = try TestStore()
    _ = try copy.store.importComments(ImportOptions(.guidegen, file: try folder.file(exported)))
    #expect(try TestStore.exported(copy.store) == exported)
  }

  @Test(arguments: ["", " ", "A\u{202E}da", String(repeating: "a", count: 61)])
  func `who has no name is called something that can be shown`(name: String) throws {
    var options = options
    options.nameless = name
    #expect(test.refusal(of: options).contains("cannot stand for a name"))
  }

  @Test func `a page that is renamed between two imports stands in the way of nothing`() throws {
    _ = try test.store.importComments(options)
    try change(
      """
      UPDATE threads SET uri = '/index' WHERE uri LIKE '/faq/mfa%html';
      INSERT INTO comments VALUES(1,8,NULL,1795913990.5,NULL,1,'127.0.0.0','New there.','Hal',NULL,NULL,0,0,X'00',NULL);
      """)
    let report = try test.store.importComments(options)
    #expect(report.imported == [.approved: 1])
    #expect(try test.tree(of: PageKey(site: TestStore.page.site, path: "index.html")) == ["New there."])
  }
}
