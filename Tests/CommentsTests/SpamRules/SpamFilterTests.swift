import Comments
import Testing

@Suite struct SpamFilterTests {
  private static func trained(wanted: Int = .max, unwanted: Int = .max) throws -> TrainedTokens {
    var trained = TrainedTokens()
    for text in TestCorpus.wanted.prefix(wanted) { trained.learn(try tokens(text), as: .approved) }
    for text in TestCorpus.unwanted.prefix(unwanted) { trained.learn(try tokens(text), as: .rejected) }
    return trained
  }

  private static func tokens(_ text: String) throws -> SpamTokens {
    try TestSubmission.make(text).tokens
  }

  /// What the filter says of `text`; nil where it says nothing.
  private static func verdict(_ text: String, _ trained: TrainedTokens) throws -> SpamVerdict? {
    let submission = try TestSubmission.make(text) { $0.trained = trained }
    return SpamJudgement(of: submission, by: SpamPolicy()).verdicts.first { $0.rule == "learned" }
  }

  @Test func `what moderators decided tells later comments apart, and says by which words`() throws {
    let trained = try Self.trained()
    for text in TestCorpus.laterUnwanted {
      let verdict = try #require(try Self.verdict(text, trained), "\(text)")
      #expect(verdict.weight >= 30 && verdict.demand == .hold, "\(verdict)")
      #expect(verdict.reason.hasPrefix("it is like rejected comments, with "), "\(verdict)")
    }
    for text in TestCorpus.laterWanted {
      #expect(try Self.verdict(text, trained)?.weight ?? 0 <= 0, "\(text)")
    }
    let casino = try #require(try Self.verdict("casino casino casino", trained))
    #expect(casino.reason.hasSuffix("(\"casino\")"), "\(casino)")
  }

  @Test func `it is no worse than one in ten on comments that it was not told of`() throws {
    var wrong = 0
    for (texts, decision) in [(TestCorpus.wanted, TrainedTokens.Decision.approved), (TestCorpus.unwanted, .rejected)] {
      for text in texts {
        var trained = try Self.trained()
        trained.forget(try Self.tokens(text), as: decision)
        let weight = try Self.verdict(text, trained)?.weight ?? 0
        if decision == .approved ? weight > 0 : weight <= 0 { wrong += 1 }
      }
    }
    #expect(wrong <= 3, "\(wrong) of 35")
  }

  @Test(arguments: [(0, 0), (4, 15), (20, 4)])
  func `with few decisions it says nothing`(wanted: Int, unwanted: Int) throws {
    let trained = try Self.trained(wanted: wanted, unwanted: unwanted)
    for text in TestCorpus.unwanted + TestCorpus.wanted { #expect(try Self.verdict(text, trained) == nil) }
  }

  @Test func `one decision alone condemns no word, and unknown words say nothing`() throws {
    let trained = try Self.trained(wanted: 5, unwanted: 5)
    #expect(try Self.verdict("replica", trained)?.weight ?? 0 < 30)
    #expect(try Self.verdict("Xylophones zigzag quietly", trained) == nil)
  }

  @Test func `good words speak for a comment less than bad ones against it`() throws {
    let trained = try Self.trained()
    let good = try #require(try Self.verdict(TestCorpus.wanted.prefix(3).joined(separator: " "), trained))
    let bad = try #require(try Self.verdict(TestCorpus.unwanted.prefix(3).joined(separator: " "), trained))
    #expect(-25..<0 ~= good.weight && good.demand == nil, "\(good)")
    #expect(good.reason.hasPrefix("it is like approved comments (\""), "\(good)")
    #expect(bad.weight > 2 * -good.weight)
  }

  @Test func `many more comments of one kind do not tip the scales`() throws {
    var trained = try Self.trained()
    for _ in 0..<20 {
      for text in TestCorpus.wanted { trained.learn(try Self.tokens(text), as: .approved) }
    }
    for text in TestCorpus.laterUnwanted {
      #expect(try Self.verdict(text, trained)?.weight ?? 0 > 0, "\(text)")
    }
  }

  @Test func `what was learned can be forgotten, and no count falls below zero`() throws {
    var trained = TrainedTokens()
    let tokens = try Self.tokens(TestCorpus.unwanted[0])
    trained.learn(tokens, as: .rejected)
    #expect(trained.comments == TrainedTokens.Count(rejected: 1))
    #expect(trained.counts["casino"] == TrainedTokens.Count(rejected: 1))
    trained.forget(tokens, as: .rejected)
    #expect(trained == TrainedTokens())
    trained.forget(tokens, as: .approved)
    #expect(trained == TrainedTokens())
  }

  @Test func `no counts whatever make the filter fail or leave its range`() throws {
    let tokens = try Self.tokens("one two three")
    var trained = TrainedTokens(comments: .init(approved: 5, rejected: 5))
    let extremes = [0, 1, 5, 1_000_000, Int.max / 4]
    for approved in extremes {
      for rejected in extremes {
        for token in tokens.all { trained.counts[token] = .init(approved: approved, rejected: rejected) }
        let weight = try Self.verdict("one two three", trained)?.weight ?? 0
        #expect(-25...60 ~= weight)
      }
    }
  }

  @Test func `tokens are words, names, hosts and how many links there are`() throws {
    let submission = try TestSubmission.make(
      "Fr33 C\u{430}sino, casino! a 42 https://www.shop.example/x [y](https://b.example)", name: "Casino Jo",
      website: "https://jo.example")
    #expect(
      submission.tokens.all == [
        "links:few", "host:www.shop.example", "host:shop.example", "host:b.example", "host:jo.example", "name:casino",
        "name:jo", "free", "casino", "42", "https", "www", "shop", "example",
      ])
    #expect(try TestSubmission.make("赌场在线").tokens.all == ["name:jo", "赌场", "场在", "在线"])
    let long = (0..<3000).map { "w\($0)" }.joined(separator: " ").prefix(5000)
    #expect(try TestSubmission.make(String(long)).tokens.all.count == 400)
  }
}
