import Testing

@testable import Guide

/// Sites with more to write than is kept in memory.
@Suite struct OutputMemoryTests {
  private let scratch: OutputScratchFolder

  init() throws { scratch = try OutputScratchFolder() }

  /// 40 files in four folders, together 2.5 MB; the last `changed` of them hold other words.
  private func files(changed: Int = 0) -> [String: String] {
    let numbers = 0..<40
    return Dictionary(
      uniqueKeysWithValues: numbers.map { number in
        let words = number + changed < numbers.upperBound ? "old \(number) " : "new \(number) "
        return ("\(["", "a/", "b/", "b/c/"][number % 4])\(number).html", String(repeating: words, count: 9_000))
      })
  }

  @Test(arguments: [1, 2]) func `a large site is written, and later only what changed`(threads: Int) throws {
    try scratch.build(files(), threads: threads)
    #expect(try scratch.standing() == files())
    #expect(try scratch.beside() == [])
    let identity = try scratch.identity("0.html")
    let report = try scratch.build(files(changed: 25), threads: threads)
    #expect(report.written.count == 25)
    #expect(report.unchanged == 15)
    #expect(try scratch.standing() == files(changed: 25))
    #expect(try scratch.identity("0.html") == identity)
    #expect(try scratch.beside() == [])
    #expect(try scratch.build(files(changed: 25), threads: threads) == OutputReport(unchanged: 40))
  }

  @Test func `what is in the way of a large site stops it, and nothing is left beside`() throws {
    try scratch.build(["a/0.html": "old"])
    try scratch.put("mine", at: "b/c/39.html")
    let before = try scratch.standing()
    #expect(throws: OutputError.inTheWay(["\(scratch.site)/b/c/39.html"])) { try scratch.build(files()) }
    #expect(try scratch.standing() == before)
    #expect(try scratch.beside() == [])
  }

  @Test func `where no folder can stand beside, files are made again`() throws {
    try scratch.build(["39.html": "old"])
    let folder = try OpenFolder(at: scratch.site, shown: scratch.site)
    let output = files().map { OutputFile(path: $0.key, bytes: Array($0.value.utf8)) }
    let site = try NewSite(OutputBatch.batches(of: output))
    let plan = try WritePlan(for: site, in: folder, prepared: PreparedFiles(of: site), crew: Crew(threads: 2))
    #expect(plan.prepared.tree == nil)
    try InPlaceWriter(folder: folder).write(plan)
    #expect(try scratch.standing() == files())
  }
}
