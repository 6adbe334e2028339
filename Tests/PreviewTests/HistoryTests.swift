import Testing

/// The dates that pages show follow the repository, though no file of the guide changes.
@Suite struct HistoryTests {
  private let guide: TemporaryGuide

  /// A guide that was committed on the first of January.
  init() throws {
    guide = try TemporaryGuide()
    try guide.git("init")
    try guide.git("add", ".")
    try guide.git("commit", "-m", "first")
  }

  @Test func `a commit, another branch, a detached commit and packed branches are followed`() throws {
    try guide.git("branch", "before")
    let preview = try RunningPreview(guide)
    try expect("2026-01-01", in: preview)
    try guide.write("content/a.md", TemporaryGuide.article("A", "Other words."))
    #expect(try preview.get("/a.html").text.contains("Other words."))
    try expect("2026-01-01", in: preview)
    try guide.git("commit", "-a", "-m", "second", date: "2026-02-02")
    try expect("2026-02-02", in: preview)
    try guide.git("commit", "--amend", "-m", "second, again", date: "2026-03-03")
    try expect("2026-03-03", in: preview)
    try guide.git("checkout", "before")
    try expect("2026-01-01", in: preview)
    try guide.git("pack-refs", "--all")
    try guide.git("checkout", "--detach", "main")
    try expect("2026-03-03", in: preview)
  }

  @Test func `in a worktree its own branch counts`() throws {
    try guide.git("worktree", "add", "-b", "other", "beside")
    let preview = try RunningPreview(guide, folder: guide.path("beside"))
    try expect("2026-01-01", in: preview)
    try guide.write("beside/content/a.md", TemporaryGuide.article("A", "Other words."))
    try guide.git("-C", "beside", "commit", "-a", "-m", "second", date: "2026-02-02")
    try expect("2026-02-02", in: preview)
    try guide.write("content/a.md", TemporaryGuide.article("A", "Words of no concern."))
    try guide.git("commit", "-a", "-m", "third", date: "2026-03-03")
    try expect("2026-02-02", in: preview)
  }

  @Test func `a folder that becomes a repository, and one that is none any more, are followed`() throws {
    let plain = try TemporaryGuide()
    let preview = try RunningPreview(plain)
    try expect(nil, in: preview)
    try plain.git("init")
    try plain.git("add", ".")
    try plain.git("commit", "-m", "first", date: "2026-05-05")
    try expect("2026-05-05", in: preview)
    try plain.remove(".git")
    try expect(nil, in: preview)
  }

  @Test func `a page that is open is told of its new date`() throws {
    let preview = try RunningPreview(guide)
    try guide.write("content/a.md", TemporaryGuide.article("A", "Other words."))
    let listener = try preview.listen(to: "/a.html")
    try guide.git("commit", "-a", "-m", "second", date: "2026-02-02")
    #expect(try listener.next().name == "page")
    try expect("2026-02-02", in: preview)
  }

  /// Waits until the page of the article says that it was updated on `date`; with nil, until it says nothing of it.
  private func expect(
    _ date: String?, in preview: RunningPreview, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try eventually(
      {
        let text = try preview.get("/a.html").text
        return date.map { text.contains(#"Updated <time datetime="\#($0)">"#) } ?? !text.contains("Updated <time")
      }, sourceLocation: sourceLocation)
  }
}
