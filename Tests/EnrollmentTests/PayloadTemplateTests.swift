import Diagnostics
import Enrollment
import Testing

@Suite struct PayloadTemplateTests {
  private let user = User(
    id: "7", principalName: "jo+x@example.com", displayName: "Jo Dœ & Co", email: "", language: "de")

  private func token() throws -> Token {
    let secret = try #require(Secret("12345678901234567890".utf8))
    return Token(serial: "GG1", secret: secret, issuer: "Example", account: "jo", created: 0)
  }

  @Test(
    arguments: [
      ("https://aka.ms/mfasetup", "https://aka.ms/mfasetup"),
      (
        "https://help.example.com/?u={{user.principalName}}&n={{ user.name }}&t={{token.serial}}",
        "https://help.example.com/?u=jo%2Bx%40example.com&n=Jo%20D%C5%93%20%26%20Co&t=GG1"
      ), ("{{user.name}}, {{token.issuer}} {{user.id}}{{user.email}}", "Jo Dœ & Co, Example 7"), ("a } { b", "a } { b"),
    ])
  func `fields become the person's, encoded in addresses alone`(_ text: String, _ payload: String) throws {
    let (template, diagnostics) = PayloadTemplate.parse(text, at: nil)
    #expect(diagnostics.isEmpty)
    #expect(try template.payload(for: user, token()) == payload)
  }

  @Test(
    arguments: [
      (
        "https://x/{{user.nme}}/{{hair colour}}",
        """
        guide.yml:3:17: error: unknown field "user.nme"
          hint: did you mean "user.name"?
        guide.yml:3:30: error: unknown field "haircolour"
          hint: write one of user.name, user.principalName, user.email, user.id, user.language, token.serial, token.issuer
        """
      ), ("a {{user.name", "guide.yml:3:9: error: this \"{{\" is never closed\n  hint: end the field with \"}}\""),
      (
        "phonefactor://activate?code=1",
        """
        guide.yml:3:7: error: this is Microsoft's own code for a work or school account, which Entra ID issues to one person for a few minutes
          hint: leave it out: it holds no secret that could be kept or printed; the user guide says what works, under Enrollment
        """
      ),
    ])
  func `what is wrong with a template is said with its place`(_ text: String, _ message: String) {
    let found = PayloadTemplate.parse(text, at: Place(file: "guide.yml", line: 3, column: 7)).diagnostics
    #expect(found.map(\.description).joined(separator: "\n") == message)
  }
}
