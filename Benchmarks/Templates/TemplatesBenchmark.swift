import Dispatch
import Templates

/// Renders a realistic page again and again, on one thread and on two that share the navigation.
///
/// Prints how long compiling the templates takes, then pages and megabytes of HTML a second. An argument gives the pages for each run, 50,000 without.
@main struct TemplatesBenchmark {
  static func main() {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50_000
    let (set, diagnostics) = TemplateSet.compile(
      PageTemplate.sources, roots: [TemplateSet.Root(name: "article", schema: PageTemplate.schema)],
      schemas: PageTemplate.schemas)
    guard diagnostics.isEmpty else {
      for diagnostic in diagnostics { print(diagnostic) }
      return
    }
    let compiling = ContinuousClock().measure {
      for _ in 0..<100 {
        _ = TemplateSet.compile(
          PageTemplate.sources, roots: [TemplateSet.Root(name: "article", schema: PageTemplate.schema)],
          schemas: PageTemplate.schemas)
      }
    }
    print("compiling: \(compiling / 100)")
    let body = Value.html(Array(String(repeating: "<p>Open the app and scan the code.</p>\n", count: 100).utf8))
    let (navigation, contents) = (PageTemplate.navigation(), PageTemplate.contents())
    let pages = (1...256).map {
      PageTemplate.page($0, navigation: navigation, contents: contents, body: body)
    }
    for round in 1...3 {
      report("round \(round), one thread", count, bytes(set, pages[0])) { render(set, pages, count) }
      report("round \(round), two threads", count, bytes(set, pages[0])) {
        DispatchQueue.concurrentPerform(iterations: 2) { _ in render(set, pages, count / 2) }
      }
    }
  }

  private static func render(_ set: TemplateSet, _ pages: [Value], _ count: Int) {
    var output: [UInt8] = []
    for number in 0..<count {
      output.removeAll(keepingCapacity: true)
      set.render("article", pages[number % pages.count], into: &output)
    }
  }

  private static func bytes(_ set: TemplateSet, _ page: Value) -> Int {
    var output: [UInt8] = []
    set.render("article", page, into: &output)
    return output.count
  }

  private static func report(_ name: String, _ count: Int, _ bytes: Int, _ body: () -> Void) {
    let time = ContinuousClock().measure(body)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let rate = Double(count) / seconds
    print("\(name): \(Int(rate)) pages/s of \(bytes) bytes, \(Int(rate * Double(bytes) / 1e6)) MB/s")
  }
}
