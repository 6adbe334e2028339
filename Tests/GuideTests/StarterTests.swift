import Testing
import YAML

@testable import Guide

/// What `guidegen new` writes.
@Suite struct StarterTests {
  private func configuration() throws -> String {
    let files = Starter.site(title: "Help", today: try #require(CalendarDate("2026-11-01")))
    let file = try #require(files.first { $0.path == "content/guide.yml" })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private func helpdesk(_ text: String) -> Configuration.Helpdesk {
    let (configuration, diagnostics) = Configuration.parse(Array(text.utf8), file: "content/guide.yml")
    #expect(diagnostics == [])
    return configuration.helpdesk
  }

  @Test func `a new guide asks whom readers can ask, and publishes none of its examples`() throws {
    let text = try configuration()
    #expect(text.contains("Whom can readers ask?"))
    let none = helpdesk(text)
    #expect([none.name, none.phone, none.email, none.hours] == ["", "", "", ""])
  }

  @Test func `its lines count once the marks in front of them are gone`() throws {
    let lines = try configuration().split(separator: "\n")
    let example = lines.drop { !$0.hasPrefix("# helpdesk:") }
    let filled = lines.prefix { !$0.hasPrefix("#") } + example.map { $0.dropFirst("# ".count) }
    let helpdesk = helpdesk(filled.joined(separator: "\n"))
    #expect(helpdesk.name == "IT Helpdesk")
    #expect(helpdesk.phone == "+1 555 0100")
    #expect(helpdesk.email == "helpdesk@example.com")
    #expect(helpdesk.hours == "Monday to Friday, 8:00 to 17:00")
  }
}
