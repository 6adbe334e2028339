import ArgumentParser
import Diagnostics
import Guide

/// `guidegen build`.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Turns the articles in content/ into a help centre that any web host can serve.",
    discussion: """
      Everything that is wrong is reported at once, with file, line and column, and the site stays as it was. Only what \
      changed is written; files in the site's folder that guidegen did not write are left alone.

      Examples:

        guidegen build
        guidegen build help --output public
        guidegen build --drafts --format github
        guidegen build --precompress --manifest
        guidegen build --comments comments.jsonl
        guidegen build --offline
      """)

  @OptionGroup var guide: GuideOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder for the site (default: site, below the guide's folder, or site-offline with --offline).",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Build drafts too.")
  var drafts = false

  @Flag(help: "Build articles too that are dated for a day to come.")
  var future = false

  @Flag(
    help: ArgumentHelp(
      "Make a folder to be read from a disk, such as a USB stick: it needs no server, and has no comments."))
  var offline = false

  @Flag(
    help: "Write each text file compressed beside it too (.gz and .br), for hosts to send as it is; only what changed.")
  var precompress = false

  @Option(
    defaultAsFlag: ManifestFile.besideSite,
    help: ArgumentHelp(
      "List the site's files in this file, with hash, size and type, so that uploads send only what changed.",
      valueName: "file"),
    completion: .file())
  var manifest: ManifestFile?

  @Option(
    help: ArgumentHelp(
      "Write the comments into the pages that this has: a file that a comment server exported, or its database.",
      valueName: "file"),
    completion: .file())
  var comments: CommentsOrigin?

  @Flag(help: "Keep the addresses of this build in content/_addresses.txt, so that what is renamed is still found.")
  var record = false

  @Flag(help: "Say why each page was made again.")
  var explain = false

  @Flag(help: "Make every page, whatever the build before left in .guidegen-cache/, and leave nothing there.")
  var noCache = false

  /// Takes from the environment what the command line does not say.
  mutating func validate() throws {
    output = output ?? Environment.value("OUTPUT")
    drafts = drafts || Environment.flag("DRAFTS")
    future = future || Environment.flag("FUTURE")
    _ = try today()
    offline = offline || Environment.flag("OFFLINE")
    if offline {
      guard !precompress else {
        throw ValidationError("--offline and --precompress exclude each other: no server sends the files of a disk.")
      }
      guard comments == nil else {
        throw ValidationError("--offline and --comments exclude each other: a folder for a disk has no comments.")
      }
    } else {
      precompress = precompress || Environment.flag("PRECOMPRESS")
      comments = comments ?? Environment.value("COMMENTS").map { CommentsOrigin(argument: $0) }
    }
    manifest = manifest ?? Environment.value("MANIFEST").map { .named($0) }
    record = record || Environment.flag("RECORD")
    explain = explain || Environment.flag("EXPLAIN")
    noCache = noCache || Environment.flag("NO_CACHE")
  }

  func run() throws {
    let format = guide.findings
    let name = offline ? "site-offline" : "site"
    let folder = output ?? (guide.root == "." ? name : guide.root + "/" + name)
    var build = Build(folder: guide.root, output: folder, threads: guide.threadCount)
    build.includesDrafts = drafts
    build.day = future ? nil : try today()
    build.isOffline = offline
    build.precompresses = precompress
    build.recordsAddresses = record
    build.manifest = manifest?.path(for: folder)
    build.usesCache = !noCache
    build.isLast = true
    let clock = ContinuousClock()
    let start = clock.now
    do {
      build.comments = try comments?.read(for: guide.root)
      let outcome = try build.run { step in
        if guide.showsProgress { Terminal.showProgress(step) }
      }
      if guide.showsProgress { Terminal.clearProgress() }
      report(outcome.diagnostics)
      guard let report = outcome.report else {
        if format == .text { Terminal.printError("\(outcome.diagnostics.summary); \(folder) was left as it was") }
        throw Exit.wrongInput
      }
      if explain { for line in outcome.explanation.lines { Terminal.printError(line) } }
      if !guide.quiet, format == .text {
        Terminal.print(Self.summary(outcome, report, in: folder, time: clock.now - start))
      }
    } catch let error as CommentsUnread {
      self.report([error.diagnostic])
      throw error.isMachineFault ? Exit.machineFailed : Exit.wrongInput
    } catch let error as OutputError {
      if guide.showsProgress { Terminal.clearProgress() }
      self.report(error.diagnostics)
      throw error.isMachineFault ? Exit.machineFailed : Exit.wrongInput
    }
  }

  private func report(_ diagnostics: [Diagnostic]) {
    if guide.findings == .text {
      guard !diagnostics.isEmpty else { return }
      Terminal.printError(String(guide.written(diagnostics, isColoured: Terminal.isColoured).dropLast()))
    } else {
      Terminal.write(guide.written(diagnostics))
    }
  }

  /// `site: 48 pages; 3 files written, 1 removed, 92 unchanged (0.04 s)`.
  private static func summary(_ outcome: Build.Outcome, _ report: OutputReport, in folder: String, time: Duration)
    -> String
  {
    var parts = ["\(counted(report.written.count, "file", "files")) written"]
    if !report.removed.isEmpty { parts.append("\(report.removed.count) removed") }
    if report.unchanged > 0 { parts.append("\(report.unchanged) unchanged") }
    if outcome.waiting > 0 {
      parts.append("\(counted(outcome.waiting, "article waits for its", "articles wait for their")) day")
    }
    let hundredths = (time / .milliseconds(10)).rounded(.up)
    let seconds = "\(Int(hundredths) / 100).\(Int(hundredths) % 100 < 10 ? "0" : "")\(Int(hundredths) % 100)"
    return "\(folder): \(counted(outcome.pages, "page", "pages")); \(parts.joined(separator: ", ")) (\(seconds) s)"
  }
}

/// Where the list of a site's files goes.
enum ManifestFile: ExpressibleByArgument, CustomStringConvertible {
  /// Beside the site's folder, with its name.
  case besideSite
  case named(String)

  init(argument: String) {
    self = .named(argument)
  }

  var description: String {
    switch self {
    case .besideSite: path(for: "site")
    case .named(let file): file
    }
  }

  /// The file's path for the site in `folder`.
  func path(for folder: String) -> String {
    switch self {
    case .besideSite: folder.dropLast(folder.count > 1 && folder.hasSuffix("/") ? 1 : 0) + ".manifest.jsonl"
    case .named(let file): file
    }
  }
}
