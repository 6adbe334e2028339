import Comments
import Testing

@Suite struct SpamRuleTests {
  /// What each rule says of `submission`, a line each.
  private static func said(_ submission: Submission, by policy: SpamPolicy = SpamPolicy()) -> [String] {
    SpamJudgement(of: submission, by: policy).verdicts.map(\.description)
  }

  @Test func `a comment by a known author, with work done and without links, has nothing against it`() throws {
    let submission = try TestSubmission.make("Restarting the phone helped.")
    #expect(Self.said(submission) == ["author -5: a comment of the author's was approved"])
  }

  @Test func `a field that people do not see must be empty`() throws {
    let submission = try TestSubmission.make("Hello there") { $0.trap = " " }
    #expect(Self.said(submission).first == "trap +100: a field was filled that people do not see")
    #expect(SpamJudgement(of: submission, by: SpamPolicy()).decision == .reject)
  }

  @Test(arguments: [
    (0, "haste +40: it came 0 seconds after its form"), (1, "haste +40: it came 1 second after its form"),
    (4, "haste +40: it came 4 seconds after its form"), (-3, "haste +40: it came 0 seconds after its form"), (5, nil),
    (3000, nil),
  ])
  func `nobody writes a comment within seconds`(seconds: Int, verdict: String?) throws {
    let proof = try TestSubmission.proof(at: TestSubmission.now)
    let submission = try TestSubmission.make("Hello there") {
      $0.proof = proof
      $0.now = TestSubmission.now + seconds
    }
    #expect(Self.said(submission).first { $0.hasPrefix("haste") } == verdict)
  }

  @Test func `without work a moderator looks`() throws {
    let submission = try TestSubmission.make("Hello there") { $0.proof = nil }
    #expect(Self.said(submission).first == "work +10: no work was done for it")
    var policy = SpamPolicy()
    policy.holdsAll = false
    #expect(SpamJudgement(of: submission, by: policy).decision == .hold)
  }

  @Test(arguments: [
    ("no link here", nil, nil),
    ("five words stand beside this https://a.example", nil, "links +10: it has a link"),
    ("https://a.example", nil, "links +30: it has a link, hardly a word besides"),
    (
      "https://a.example https://b.example it@c.example one", nil, "links +50: it has 3 links, hardly a word besides"
    ),
    ("no link", "https://a.example", "links +5: its author gives a website"),
    (
      "one two three four five https://a.example", "https://a.example",
      "links +15: it has a link, its author gives a website"
    ),
    (
      "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d www.a.example www.b.example www.c.example www.d.example "
        + "www.e.example www.f.example www.g.example", nil, "links +60: it has 7 links"
    ),
  ])
  func `links speak against a comment, the more the fewer words are beside them`(
    text: String, website: String?, verdict: String?
  ) throws {
    let submission = try TestSubmission.make(text, website: website)
    #expect(Self.said(submission).first { $0.hasPrefix("links") } == verdict)
  }

  @Test(arguments: [
    (0, 0, "author +5: it is the author's first one"), (1, 0, "author -5: a comment of the author's was approved"),
    (9, 0, "author -20: 9 comments of the author's were approved"),
    (3, 1, "author +20: 1 of the author's 4 comments was rejected"),
    (0, 7, "author +60: 7 of the author's 7 comments were rejected"),
  ])
  func `what became of an author's comments counts`(approved: Int, rejected: Int, verdict: String) throws {
    let submission = try TestSubmission.make("Hello there") {
      $0.history = Submission.History(approved: approved, rejected: rejected)
    }
    #expect(Self.said(submission) == [verdict])
  }

  @Test(arguments: [
    (3, 29, nil), (4, 0, "crowd +10: 4 came from the same network within the hour before"),
    (100, 0, "crowd +50: 100 came from the same network within the hour before"),
    (0, 31, "crowd +20: 31 came to the same page within the hour before"),
    (
      5, 30,
      "crowd +30: 5 came from the same network within the hour before, 30 came to the same page within the hour before"
    ),
  ])
  func `more comments than usual raise suspicion`(network: Int, page: Int, verdict: String?) throws {
    let submission = try TestSubmission.make("Hello there") {
      $0.counts = Submission.Counts(fromNetwork: network, toPage: page)
    }
    #expect(Self.said(submission).first { $0.hasPrefix("crowd") } == verdict)
  }

