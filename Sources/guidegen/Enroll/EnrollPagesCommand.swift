#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Glibc
import Guide

/// `guidegen enroll pages`.
struct EnrollPagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract:
      "Puts a page for each person on the site, which only a code opens: the article with the person's own code.",
    discussion: """
      A page holds ciphertext alone, under a name that nobody can guess. It shows the article that has ::enrollment-code \
      with the person's QR code, and checks what the app then shows. Build the site first; a later build leaves the pages \
      alone. What opens them is kept in the vault and, with --codes, written to a file for letters.

        guidegen enroll pages --all --codes codes.csv
        guidegen enroll pages --user jo@example.com --expires 2026-12-24
        guidegen enroll pages --all --remove
      """)

  @Argument(help: "The folder that holds content/ (default: this folder).", completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("The site's folder (default: site, below the guide's folder).", valueName: "folder"))
  var site: String?

  @OptionGroup var people: PeopleOptions

  @Option(help: ArgumentHelp("The article (default: the one that has ::enrollment-code).", valueName: "file"))
  var article: String?

  @Option(
    help: ArgumentHelp(
      "The last day on which a page opens, or how many days it does (default for new pages: 30).",
      valueName: "day"))
  var expires: PageExpiry?

  @Flag(
    help: "A part of the key stands in the page's address: send address and code by two ways, and only both open it.")
  var secondChannel = false

  @Flag(help: "Give each page another name and another code.")
  var renew = false

  @Option(help: ArgumentHelp("Write addresses and codes to this new file, for letters.", valueName: "file"))
  var codes: String?

  @Flag(help: "Put the file with the codes in the place of another.")
  var force = false

  @Flag(help: "Take the pages away.")
  var remove = false

  @OptionGroup(title: "The vault") var vault: VaultOptions

  mutating func validate() throws {
    if folder != nil, vault.guide != nil { throw ValidationError("FOLDER and --guide exclude each other.") }
    vault.guide = folder ?? vault.guide
    if remove, codes != nil || renew || expires != nil || secondChannel {
      throw ValidationError("--remove only takes pages away.")
    }
    let now = time(nil)
    if let expires, expires.moment(from: now) <= now { throw ValidationError("--expires names a day that is over.") }
  }

  func run() throws {
    let guide = vault.guide ?? "."
    let site = site ?? (guide == "." ? "site" : guide + "/site")
    let settings = try vault.settings()
    try checkPlaces(PublishedPlace(of: guide, site: site), settings)
    let folder = try PageFolder(in: site)
    if remove { return try removePages(of: try vault.open(settings, for: .writing), in: folder) }
    let threads = processorCount()
    let (pages, findings) = PersonalPages.load(guide, article: article, threads: threads)
    guard let pages else { throw VaultOptions.fail(findings, with: .wrongInput) }
    let opened = try vault.open(settings, for: .writing)
    var job = PageJob(pages, Crew(threads: threads), renewing: renew, expires: expires, needsAddress: secondChannel)
    try job.choose(people, in: opened)
    if codes != nil { try job.checkCells() }
    let report = try job.make(of: opened, in: folder)
    if let codes { try job.writeCodes(to: codes, replacing: force, log: opened) }
    Terminal.print("\(site)/\(PersonalPages.folder): \(report)")
    if pages.baseAddress.isEmpty {
      Terminal.printError("note: addresses begin at the site's top; base-url in content/guide.yml makes them whole")
    }
  }

  /// Ends the command where secrets, or what opens pages, would be published.
  private func checkPlaces(_ place: PublishedPlace, _ settings: EnrollmentSettings) throws {
    let findings = [
      place.finding(vault.path(settings), "secrets"),
      codes.flatMap { place.finding($0, "the codes that open the pages") },
    ].compactMap(\.self)
    if !findings.isEmpty { throw VaultOptions.fail(findings, with: .wrongInput) }
    if let codes, !force, access(codes, F_OK) == 0 {
      throw VaultOptions.fail(
        [
          .error(
            "there is something already", at: Place(file: codes),
            hint: "choose another name, or let --force take its place")
        ], with: .wrongInput)
    }
  }

  private func removePages(of vault: Vault, in folder: PageFolder) throws {
    var generator = SystemRandomNumberGenerator()
    var entries: [AuditEntry] = []
    let missing = try people.visit(vault) { _, enrollee in
      guard let page = enrollee.page else { return }
      _ = try folder.removePage(called: page.name)
      var new = enrollee
      new.page = nil
      try VaultOptions.reporting { () throws(VaultError) in try vault.put(new, using: &generator) }
      entries.append(AuditEntry(.pageRemoved, principalName: enrollee.user.principalName, serial: page.serial))
    }
    try folder.removeFilesOfNone()
    if !entries.isEmpty { try VaultOptions.reporting { () throws(VaultError) in try vault.save(entries) } }
    Terminal.print("\(counted(entries.count, "page", "pages")) removed")
    if !missing.isEmpty { throw VaultOptions.fail(missing, with: .wrongInput) }
  }
}
#endif
