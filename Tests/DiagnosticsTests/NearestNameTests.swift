import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("edgee", "edge"), ("weigth", "weight"), ("Title", "title"), ("firefx", "firefox"),
  ])
  func `a slip of the finger finds the name that was meant`(written: String, meant: String) {
    #expect(nearestName(to: written, among: ["title", "weight", "edge", "firefox", "safari"]) == meant)
  }

  @Test func `a name that resembles none finds none`() {
    #expect(nearestName(to: "netscape", among: ["edge", "chrome", "firefox"]) == nil)
    #expect(nearestName(to: "x", among: ["y"]) == nil)
    #expect(nearestName(to: "", among: ["edge"]) == nil)
  }
}
