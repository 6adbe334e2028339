#if Comments
import Foundation
import Testing

/// `guidegen comments` as an administrator and a moderator run it.
@Suite struct CommentsCommandTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder([
      "pages.jsonl": #"{"path":"faq/mfa.html","title":"Setting up MFA"}"# + "\n",
      "comments.yml": """
      origin: https://help.example.com
      database: comments.db
      pages: pages.jsonl

      """,
    ])
  }

  private func comments(_ arguments: String...) throws -> Outcome {
    try Command([try guidegenPath(), "comments"] + arguments, in: folder).run()
  }

  @Test func `a comment waits, is listed with the reasons, approved, and read by everybody`() throws {
    let server = try ServedComments(folder, [])
    let receipt = try server.post("How do I scan the code?")
    let id = try #require(receipt["id"] as? String)
    #expect(receipt["state"] as? String == "pending")
    #expect(!(try server.get("/api/thread?page=faq/mfa.html")).body.contains("scan"))
    let list = try comments("list")
    #expect(
      list.output.hasPrefix("\(id)  pending   ")
        && list.output.hasSuffix("  faq/mfa.html  Ada: How do I scan the code?\n"), "\(list)")
    let sheet = try comments("show", id).output
    #expect(sheet.hasPrefix("comment     \(id)\npage        faq/mfa.html\nstate       pending\nauthor      Ada\n"))
    #expect(sheet.contains("\nrules       ") && sheet.contains("no work was done for it"), "\(sheet)")
    #expect(sheet.hasSuffix("\n\nHow do I scan the code?\n"))
    #expect(try comments("approve", id) == Outcome(status: 0, output: "\(id): approved\n"))
    _ = try eventually("the comment is public") {
      try server.get("/api/thread?page=faq/mfa.html").body.contains("How do I scan the code?") ? true : nil
    }
    #expect(try comments("list") == Outcome(status: 0))
    #expect(
      try comments("stats").output == "pending   0\napproved  1\nrejected  0\ndeleted   0\n")
    #expect(
      try comments("stats", "--json").output == #"{"pending":0,"approved":1,"rejected":0,"deleted":0}"# + "\n")
    #expect(server.end(by: SIGTERM) == 0)
  }

  @Test func `what readers said of articles, and searched for in vain, is told worst first`() throws {
    try folder.write(
      """
      origin: https://help.example.com
      database: comments.db
      pages: pages.jsonl
      searches: true

      """, to: "comments.yml")
    let server = try ServedComments(folder, [])
    #expect(try comments("feedback").output == "Nobody has answered yet.\n")
    let answer = #"{"page":"faq/mfa.html","answer":"no","reason":"differs"}"#
    #expect(try server.send(answer, to: "/api/feedback", from: ServedComments.origin).status == 204)
    #expect(try server.send(#"{"query":"Fax"}"#, to: "/api/searches", from: ServedComments.origin).status == 204)
    #expect(
      try comments("feedback").output == """
            no    yes  article
             1      0  faq/mfa.html  (differs 1)

         times  search that found nothing
             1  fax

        """)
    #expect(
      try comments("feedback", "--json").output
        == #"{"pages":[{"page":"faq/mfa.html","yes":0,"no":1,"reasons":{"differs":1}}],"searches":[{"query":"fax","count":1}]}"#
        + "\n")
    #expect(try comments("feedback", "--since", "2999-01-01").output == "Nobody has answered yet.\n")
    #expect(
      try comments("feedback", "--since", "yesterday").errors.hasPrefix(
        "Error: --since takes a day such as 2026-11-01."))
  }

  @Test func `what a moderator deletes is gone, and what is rejected stays with moderators`() throws {
    let server = try ServedComments(folder, [])
    let first = try #require(try server.post("Buy watches")["id"] as? String)
    let second = try #require(try server.post("My number is 555 0100")["id"] as? String)
    #expect(try comments("reject", first).output == "\(first): rejected\n")
    #expect(try comments("delete", second).output == "\(second): deleted\n")
    #expect(try comments("list", "--state", "rejected").output.contains("Buy watches"))
    let all = try comments("list", "--state", "all", "--json").output
    #expect(all.contains(#""state":"deleted""#) && !all.contains("555 0100"), "\(all)")
  }

  @Test func `commands about comments that are not there change none of those that are`() throws {
    let server = try ServedComments(folder, [])
    let id = try #require(try server.post("Thanks")["id"] as? String)
    #expect(
      try comments("approve", id, "no-comment", "0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e")
        == Outcome(
          status: 1,
          errors: """
            error: there is no comment "no-comment"
              hint: guidegen comments list --state all shows all
            error: there is no comment "0197a6c5-3f2e-7b1c-8d4e-5f6a7b8c9d0e"
              hint: guidegen comments list --state all shows all

            """))
    #expect(try comments("list").output.contains(id))
  }

  @Test func `a store of several help centres asks which one is meant`() throws {
    try folder.write("database: comments.db\npages: pages.jsonl\n", to: "comments.yml")
    for origin in ["https://help.example.com", "https://hilfe.example.com"] {
      let server = try ServedComments(folder, ["--origin", origin])
      // A request without an origin, as from a program, is of the server's own help centre.
      let body = #"{"page":"faq/mfa.html","name":"Ada","text":"Hello from \#(origin)"}"#
      _ = try server.postAsProgram(body)
    }
    #expect(
      try comments("list")
        == Outcome(
          status: 2,
          errors: """
            error: the store has comments of 2 help centres
              hint: say which with --origin: help.example.com, hilfe.example.com

            """))
    let list = try comments("list", "--origin", "https://hilfe.example.com").output
    #expect(list.contains("Hello from https://hilfe") && !list.contains("Hello from https://help"), "\(list)")
  }

  @Test func `an export goes into another database, and a person's comments out of it`() throws {
    let server = try ServedComments(folder, [])
    let id = try #require(try server.post("My desk is in room 12", by: "Ada Lovelace")["id"] as? String)
    _ = try server.post("Thank you", by: "Bo")
    #expect(try comments("export", "-o", "all.jsonl") == Outcome(status: 0))
    #expect(
      try comments("import", "--from", "guidegen", "all.jsonl", "--database", "copy.db")
        == Outcome(status: 0, output: "2 comments taken in (2 pending)\n"))
    #expect(
      try comments("import", "--from", "guidegen", "all.jsonl", "--database", "copy.db").output
        == "0 comments taken in; 2 known already\n")
    let person = try comments("export", "--person", "Ada Lovelace", "--database", "copy.db").output
    #expect(person.contains("room 12") && !person.contains("Thank you"), "\(person)")
    let unsure = try comments("erase", "--person", id, "--database", "copy.db")
    #expect(unsure.status == 2 && unsure.errors.contains("This cannot be taken back"), "\(unsure)")
    #expect(try comments("erase", "--person", id, "--yes", "--database", "copy.db").output == "1 comment erased\n")
    let left = try comments("export", "--database", "copy.db").output
    #expect(!left.contains("room 12") && !left.contains("Lovelace") && left.contains("Thank you"))
    #expect(try comments("export").output.contains("room 12"))
  }

  @Test func `an export is its owner's alone, and takes no device's or link's place`() throws {
    let server = try ServedComments(folder, [])
    _ = try server.post("Room 12", by: "Ada")
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.posixPermissions] as? Int
    }
    #expect(try comments("export", "-o", "all.jsonl").status == 0)
    #expect(try comments("export", "--person", "Ada", "-o", "ada.json").status == 0)
    #expect(try mode("all.jsonl") == 0o600 && mode("ada.json") == 0o600)
    #expect(try comments("export", "--public", "-o", "public.jsonl").status == 0)
    #expect(try mode("public.jsonl").map { $0 & 0o400 } == 0o400 && mode("public.jsonl") != 0o600)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "all.jsonl")
    let before = try folder.read("all.jsonl")
    let outcome = try comments("export", "-o", "link")
    #expect(outcome.status == 3 && outcome.errors.contains("\"link\""), "\(outcome)")
    #expect(try folder.read("all.jsonl") == before)
  }

  @Test func `a name that nobody has, and a help centre that is not there, are told`() throws {
    let server = try ServedComments(folder, [])
    _ = try server.post("Words", by: "Ada")
    let erased = try comments("erase", "--person", "Ade", "--yes")
    #expect(
      erased
        == Outcome(
          status: 1,
          errors: """
            error: there is nothing of this person
              hint: write the name as it stands with the comments

            """))
    let listed = try comments("list", "--origin", "https://other.example.com")
    #expect(listed.status == 1 && listed.errors.contains("it has those of help.example.com"), "\(listed)")
  }

  @Test func `an import that is wrong says where, and takes nothing in`() throws {
    try folder.write("no XML", to: "export.xml")
    let outcome = try comments("import", "--from", "disqus", "export.xml")
    #expect(outcome.status == 1 && outcome.output == "", "\(outcome)")
    #expect(
      outcome.errors.hasPrefix("export.xml:1:") && outcome.errors.hasSuffix("\nnothing was taken in\n"), "\(outcome)")
    let missing = try comments("import", "--from", "isso", "none.db")
    #expect(missing.status == 1 && missing.errors.contains("none.db"), "\(missing)")
  }

  @Test func `moderators are named, get links that lead to their server, and are taken off again`() throws {
    try folder.write("correct horse battery\n", to: "password")
    try folder.write("short\n", to: "short")
    #expect(
      try comments("moderators", "add", "Ada", "--mail", "ada@example.com", "--password-file", "password").output
        == "Ada: moderator of help.example.com\n")
    #expect(try comments("moderators", "add", "Bo", "--password-file", "short").errors.contains("too short"))
    #expect(try comments("moderators", "add", "", "--password-file", "password").status == 1)
    #expect(try comments("moderators", "list").output == "Ada  ada@example.com\n")
    let server = try ServedComments(folder, [])
    let link = try comments("login", "Ada", "--public-url", "https://help.example.com/c").output
    #expect(link.hasPrefix("https://help.example.com/c/admin/link?token="), "\(link)")
    let target = "/admin/link?token=" + link.dropFirst("https://help.example.com/c/admin/link?token=".count).dropLast()
    let page = try server.get(target)
    #expect(page.status == 200 && page.body.contains("<form method=\"post\""), "\(page.body)")
    #expect(try comments("moderators", "remove", "Ada").output == "Ada: no moderator any more\n")
    #expect(
      try comments("login", "Ada")
        == Outcome(
          status: 1,
          errors: """
            error: there is no moderator "Ada"
              hint: guidegen comments moderators list says who there is

            """))
  }

  @Test(arguments: [
    (
      "origin: help\nlisten: 8080\nmoderation: never\nlimits:\n  per-network: 0\ndatabse: x\n",
      """
      comments.yml:1:9: error: "origin" must be a help centre's address, not "help"
        hint: write https:// and the host: https://help.example.com
      comments.yml:2:9: error: "listen" must be an address to listen on, not "8080"
        hint: write one such as 127.0.0.1:8080
      comments.yml:3:13: error: unknown moderation "never"
        hint: write one of before, after
      comments.yml:5:16: error: "per-network" must be a whole number from 1 to 1000000, not "0"
        hint: choose one within the range
      comments.yml:6:1: error: unknown key "databse" in the configuration
        hint: did you mean "database"?

      """
    )
  ])
  func `all that is wrong with the configuration is told at once`(text: String, errors: String) throws {
    try folder.write(text, to: "comments.yml")
    let outcome = try comments("list")
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.errors == errors)
  }

  @Test func `who has mail sent must say where its links lead`() throws {
    let mail = "mail:\n  server: smtp://127.0.0.1:9\n  from: help@example.com\n"
    try folder.write(
      "origin: https://help.example.com\ndatabase: comments.db\npages: pages.jsonl\n" + mail, to: "mail.yml")
    #expect(
      try comments("serve", "--config", "mail.yml", "--listen", "127.0.0.1:0")
        == Outcome(
          status: 1,
          errors: """
            mail.yml:5:3: error: mail has links to this server, and nothing says where browsers reach it
              hint: write public-url: and its address, such as https://help.example.com/comments

            """))
    let server = try ServedComments(
      folder, ["--config", "mail.yml", "--public-url", "https://help.example.com/comments"])
    #expect(server.end(by: SIGTERM) == 0)
  }

  @Test func `a server that cannot begin says why and what to do`() throws {
    let taken = try ServedComments(folder, [])
    let other = try comments("serve", "--listen", "127.0.0.1:\(taken.port)")
    #expect(
      other
        == Outcome(
          status: 3,
          errors: """
            error: the address "127.0.0.1:\(taken.port)" is taken by another program
              hint: choose another port, or 0 for any that is free

            """))
    let noList = try comments("serve", "--listen", "127.0.0.1:0", "--pages", "none.jsonl")
    #expect(noList.status == 3 && noList.errors.contains(#"cannot read the list of pages "none.jsonl""#), "\(noList)")
    try folder.write("this is no database, but a text of some length", to: "text.db")
    let noDatabase = try comments("serve", "--listen", "127.0.0.1:0", "--database", "text.db")
    #expect(
      noDatabase.status == 3 && noDatabase.errors.contains(#"cannot open the comments in "text.db": file is not"#),
      "\(noDatabase)")
  }
}
#endif