  @Test func `words of the list hold a comment, marked ones reject it, and the verdict says where they stand`() throws {
    var policy = SpamPolicy()
    policy.words =
      WordList.parse(Array("casino\n!viagra\ncheap pills\nloan*\nbad.example\n".utf8), file: "spam.txt").list
    func said(_ text: String, name: String = "Jo", website: String? = nil) throws -> String? {
      Self.said(try TestSubmission.make(text, name: name, website: website), by: policy).first
    }
    #expect(try said("The C\u{430}s1n0 opens") == "words +50: it holds \"casino\" (line 1 of the list)")
    #expect(try said("Get v1@gra") == "words +100: it holds \"viagra\" (line 2 of the list)")
    #expect(try said("Loans and CHEAP, pills, casino") == "words +70: it holds \"casino\", \"cheap pills\", \"loan*\"")
    #expect(try said("Hello", name: "Casino Jo") == "words +50: it holds \"casino\" (line 1 of the list)")
    #expect(
      try said("Hello", website: "https://www.bad.example/")
        == "words +50: it holds \"bad.example\" (line 5 of the list)")
    #expect(try said("Cheap flights, no pills at the casinos") == "author -5: a comment of the author's was approved")
    #expect(SpamJudgement(of: try TestSubmission.make("viagra"), by: policy).decision == .reject)
  }

  @Test func `a text that was posted before is found again, also changed a little`() throws {
    let text = "Our agency ranks your website on the first page of every search engine within one week, guaranteed."
    let changed =
      "OUR agency  ranks your web-site on the first page of every search engine within two weeks - guaranteed!"
    let other = "The sign-in page asked for a code twice, and then it let me in without any further trouble at all."
    func said(_ text: String, _ earlier: [Submission.Earlier]) throws -> String? {
      Self.said(try TestSubmission.make(text) { $0.earlier = earlier }).first { $0.hasPrefix("repetition") }
    }
    let known = Submission.Earlier(TextFingerprint(text))
    let rejected = Submission.Earlier(TextFingerprint(text), isRejected: true)
    #expect(try said(text, [known]) == "repetition +50: it repeats an earlier comment")
    #expect(try said("**" + text.uppercased() + "**", [known]) == "repetition +50: it repeats an earlier comment")
    #expect(try said(text, [known, rejected]) == "repetition +100: it repeats a rejected comment")
    let near = try #require(try said(changed, [known]))
    #expect(near.hasSuffix("of 100 parts of it stand in an earlier comment"), "\(near)")
    #expect(try said(other, [known, rejected]) == nil)
    #expect(try said("Thank you!", [Submission.Earlier(TextFingerprint("Thank you!"))]) == nil)
    #expect(try said(text, []) == nil)
  }

  @Test(arguments: [
    (true, 0, SpamJudgement.Decision.hold), (false, 0, .publish), (false, 5, .hold), (true, 60, .reject),
    (false, 60, .reject),
  ])
  func `what the rules say adds up to a decision`(holdsAll: Bool, count: Int, decision: SpamJudgement.Decision) throws {
    var policy = SpamPolicy()
    (policy.holdsAll, policy.holdsLinks) = (holdsAll, false)
    let submission = try TestSubmission.make(count > 0 ? "https://a.example https://b.example" : "Fine words") {
      $0.counts = Submission.Counts(fromNetwork: count, toPage: count)
      $0.history = Submission.History(approved: 3)
    }
    let judgement = SpamJudgement(of: submission, by: policy)
    #expect(judgement.decision == decision, "\(judgement)")
    #expect(judgement.weight == judgement.verdicts.map(\.weight).reduce(0, +))
  }

  @Test func `first comments and links are held unless the site says otherwise`() throws {
    func decision(_ text: String, approved: Int, _ change: (inout SpamPolicy) -> Void) throws -> SpamJudgement.Decision
    {
      var policy = SpamPolicy()
      policy.holdsAll = false
      change(&policy)
      let submission = try TestSubmission.make(text) { $0.history = Submission.History(approved: approved) }
      return SpamJudgement(of: submission, by: policy).decision
    }
    let link = "See the page at https://a.example for more of it"
    #expect(try decision("Hello there", approved: 0) { _ in } == .hold)
    #expect(try decision("Hello there", approved: 0) { $0.holdsNewcomers = false } == .publish)
    #expect(try decision(link, approved: 9) { _ in } == .hold)
    #expect(try decision(link, approved: 9) { $0.holdsLinks = false } == .publish)
  }

  @Test func `each rule has a name of its own`() {
    let names = SpamPolicy().rules.map { type(of: $0).name }
    #expect(names == ["trap", "words", "repetition", "crowd", "haste", "work", "links", "learned", "author"])
  }
}
