import Diagnostics
import Enrollment
import Testing

@Suite struct UserListTests {
  @Test(
    arguments: [
      ("phonefactor://activate?code=123", "this is Microsoft's own code for a work or school account"),
      ("otpauth://totp/x?secret=MFRGG", "this is the secret of an account"),
      ("otpauth-migration://offline?data=x", "these are the secrets of accounts from Google Authenticator"),
    ])
  func `an authenticator's code in any column is explained and never repeated`(_ address: String, _ message: String) {
    for (text, place) in [
      ("upn,qr\njo@example.com,\(address)\nada@example.com,\n", "list:2:16"),
      ("upn,browser\njo@example.com,\(address)\nada@example.com,\n", "list:2:16"),
      (#"[{"upn":"jo@example.com","qr":"\#(address)"},{"upn":"ada@example.com"}]"#, "list:1:31"),
    ] {
      let list = UserList(
        Array(text.utf8), file: "list", vocabulary: UserList.Vocabulary(browsers: [:], platforms: [:]))
      #expect(list.entries.map(\.user.id) == ["ada@example.com"])
      #expect(list.diagnostics.count == 1)
      let said = list.diagnostics.first?.description ?? ""
      #expect(said.hasPrefix("\(place): error: \(message)"), "\(said)")
      #expect(!said.contains(address))
    }
  }

  private static let vocabulary = UserList.Vocabulary(
    browsers: ["edge": "edge", "microsoft edge": "edge", "firefox": "firefox"],
    platforms: ["windows": "windows", "macos": "macos"])

  private func read(_ text: String) -> UserList {
    UserList(Array(text.utf8), file: "users.csv", vocabulary: Self.vocabulary)
  }

  @Test(arguments: [
    "userPrincipalName,displayName,browser\njo@example.com,Jo Doe,Microsoft Edge\n",
    "\u{FEFF}User principal name;Display name;Browser\r\njo@example.com;Jo Doe;EDGE\r\n",
    "sep=;\nupn;name;browser\n\"jo@example.com\";\"Jo Doe\";edge",
    "UPN\tName\tBrowser\tJob title\njo@example.com\tJo Doe\tedge\tBaker\n\n",
    #"[{"userPrincipalName": "jo@example.com", "displayName": "Jo Doe", "browser": "edge"}]"#,
    #"{"value": [{"upn": "jo@example.com", "name": "Jo Doe", "browser": "edge", "jobTitle": null}]}"#,
  ])
  func `a list is read as directories and spreadsheets write it`(_ text: String) {
    let list = read(text)
    #expect(list.diagnostics == [])
    #expect(
      list.entries.map(\.user) == [
        User(id: "jo@example.com", principalName: "jo@example.com", displayName: "Jo Doe", browser: "edge")
      ])
  }

  @Test(arguments: [
    ("10115,Berlin,,DE", ["Weg 1", "10115 Berlin", "DE"]),
    ("98052,Redmond,WA,USA", ["Weg 1", "Redmond, WA 98052", "USA"]),
    ("SW1A 2AA,London,,United Kingdom", ["Weg 1", "London", "SW1A 2AA", "UNITED KINGDOM"]),
    (",,,", ["Weg 1"]),
  ])
  func `an address in columns becomes the lines that the country's post wants`(_ cells: String, _ lines: [String]) {
    let list = read("upn,street,postalCode,city,state,country\njo@example.com,Weg 1,\(cells)\n")
    #expect(list.entries.map(\.user.address) == [lines])
  }

  @Test func `an address in one cell keeps its lines, and an id its capitals`() {
    let list = read("id,upn,address\n7F,Jo@Example.com,\"Weg 1\n10115 Berlin\"\n")
    #expect(list.entries.map(\.user.address) == [["Weg 1", "10115 Berlin"]])
    #expect(list.entries.map(\.user.id) == ["7F"])
  }

