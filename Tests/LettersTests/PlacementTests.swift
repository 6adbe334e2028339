import Testing

@testable import Letters

@Suite struct PlacementTests {
  private func slab(_ height: Double, before: Double = 0, keeps: Bool = false) -> Slab {
    Slab(height: height, before: before, keepsWithNext: keeps)
  }

  private func placed(_ slabs: [Slab]) -> [Placement] {
    Placement.all(slabs, first: 50, next: 10, foot: 100)
  }

  @Test func `slabs stand below each other, and go on at the next page's top`() {
    #expect(
      placed([slab(20), slab(20, before: 5), slab(20, before: 5), slab(20, before: 5)]) == [
        Placement(page: 0, top: 50), Placement(page: 0, top: 75), Placement(page: 1, top: 10),
        Placement(page: 1, top: 35),
      ])
  }

  @Test func `what is kept together goes to the next page together`() {
    #expect(
      placed([slab(30), slab(10, keeps: true), slab(20)]) == [
        Placement(page: 0, top: 50), Placement(page: 1, top: 10), Placement(page: 1, top: 20),
      ])
  }

  @Test func `what is kept together but higher than a page is cut`() {
    let slabs = (0..<12).map { slab(10, keeps: $0 < 11) }
    #expect(placed(slabs).map(\.page) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
  }

  @Test func `a slab that is higher than a page stands on one of its own`() {
    #expect(placed([slab(10), slab(200), slab(10)]).map(\.page) == [0, 1, 2])
  }
}
