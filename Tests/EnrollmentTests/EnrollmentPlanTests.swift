import Enrollment
import Testing

@Suite struct EnrollmentPlanTests {
  private static func user(_ id: String, name: String = "") -> User {
    User(id: id, principalName: id + "@example.com", displayName: name)
  }

  private static func enrollee(_ id: String, revoked: Int? = nil) throws -> Enrollee {
    let secret = try #require(Secret("12345678901234567890".utf8))
    let token = Token(
      serial: "GG" + id, secret: secret, issuer: "Example", account: id, created: 0, revoked: revoked)
    return Enrollee(user: user(id), tokens: [token])
  }

  @Test func `a plan tells new, kept, changed, returning, rotated and missing people apart`() throws {
    let user = Self.user
    let plan = EnrollmentPlan(
      users: [user("new", ""), user("kept", ""), user("changed", "Jo"), user("back", ""), user("rotated", "")],
      enrollees: try [
        Self.enrollee("missing"), Self.enrollee("kept"), Self.enrollee("changed"), Self.enrollee("back", revoked: 1),
        Self.enrollee("rotated"), Self.enrollee("long-gone", revoked: 1),
      ], rotated: ["rotated"])
    #expect(
      plan.steps == [
        .new(user("new", "")), .kept(user("kept", "")), .changed(user("changed", "Jo"), fields: ["displayname"]),
        .returning(user("back", "")), .rotated(user("rotated", "")), .missing(user("missing", "")),
      ])
  }

  @Test func `a list that has identities later means the same people, who keep their tokens`() throws {
    var old = try Self.enrollee("jo")
    old.user.id = "jo@example.com"
    let user = User(id: "8c1f", principalName: "jo@example.com", displayName: "")
    let plan = EnrollmentPlan(users: [user], enrollees: [old])
    #expect(plan.steps == [.changed(user, fields: ["id"])])
    #expect(plan.earlierIDs == ["8c1f": "jo@example.com"])
  }
}
