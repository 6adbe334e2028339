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

  @Test(arguments: [
    (
      "origin: help\nlisten: 8080\nmoderation: never\nlimits:\n  per-network: 0\ndatabse: x\n",
      """
      comments.yml:1:9: error: "origin" must be an origin, not "help"
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
