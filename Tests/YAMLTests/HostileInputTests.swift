import Diagnostics
import Testing
import YAML

@Suite struct HostileInputTests {
  @Test func `aliases that multiply are an error in bounded time`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    try expectStop(text, saying: "aliases stand for more than 10000 values or 64 levels")
  }

  @Test func `aliases that only deepen are an error`() throws {
    var text = "a0: &a0 x\n"
    for level in 1...70 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    try expectStop(text, saying: "aliases stand for more than 10000 values or 64 levels")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{", "&a [", "!!str ["])
  func `deep nesting is an error and no stack overflow`(opening: String) {
    let text = String(repeating: opening, count: 200_000)
    #expect(findings(text).count == 1)
  }

  @Test func `64 levels are read`() throws {
    let text = String(repeating: "[", count: 64) + "x" + String(repeating: "]", count: 64)
    #expect(try tree(text) == text)
    try expectStop("[\(text)]", saying: "lists and mappings nest more than 64 levels deep")
  }

  @Test func `arbitrary bytes give a node or a finding`() {
    var state: UInt64 = 42
    let alphabet = Array("ab:-[]{}&*!|>'\"%@#,? \n\n\t\\é".utf8) + [0xFF, 0x00, 0x0D, 0xC2, 0x85]
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let (node, diagnostics) = YAMLNode.parse(bytes[...], file: "a.yml")
      #expect(node != nil || !diagnostics.isEmpty)
      for diagnostic in diagnostics {
        #expect(diagnostic.hint != nil && diagnostic.place?.line != 0)
      }
    }
  }

  private func expectStop(_ text: String, saying message: String) throws {
    let (node, diagnostics) = YAMLNode.parse(Array(text.utf8)[...], file: "a.yml")
    #expect(node == nil)
    #expect(try #require(diagnostics.first).message == message)
  }
}
