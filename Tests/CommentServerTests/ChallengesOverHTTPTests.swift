import CommentDatabases
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

@Suite(.eachDatabase) struct ChallengesOverHTTPTests {
  private func cost(_ server: RunningCommentServer, from address: String = "192.0.2.1") throws -> Int? {
    let answer = try server.ask("GET /api/challenge?page=faq/mfa.html", ["X-Forwarded-For": address])
    return (answer.object["parameters"] as? [String: Any])?["cost"] as? Int
  }

  @Test func `who asks for many challenges works more for each, then gets none, on all servers`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies) { $0.rates.challengesPerNetwork = 70 }
    let other = try RunningCommentServer(proxies: RunningCommentServer.proxies, folder: server.folder) {
      $0.rates.challengesPerNetwork = 70
    }
    let costs = try (0..<70).map { try cost($0 % 2 == 0 ? server : other) }
    #expect(costs == (1...70).map { $0 < 32 ? 1_000 : $0 < 64 ? 2_000 : 4_000 })
    let refused = try other.ask("GET /api/challenge?page=faq/mfa.html", ["X-Forwarded-For": "192.0.2.1"])
    #expect((refused.status, refused.field("Retry-After")) == (429, "3600"))
    #expect(try cost(server, from: "192.0.2.2") == 1_000)
    server.pass(seconds: 3600)
    #expect(try cost(server) == 1_000)
  }

  @Test func `proofs that do not count, and comments that are rejected, make the next ones dearer`() throws {
    let server = try RunningCommentServer(proxies: RunningCommentServer.proxies)
    let address = ["X-Forwarded-For": "192.0.2.1"]
    #expect(try cost(server) == 1_000)
    for proof in ["x", "e30="] { #expect(try server.post(["proof": proof], address).status == 422) }
    #expect(try cost(server) == 4_000)
    #expect(try server.post(["email": "a@example.com"], address).status == 201)
    #expect(try cost(server) == 8_000)
    #expect(try cost(server, from: "192.0.2.2") == 1_000)
    // Who was only slow, or on another page, is no cheat.
    let late = try server.proof()
    server.pass(seconds: 3600)
    #expect(try server.post(["proof": late], ["X-Forwarded-For": "192.0.2.3"]).status == 422)
    let elsewhere = try server.proof(for: "über uns.html")
    #expect(try server.post(["proof": elsewhere], ["X-Forwarded-For": "192.0.2.3"]).status == 422)
    #expect(try cost(server, from: "192.0.2.3") == 1_000)
  }

  @Test func `many who ask at once get challenges that are all different, and all good`() async throws {
    let server = try RunningCommentServer { $0.rates.challengesPerNetwork = 1_000 }
    let challenges = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask { try (0..<30).map { _ in try server.ask("GET /api/challenge?page=faq/mfa.html").body } }
      }
      return try await group.reduce(into: [String]()) { $0 += $1 }
    }
    let nonces = challenges.compactMap { text in
      let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return (object?["parameters"] as? [String: Any])?["nonce"] as? String
    }
    #expect((nonces.count, Set(nonces).count) == (120, 120))
    // The first ones ask for least.
    let answer = try server.post(["proof": WorkDone.proof(for: #require(challenges.first))])
    #expect((answer.status, answer.text("state")) == (201, "approved"))
  }

  @Test func `a server forgets at its start what its settings let go of`() throws {
    let first = try RunningCommentServer()
    #expect(try first.post(["email": "a@example.com"]).status == 201)
    #expect(try first.post(["proof": first.proof()]).status == 201)
    first.stop()
    for (days, left) in [(90, [CommentState.rejected: 1, .approved: 1]), (91, [.approved: 1])] {
      let next = try RunningCommentServer(folder: first.folder, time: days * 86_400)
      #expect(try next.ask("GET /ready").status == 200)
      #expect(try next.store().statistics(of: "help.example.com") == left)
    }
  }
}
