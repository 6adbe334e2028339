import CommentServer
import Comments
import Foundation
import HTTP
import RawHTTP
import Testing

/// What the server counts, as Prometheus' own library reads it.
@Suite struct MetricsTests {
  /// The samples: `name{label="value"}` and their values.
  private func samples(_ text: String) throws -> [String: Double] {
    let script = """
      import sys, json
      from prometheus_client.parser import text_string_to_metric_families
      samples = {}
      for family in text_string_to_metric_families(sys.stdin.read()):
        assert family.documentation, family.name
        for s in family.samples:
          name = s.name + '{' + ','.join(f'{k}="{v}"' for k, v in sorted(s.labels.items())) + '}'
          assert name not in samples, name
          samples[name] = s.value
      print(json.dumps(samples))
      """
    let read = try PythonPeer.run(script, text)
    return try #require(JSONSerialization.jsonObject(with: Data(read.utf8)) as? [String: Double])
  }

  @Test func `requests, comments, commits and the process are counted`() throws {
    let server = try RunningCommentServer(rates: PostingRates(perNetwork: 3, perPage: 100)) { $0.version = "1.2.3" }
    #expect(try server.post(["proof": server.proof()]).status == 201)
    for status in [201, 200] { #expect(try server.post(["nonce": "0123456789abcdef"]).status == status) }
    #expect(try server.post(["page": "none.html"]).status == 404)
    #expect(try server.post(["text": ""]).status == 422)
    #expect(try server.post().status == 201)
    #expect(try server.post().status == 429)
    for path in ["thread?page=faq/mfa.html", "thread?page=none.html"] { _ = try server.ask("GET /api/\(path)") }
    let answer = try server.ask("GET /metrics")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    #expect(answer.field("Cache-Control") == "no-store")
    let samples = try samples(answer.body)
    let requests = "guidegen_comments_http_requests_total"
    #expect(samples[#"\#(requests){method="POST",route="/api/comments",status="2xx"}"#] == 4)
    #expect(samples[#"\#(requests){method="POST",route="/api/comments",status="4xx"}"#] == 3)
    #expect(samples[#"\#(requests){method="GET",route="/api/thread",status="2xx"}"#] == 1)
    #expect(samples[#"\#(requests){method="GET",route="/api/thread",status="4xx"}"#] == 1)
    let duration = "guidegen_comments_http_request_duration_seconds"
    #expect(samples[#"\#(duration)_count{route="/api/comments"}"#] == 7)
    #expect(samples[#"\#(duration)_bucket{le="+Inf",route="/api/comments"}"#] == 7)
    #expect(try #require(samples[#"\#(duration)_sum{route="/api/comments"}"#]) > 0)
    #expect(samples[#"guidegen_comments_taken_total{outcome="published"}"#] == 1)
    #expect(samples[#"guidegen_comments_taken_total{outcome="held"}"#] == 2)
    #expect(samples[#"guidegen_comments_taken_total{outcome="repeated"}"#] == 1)
    for reason in ["no_page", "fields", "too_many"] {
      #expect(samples[#"guidegen_comments_refused_total{reason="\#(reason)"}"#] == 1)
    }
    let commits = "guidegen_comments_commit_changes"
    // One commit may have been for several.
    let (count, sum) = (try #require(samples["\(commits)_count{}"]), try #require(samples["\(commits)_sum{}"]))
    #expect(1...sum ~= count)
    _ = try server.post()
    let after = try self.samples(try server.ask("GET /metrics").body)
    #expect(after["\(commits)_count{}"] == count + 1)
    #expect(after["\(commits)_sum{}"] == sum + 1)
    #expect(samples["guidegen_comments_connections{}"] == 1)
    for queue in ["read", "write"] { #expect(samples[#"guidegen_comments_queue_length{queue="\#(queue)"}"#] == 0) }
    #expect(samples[#"guidegen_comments_build_info{version="1.2.3"}"#] == 1)
    #expect(samples["process_start_time_seconds{}"] == 1_800_000_000)
    #expect(try #require(samples["process_resident_memory_bytes{}"]) > 1_000_000)
  }

  @Test func `what the database refuses is counted by its kind`() throws {
    let server = try RunningCommentServer()
    let other = try SQLiteConnection(path: server.folder + "/comments.db", creates: false)
    try other.runScript("CREATE TRIGGER refuse BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'no room'); END")
    #expect(try server.post().status == 500)
    let samples = try samples(try server.ask("GET /metrics").body)
    #expect(samples[#"guidegen_comments_database_errors_total{kind="constraint"}"#] == 1)
  }

  @Test func `there is no metric that names what somebody has sent, and no more of them for more addresses`() throws {
    let server = try RunningCommentServer()
    _ = try server.post(["name": "Zebedee", "website": "zebedee.example", "text": "Quagga.", "proof": server.proof()])
    for number in 0..<50 {
      _ = try server.ask("GET /zebedee-\(number)")
      _ = try server.ask("ZEBEDEE\(number) /api/thread?page=zebedee")
      _ = try server.ask("GET /api/thread?page=zebedee-\(number)", ["X-Forwarded-For": "192.0.2.77"])
    }
    let text = try server.ask("GET /metrics").body
    for word in ["ebedee", "EBEDEE", "uagga", "mfa", "192.0.2.77", "127.0.0.1", "help.example.com"] {
      #expect(!text.contains(word))
    }
    #expect(text.split(separator: "\n").count < 150)
  }

  @Test(arguments: [
    [:], ["X-Forwarded-For": "127.0.0.1"], ["X-Forwarded-For": "192.0.2.1"], ["Forwarded": "for=127.0.0.1"],
    ["Via": "1.1 proxy"], ["X-Real-IP": "127.0.0.1"],
  ])
  func `metrics are for who asks from this machine itself`(headers: [String: String]) throws {
    for proxies in [TrustedProxies(), RunningCommentServer.proxies] {
      let server = try RunningCommentServer(proxies: proxies)
      #expect(try server.ask("GET /metrics", headers).status == (headers.isEmpty ? 200 : 404))
      #expect(try server.ask("HEAD /metrics", headers).status == (headers.isEmpty ? 200 : 404))
    }
  }

  @Test func `metrics can be for nobody`() throws {
    let server = try RunningCommentServer { $0.metrics = .nobody }
    #expect(try server.ask("GET /metrics").status == 404)
  }
}
