import Foundation
import Guide
import Testing
import Threads

@testable import Preview

/// Whatever happens to the files, the next request gets what they hold.
@Suite struct FollowingTests {
  @Test func `an article that was saved is in the very next answer, a hundred times`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    for number in 1...100 {
      try guide.write("content/a.md", TemporaryGuide.article("A", "Number \(number)."))
      #expect(try preview.get("/a.html").text.contains("<p>Number \(number).</p>"))
    }
  }

  @Test func `so is one that was written beside it and renamed`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    for number in 1...20 {
      try guide.replace("content/a.md", TemporaryGuide.article("A", "Number \(number)."))
      #expect(try preview.get("/a.html").text.contains("<p>Number \(number).</p>"))
    }
  }

  @Test func `so is one whose old file was put aside first`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    try guide.rename("content/a.md", to: "content/.a.md~")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Saved by vim."))
    try guide.remove("content/.a.md~")
    #expect(try preview.get("/a.html").text.contains("Saved by vim."))
  }

  @Test func `an article that an editor puts aside while it saves is not missing meanwhile`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [folder = guide.folder] in
      for _ in 0..<50 {
        rename(folder + "/content/a.md", folder + "/content/.a.md~")
        rename(folder + "/content/.a.md~", folder + "/content/a.md")
      }
      done.signal()
    }
    var statuses: Set<Int> = []
    repeat { statuses.insert(try preview.get("/a.html").status) } while done.wait(timeout: .now()) == .timedOut
    #expect(statuses == [200])
  }

  @Test func `a file that is half written is not looked at`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let file = try #require(fopen(guide.path("content/a.md"), "w"))
    fputs("---\ntitle: A\n---\n\nTop 1.\n", file)
    fflush(file)
    let answer = Locked("")
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let text = (try? preview.get("/a.html").text) ?? ""
      answer.withLock { $0 = text }
      done.signal()
    }
    usleep(10_000)
    fputs("\nEnd 1.\n", file)
    fclose(file)
    done.wait()
    #expect(answer.withLock { $0.contains("Top 1.") && $0.contains("End 1.") })
  }

  @Test func `readers never get a mixture while an author saves without pause`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let done = DispatchSemaphore(value: 0)
    let folder = guide.folder
    Thread.detachNewThread {
      for number in 1...150 {
        guard let file = fopen(folder + "/draft", "w") else { break }
        fputs("---\ntitle: A\n---\n\nTop \(number).\n\nEnd \(number).\n", file)
        fclose(file)
        rename(folder + "/draft", folder + "/content/a.md")
        usleep(1000)
      }
      done.signal()
    }
    func number(after word: String, in text: String) -> Int? {
      text.range(of: "<p>\(word) ").flatMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) }
    }
    var last = 0
    while done.wait(timeout: .now()) == .timedOut {
      let answer = try preview.get("/a.html")
      #expect(answer.status == 200)
      #expect(!answer.text.contains("guidegen-findings"))
      guard let top = number(after: "Top", in: answer.text) else { continue }
      #expect(number(after: "End", in: answer.text) == top)
      #expect(top >= last)
      last = top
    }
    #expect(try number(after: "Top", in: preview.get("/a.html").text) == 150)
  }

  @Test func `a burst of saves ends in what the files hold`() throws {
    let paths = (1...60).map { "content/s\($0 % 6)/p\($0).md" }
    let guide = try TemporaryGuide(
      Dictionary(uniqueKeysWithValues: paths.map { ($0, TemporaryGuide.article("P", "Zero.")) }))
    let preview = try RunningPreview(guide)
    for round in 1...5 {
      for path in paths { try guide.write(path, TemporaryGuide.article("P", "Round \(round).")) }
    }
    for path in paths {
      let address = "/" + path.dropFirst("content/".count).dropLast(3) + ".html"
      #expect(try preview.get(address).text.contains("Round 5."))
    }
  }

  @Test func `a new folder, and what is in it, is followed`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    try guide.write("content/new/deep/c.md", TemporaryGuide.article("C", "New words."))
    #expect(try preview.get("/new/deep/c.html").text.contains("New words."))
    try guide.write("content/new/deep/c.md", TemporaryGuide.article("C", "Newer words."))
    #expect(try preview.get("/new/deep/c.html").text.contains("Newer words."))
    try guide.rename("content/new", to: "content/moved")
    #expect(try preview.get("/new/deep/c.html").status == 404)
    try guide.write("content/moved/deep/c.md", TemporaryGuide.article("C", "Moved words."))
    #expect(try preview.get("/moved/deep/c.html").text.contains("Moved words."))
    try guide.remove("content/moved")
    #expect(try preview.get("/moved/deep/c.html").status == 404)
  }

  @Test func `a template that comes, changes and goes is followed`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    let theme = try preview.get("/a.html").text
    try guide.write("templates/article.mustache", "<head></head><p>One {{page.title}}</p>")
    #expect(try preview.get("/a.html").text.contains("<p>One A</p>"))
    try guide.write("templates/article.mustache", "<head></head><p>Two {{page.title}}</p>")
    #expect(try preview.get("/a.html").text.contains("<p>Two A</p>"))
    try guide.remove("templates/article.mustache")
    #expect(try preview.get("/a.html").text == theme)
    try guide.remove("templates")
    #expect(try preview.get("/a.html").text == theme)
  }

  @Test func `a symbolic link that is set to another file, and that file, are followed`() throws {
    let guide = try TemporaryGuide([
      "shared/one.md": TemporaryGuide.article("C", "One."), "shared/two.md": TemporaryGuide.article("C", "Two."),
    ])
    try guide.link("content/c.md", to: "../shared/one.md")
    let preview = try RunningPreview(guide)
    #expect(try preview.get("/c.html").text.contains("One."))
    try guide.link("content/c.md", to: "../shared/two.md")
    #expect(try preview.get("/c.html").text.contains("Two."))
    try guide.write("shared/two.md", TemporaryGuide.article("C", "Three."))
    #expect(try preview.get("/c.html").text.contains("Three."))
  }

  @Test func `another folder in the place of content is followed`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide)
    try guide.rename("content", to: "old")
    try guide.write("content/guide.yml", "title: Other\n")
    try guide.write("content/a.md", TemporaryGuide.article("A", "In the new folder."))
    #expect(try preview.get("/a.html").text.contains("In the new folder."))
    try guide.write("content/a.md", TemporaryGuide.article("A", "Still followed."))
    #expect(try preview.get("/a.html").text.contains("Still followed."))
  }

  @Test func `another folder in the place of the guide's own is followed soon`() throws {
    let guide = try TemporaryGuide()
    let next = try TemporaryGuide(["content/a.md": TemporaryGuide.article("A", "From elsewhere.")])
    let preview = try RunningPreview(guide)
    try #require(rename(guide.folder, guide.folder + ".old") == 0)
    defer { try? FileManager.default.removeItem(atPath: guide.folder + ".old") }
    try #require(rename(next.folder, guide.folder) == 0)
    try eventually { try preview.get("/a.html").text.contains("From elsewhere.") }
    try guide.write("content/a.md", TemporaryGuide.article("A", "And followed."))
    #expect(try preview.get("/a.html").text.contains("And followed."))
  }

  @Test func `the checkout of a branch is followed, to the last page`() throws {
    let guide = try TemporaryGuide(
      Dictionary(
        uniqueKeysWithValues: (1...80).map {
          ("content/s\($0 % 4)/p\($0).md", TemporaryGuide.article("P\($0)", "Main."))
        }))
    try guide.git("init")
    try guide.git("add", ".")
    try guide.git("commit", "-m", "main")
    try guide.git("checkout", "-b", "other")
    for number in 1...40 {
      try guide.write("content/s\(number % 4)/p\(number).md", TemporaryGuide.article("Q", "Other."))
    }
    try guide.remove("content/s0")
    try guide.write("content/t/new.md", TemporaryGuide.article("N", "Added."))
    try guide.git("add", "-A")
    try guide.git("commit", "-m", "other")
    let preview = try RunningPreview(guide)
    for (branch, added, word) in [("main", 404, "Main."), ("other", 200, "Other."), ("main", 404, "Main.")] {
      try guide.git("checkout", branch)
      #expect(try preview.get("/t/new.html").status == added)
      #expect(try preview.get("/s0/p4.html").status == (added == 200 ? 404 : 200))
      for number in [1, 2, 3, 37, 38, 39] {
        let text = try preview.get("/s\(number % 4)/p\(number).html").text
        #expect(text.contains("<p>\(word)</p>"))
        #expect(!text.contains("guidegen-findings"))
      }
    }
  }

  @Test func `without the system's help files are looked at now and then, and before each answer`() throws {
    let guide = try TemporaryGuide()
    let preview = try RunningPreview(guide, polls: true)
    let listener = try preview.listen(to: "/a.html")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Seen."))
    #expect(try preview.get("/a.html").text.contains("Seen."))
    #expect(try listener.next().name == "page")
    try guide.write("content/a.md", TemporaryGuide.article("A", "Unasked."))
    #expect(try listener.next().name == "page")
  }
}

/// Waits until `condition` holds, and fails where it does not within a time that is long for a machine.
func eventually(_ condition: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation) throws {
  for _ in 0..<2000 {
    if try condition() { return }
    usleep(10_000)
  }
  Issue.record("it never came true", sourceLocation: sourceLocation)
}
