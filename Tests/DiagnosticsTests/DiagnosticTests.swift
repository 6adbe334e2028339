import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  @Test func `a finding reads as place, severity, message, and the hint below`() {
    let place = Place(file: "content/mfa.md", line: 12, column: 5)
    let finding = Diagnostic.error(#"unknown browser "edgee""#, at: place, hint: "write edge")
    #expect(finding.description == "content/mfa.md:12:5: error: unknown browser \"edgee\"\n  hint: write edge")
  }

  @Test func `findings sort by file, line and column, those without a place first`() {
    let findings = [
      Diagnostic.error("d", at: Place(file: "b.md", line: 1, column: 1)),
      Diagnostic.error("c", at: Place(file: "a.md", line: 10, column: 2)),
      Diagnostic.error("b", at: Place(file: "a.md", line: 9, column: 7)),
      Diagnostic.error("a", at: nil),
    ]
    #expect(findings.sorted().map(\.message) == ["a", "b", "c", "d"])
  }
}
