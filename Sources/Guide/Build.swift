import Diagnostics
import Glibc
import YAML

/// `guidegen build`: from a folder of Markdown to a folder of pages.
public struct Build: Sendable {
  /// The folder that holds `content/`.
  public var folder: String
  /// Where the site goes.
  public var output: String
  /// Drafts are built too.
  public var includesDrafts = false
  /// The day of the build: articles that are dated later wait for theirs. nil builds them too.
  public var day: CalendarDate?
  /// The addresses of this build are kept in `AddressRecord.path`.
  public var recordsAddresses = false
  /// The site is a folder that people read from a disk: nothing in it needs a server, and the file names are good for disks
  /// of every kind. Comments are left out, and nothing is compressed. It has a cache of its own.
  public var isOffline = false
  /// Each text file gets compressed ones beside it: see `Precompression`.
  public var precompresses = false
  /// Where the list of the site's files goes, for uploads; nil writes none. See `DeliveryManifest`.
  public var manifest: String?
  /// The comments to write into the pages, as a comment server exports them, and what messages call the file; nil: none.
  public var comments: (bytes: [UInt8], file: String)?
  /// What the build before left is used, and something is left for the next one.
  public var usesCache = true
  /// The process ends after this build: what it has made need not be taken apart.
  public var isLast = false
  /// How many threads work at once, 1 or more.
  public var threads: Int

  /// A build of the guide in `folder` into `output`.
  public init(folder: String, output: String, threads: Int) {
    self.folder = folder
    self.output = output
    self.threads = max(1, threads)
  }

  /// What came of a build.
  public struct Outcome: Sendable {
    /// What was written; nil where an error kept the build from writing.
    public var report: OutputReport?
    /// How many pages the site has.
    public var pages = 0
    /// How many articles are left out because they are dated for a day to come.
    public var waiting = 0
    /// All findings, in the order of their places.
    public var diagnostics: [Diagnostic]
    /// Why pages were made again.
    public var explanation = Explanation()
  }

  /// Does all of it; with an error, the site's folder stays as it was.
  ///
  /// - Parameter progress: told before each step what it is: `reading`, `checking`, `compressing`, `writing`.
  /// - Throws: what the disk refused.
  public func run(progress: (String) -> Void = { _ in }) throws(OutputError) -> Outcome {
    if SourceFolders(of: folder).hold(output) {
      let misplaced = Diagnostic.error(
        "the site's folder \"\(output)\" is inside a folder that the site is made from", at: nil,
        hint: "choose another folder with --output")
      return Outcome(diagnostics: [misplaced])
    }
    if let mistaken = otherKindOfSite { return Outcome(diagnostics: [mistaken]) }
    if let misplaced = try checkManifest() { return Outcome(diagnostics: [misplaced]) }
    progress("reading")
    let (comments, miswritten) = comments.map { PublishedComments.parse($0.bytes, file: $0.file) } ?? (.init(), [])
    guard miswritten.isEmpty else { return Outcome(diagnostics: miswritten) }
    let reasons: [RebuildReason]
    switch try Rebuild(of: self, with: comments).run(progress) {
    case .done(let outcome): return outcome
    case .needsWhole(let found): reasons = found
    }
    var (guide, read, unread, misread) = readAndParse()
    guide.comments = comments
    guide.isOffline = isOffline
    progress("checking")
    let (site, unresolved) = Site.resolve(guide, threads: threads)
    let misnamed = isOffline ? site.diskFindings : []
    let diagnostics = unread.followed(by: misread + unresolved + misnamed).unique()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return Outcome(diagnostics: diagnostics) }
    let batches = precompresses ? compressed(site, progress) : site.batches(threads: threads)
    progress("writing")
    let (report, entries) = try SiteWriter.writeAndRecord(batches, to: output, threads: threads)
    if recordsAddresses { try AtomicFile.write(site.addressRecord, to: folder + "/" + AddressRecord.path) }
    let cache = BuildCache(of: read, guide, site, entries: entries, for: self)
    CacheFile(for: self).write(cache)
    try writeManifest(entries, published: guide.files)
    keepIfLast((guide, site, cache))
    return Outcome(
      report: report, pages: site.pageCount, waiting: waiting(in: guide), diagnostics: diagnostics,
      explanation: .everyPage(reasons))
  }

  /// What to say where the folder holds a site of the other kind: one for web servers, say, where one for a disk is asked for.
  private var otherKindOfSite: Diagnostic? {
    guard access("\(output)/\(SitePath.manifest.text)", F_OK) == 0 else { return nil }
    let isForDisk = access("\(output)/\(Site.startFile)", F_OK) == 0
    guard isForDisk != isOffline else { return nil }
    return .error(
      #"the folder "\#(output)" holds a site for \#(isForDisk ? "a disk" : "web servers")"#, at: nil,
      hint: "choose another folder with --output, or delete this one")
  }

  /// All files of `site`, with compressed ones beside the texts; what the build before has compressed is taken over.
  private func compressed(_ site: Site, _ progress: (String) -> Void) -> [OutputBatch] {
    progress("compressing")
    let files = site.render(isPrecompressed: true, threads: threads)
    let before = try? CacheFile(for: self).read().get()
    return OutputBatch.batches(of: Precompression(reusing: before, in: output).adding(to: files, threads: threads))
  }
}

extension Build {
  /// Which articles become pages.
  var selection: ArticleSelection { ArticleSelection(includesDrafts: includesDrafts, day: day) }

  /// How many articles of `guide` would become pages on a later day.
  func waiting(in guide: ParsedGuide) -> Int {
    let later = ArticleSelection(includesDrafts: includesDrafts)
    return guide.articleReadings.count { reading in
      later.includes(reading.article.frontMatter) && !selection.includes(reading.article.frontMatter)
    }
  }

  /// The guide, what the cache is to know of its files, which of them could not be read, and what is wrong with the others.
  /// The files' bytes are not kept.
  private func readAndParse() -> (
    guide: ParsedGuide, read: BuildCache.Files, unread: [Diagnostic], misread: [Diagnostic]
  ) {
    let (source, unread) = Source.load(folder, threads: threads)
    let read = BuildCache.Files(of: source, threads: threads)
    let (guide, misread) = ParsedGuide.parse(
      source, includesDrafts: includesDrafts, day: day, threads: threads, isForReuse: false)
    return (guide, read, unread, misread)
  }
}

extension Build {
  /// Keeps `value` until the process ends, if this is the last build: freeing it piece by piece is a fiftieth of a cold
  /// build, and a tenth of one after an edit.
  func keepIfLast(_ value: some Any) {
    if isLast { _ = Unmanaged.passRetained(Kept(value: value)) }
  }

  private final class Kept<Value> {
    private let value: Value

    init(value: Value) { self.value = value }
  }
}

extension Build.Outcome {
  /// Of a build that found nothing to do.
  init(of cache: BuildCache) {
    report = OutputReport(unchanged: cache.site.files.count - 1)
    pages = cache.pages
    waiting = cache.waiting
    diagnostics = cache.findings
  }
}

extension [Diagnostic] {
  /// These, which say what could not be read, and `others`, but for what those say of the same files: that is of an empty
  /// text in the place of one that nobody has seen.
  package func followed(by others: [Diagnostic]) -> [Diagnostic] {
    let files = Set(compactMap { $0.place?.file })
    return self + others.filter { other in other.place.map { !files.contains($0.file) } ?? true }
  }

  /// In the order of their places, each once: a snippet's mistake shows in every article that includes it.
  package func unique() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }.sorted()
  }
}
