import Diagnostics
import Foundation
import Testing

@Suite struct DiagnosticFormatTests {
  private let findings = [
    Diagnostic.error(#"no "a""#, at: Place(file: "content/a,b.md", line: 3, column: 7), hint: "write\tit"),
    Diagnostic.warning("100 % odd: \u{1}", at: nil),
  ]

  @Test func `text is what a person reads, a finding a line and its hint below`() {
    #expect(
      DiagnosticFormat.text.written(findings) == """
        content/a,b.md:3:7: error: no "a"
          hint: write\tit
        warning: 100 % odd: \u{1}

        """)
  }

  @Test func `a terminal gets the same words with colours`() {
    let coloured = DiagnosticFormat.text.written(findings, isColoured: true)
    let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(coloured != plain)
    #expect(plain == DiagnosticFormat.text.written(findings))
  }

  @Test func `JSON is read by a JSON reader as it was meant`() throws {
    struct Finding: Decodable, Equatable {
      var severity: String
      var file: String?
      var line: Int?
      var column: Int?
      var message: String
      var hint: String?
    }
    let read = try JSONDecoder().decode([Finding].self, from: Data(DiagnosticFormat.json.written(findings).utf8))
    #expect(
      read == [
        Finding(
          severity: "error", file: "content/a,b.md", line: 3, column: 7, message: #"no "a""#, hint: "write\tit"),
        Finding(severity: "warning", message: "100 % odd: \u{1}"),
      ])
    #expect(DiagnosticFormat.json.written([]) == "[]\n")
  }

  @Test func `workflow commands escape what would end them`() {
    #expect(
      DiagnosticFormat.github.written(findings) == """
        ::error file=content/a%2Cb.md,line=3,col=7::no "a"%0Ahint: write\tit
        ::warning::100 %25 odd: \u{1}

        """)
  }
}
