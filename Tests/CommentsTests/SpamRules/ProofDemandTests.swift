import Comments
import Testing

@Suite struct ProofDemandTests {
  @Test(arguments: [
    (0, 0, 0, 0, 0), (19, 31, 0, 0, 0), (20, 0, 0, 0, 1), (40, 0, 0, 0, 2), (1_000_000, 0, 0, 0, 4), (0, 32, 0, 0, 1),
    (0, 0, 1, 0, 1),
    (0, 0, 0, 2, 2), (20, 32, 1, 1, 4), (Int.max, Int.max, Int.max, Int.max, 4), (20, -5, -5, Int.min, 1),
  ])
  func `load and suspicion each double the work, up to 16 times`(
    comments: Int, challenges: Int, rejected: Int, wrong: Int, doublings: Int
  ) {
    var demand = ProofDemand()
    (demand.commentsToSite, demand.challengesToNetwork) = (comments, challenges)
    (demand.rejectedFromNetwork, demand.wrongFromNetwork) = (rejected, wrong)
    #expect(demand.difficulty.doublings == doublings)
  }
}