  @Test func `a pair of JSON's surrogates is one character`() {
    let list = read(#"[{"upn": "jo@example.com", "name": "\ud840\udc0b \\ud840"}]"#)
    #expect(list.entries.map(\.user.displayName) == ["𠀋 \\ud840"])
  }

  @Test(arguments: [
    ("upn\njo\n", #"users.csv:2:1: error: "jo" is not a user principal name"#),
    ("upn,name\n,Jo\n", "users.csv:2:1: error: this row does not say what the person signs in with"),
    ("upn,browser\na@b.c,edgee\n", #"users.csv:2:7: error: unknown browser "edgee""#),
    ("upn,name\na@b.c,Jo\u{202E}\n", "users.csv:2:7: error: displayname holds the invisible character U+202E"),
    ("upn,name\na@b.c,Jo\u{7}\n", "users.csv:2:7: error: displayname holds the invisible character U+0007"),
    ("upn,name\na@b.c\n", "users.csv:2:1: error: this row has 1 of the first line's 2 cells"),
    ("upn\na@b.c\n\nA@B.C\n", #"users.csv:4:1: error: "A@B.C" stands in line 2 already"#),
    ("id,upn\n1,a@b.c\n1,d@b.c\n", #"users.csv:3:1: error: "1" stands in line 2 already"#),
    ("upn,name\na@b.c,Jo,,x\n", "users.csv:2:1: error: this row has 4 of the first line's 2 cells"),
    ("upn,email\na@b.c,at home\n", #"users.csv:2:7: error: "at home" is not a mail address"#),
    ("upn,language\na@b.c,Deutsch!\n", #"users.csv:2:7: error: "Deutsch!" is not a language tag"#),
    ("upn,name\na@b.c,\"Jo\n", "users.csv:2:7: error: this cell's quote is never closed"),
    ("upn,name\na@b.c,\"Jo\"x\n", "users.csv:2:11: error: something stands behind this cell's closing quote"),
    ("name\nJo\n", "users.csv:1:1: error: no column says what people sign in with"),
    ("upn,user\na@b.c,d@b.c\n", #"users.csv:1:5: error: the column "user" means the same as one before it"#),
    ("", "users.csv: error: the list is empty"),
    (#"[{"upn": ["a@b.c", {}]}]"#, #"users.csv:1:10: error: "upn" must be text"#),
    ("[1]", "users.csv:1:2: error: this is not a user"),
  ])
  func `what is wrong is said with its place`(_ text: String, _ message: String) {
    let found = read(text).diagnostics.map { $0.description.prefix { $0 != "\n" } }
    #expect(found == [Substring(message)])
  }

  @Test func `a list in another encoding is refused with the line, not misread`() {
    let bytes = Array("upn,name\na@b.c,J".utf8) + [0xFC] + Array("rgen\n".utf8)
    let list = UserList(bytes, file: "users.csv", vocabulary: Self.vocabulary)
    #expect(list.diagnostics.map(\.message) == ["this line is not UTF-8"])
    #expect(list.diagnostics.map(\.place) == [Place(file: "users.csv", line: 2)])
    #expect(!list.isReadable)
  }

  @Test func `a row that is wrong counts all the same where another is a second for its person`() {
    let list = read("upn,name\na@b.c,Jo\u{7}\nA@B.C,Jo\n")
    #expect(
      list.diagnostics.map { $0.description.prefix { $0 != "\n" } } == [
        "users.csv:2:7: error: displayname holds the invisible character U+0007",
        #"users.csv:3:1: error: "A@B.C" stands in line 2 already"#,
      ])
    #expect(list.entries.isEmpty)
  }

  @Test func `separators too many at the end of a row are no cells`() {
    #expect(read("upn,name\na@b.c,Jo,,\n").entries.map(\.user.displayName) == ["Jo"])
  }

  @Test func `good rows remain where others are wrong`() {
    let list = read("upn\na@b.c\nno\nd@b.c\n")
    #expect(list.isReadable)
    #expect(list.rowCount == 3)
    #expect(list.entries.map(\.user.principalName) == ["a@b.c", "d@b.c"])
  }
}
