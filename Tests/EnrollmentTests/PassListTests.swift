import Diagnostics
import Testing
import YAML

@testable import Enrollment

/// Lists of Temporary Access Passes.
@Suite struct PassListTests {
  private static let head =
    "userPrincipalName,displayName,TemporaryAccessPass,StartDateTime,LifetimeInMinutes,IsUsableOnce"

  private func list(_ text: String) throws -> PassList {
    PassList(
      Array(text.utf8), file: "p.csv",
      vocabulary: .init(browsers: ["edge": "edge", "microsoft edge": "edge"], platforms: [:]),
      on: try #require(CalendarDate("2026-12-01")))
  }

  private func findings(_ rows: String, head: String = Self.head) throws -> [String] {
    try list(head + "\n" + rows).diagnostics.map {
      "\($0.place?.line ?? 0):\($0.place?.column ?? 0): \($0.message); \($0.hint ?? "")"
    }
  }

  @Test func `a row becomes a person with a pass, and the end is the start and the lifetime`() throws {
    let list = try list(
      Self.head + ",browser,street,city\n"
        + "jo@example.com,Jo Doe,TAPRocks!,2026-12-01T23:30:00+01:00,60,True,Microsoft Edge,1 Station Road,London\n"
        + "ada@example.com,Ada,aB3-efgh,,,,,,\n")
    #expect(list.diagnostics == [])
    let jo = try #require(list.entries.first)
    #expect(jo.user.address == ["1 Station Road", "London"] && jo.user.browser == "edge")
    #expect(jo.pass.code == "TAPRocks!" && jo.pass.isOneTime == true)
    #expect(jo.pass.start?.clock == "23:30 UTC+01:00")
    #expect(jo.pass.end?.day == CalendarDate("2026-12-02") && jo.pass.end?.clock == "00:30 UTC+01:00")
    let ada = list.entries[1].pass
    #expect(ada.start == nil && ada.end == nil && ada.isOneTime == nil)
  }

  @Test func `all that is wrong is said at once, with line and column, and no cell is repeated`() throws {
    let found = try findings(
      """
      jo,Jo,short,01/12/2026 08:00,60,maybe
      ada@example.com,Ada,has a space,2026-12-01 08:00,5,true
      zoe@example.com,Zoe,,2026-12-01 08:00,60,true
      max@example.com,Max,TwelveLetter,2026-11-28 08:00,60,true
      eve@example.com,Eve,OtherLetters,,60,true
      eva@example.com,Eva,OtherLetters
      """)
    #expect(
      found == [
        "2:1: this is not a user principal name; write one such as jo@example.com",
        "2:7: this pass has 5 characters; Entra's have 8 to 48: look for a cell that was cut or shifted",
        "2:13: this is not a time that everybody reads alike; write 2026-12-01 08:00 as people's clocks show it, or 2026-12-01T07:00Z",
        "2:33: this is neither true nor false; write true for a pass that can be used once",
        "3:21: this pass holds a space, or a character that no pass has; copy it again: spreadsheets replace hyphens and quotes",
        "3:50: this is not a lifetime that a pass can have; write minutes: 10 to 43200, which are 30 days",
        "4:21: this row has no pass; Entra shows a pass only once: have it make a new one",
        "5:51: the pass has expired; have Entra make a new one",
        "6:35: a lifetime alone does not say when the pass ends; fill in when it starts",
        "7:1: this row has 3 of the first line's 6 cells; put cells that hold the separator in quotes",
      ])
  }

  @Test(arguments: [
    ("jo@example.com,Abcdefgh\nJO@example.com,Ijklmnop\n", "3:1: this person stands in line 2 already"),
    ("jo@example.com,Abcdefgh\nada@example.com,Abcdefgh\n", "3:17: this pass stands in line 2 already"),
    ("jo@example.com,otpauth://totp/a?secret=ABC\n", "2:16: this is the secret of an account"),
    ("", "0:0: the list has no passes"),
  ])
  func `rows that cannot all be right are errors`(_ rows: String, _ message: String) throws {
    let found = try findings(rows, head: "upn,pass")
    #expect(found.first?.hasPrefix(message) == true, "\(found)")
  }

  @Test func `a list without headings is refused without a word of what it holds`() throws {
    let list = try list("jo@example.com,Abcdefgh\nada@example.com,Ijklmnop\n")
    #expect(list.diagnostics.map(\.message) == ["no column says what people sign in with", "no column has the passes"])
    #expect(list.unusedColumns == [] && list.entries.isEmpty)
  }

  @Test func `a pass in the wrong column is not repeated`() throws {
    let found = try findings(
      "Secr3t-Pass,Secr3t-Pass,Secr3t-Pass,Secr3t-Pass\n", head: "upn,pass,browser,language"
    ).joined()
    #expect(found.contains("unknown browser") && found.contains("this is not a language tag"))
    #expect(!found.contains("Secr3t"))
  }

  @Test func `a pass is never shown by accident`() throws {
    let entry = try #require(list("upn,pass\njo@example.com,Secr3t-Pass\n").entries.first)
    #expect(!"\(entry)".contains("Secr3t") && !String(reflecting: entry.pass).contains("Secr3t"))
    #expect(!entry.serial.contains("Secr3t") && entry.serial.count == 12 && entry.serial.hasPrefix("TP"))
    let other = try #require(list("upn,pass\njo@example.com,0ther-Pass\n").entries.first)
    #expect(entry.serial == other.serial, "the letter of one person has one name")
  }

  @Test(arguments: [
    ("2026-12-01T08:05:00Z", "08:05 UTC"), ("2026-12-01 08:05", "08:05"),
    ("2026-12-01T08:05:00.123-05:30", "08:05 UTC-05:30"),
    ("2026-12-01T08:05+00:00", "08:05 UTC"),
  ])
  func `times are read as they are written`(_ text: String, _ clock: String) throws {
    #expect(PassTime(text)?.clock == clock)
  }

  @Test(arguments: [
    "", "2026-12-01", "2026-13-01 08:00", "2026-12-01 24:00", "2026-12-01 08:60", "12/01/2026 8:00 AM",
    "2026-12-01 08:00 AM",
    "2026-12-01T08:00+1", "2026-12-01T08:00:", "2026-12-01T08:00Zz", "２０２６-12-01 08:00",
  ])
  func `what is no such time is none`(_ text: String) {
    #expect(PassTime(text) == nil)
  }
}
