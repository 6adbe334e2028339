#if Letters
import ArgumentParser
import Diagnostics
import Enrollment
import Guide
import YAML

/// `guidegen letters`.
struct LettersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letters",
    abstract: "Makes each person's printed letter: the article about the app, with the person's own code.",
    discussion: """
      The letter is the article that has ::enrollment-code, for the person's browser alone, within the template \
      templates/letter/letter.mustache.

        guidegen letters --all --merged letters.pdf
        guidegen letters --user jo@example.com --output-dir letters

      Letters hold secrets in clear: files are for their owner alone, are named for the token's serial, and each use is \
      logged.
      """)

  @Argument(help: "The folder that holds content/ (default: this folder).", completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("The article (default: the one that has ::enrollment-code).", valueName: "file"))
  var article: String?

  @Option(
    help: ArgumentHelp(
      "The article for people whose language this is: de=mfa-einrichten.md. Can be repeated.",
      valueName: "language=file"))
  var articleFor: [TranslatedArticle] = []

  @OptionGroup(title: "Who gets a letter") var people: PeopleOptions

  @OptionGroup(title: "Where letters go") var output: LetterOutputOptions

  @OptionGroup(title: "How they look") var looks: LetterLooks

  @OptionGroup(title: "The vault") var vault: VaultOptions

  mutating func validate() throws {
    if folder != nil, vault.guide != nil { throw ValidationError("The folder and --guide exclude each other.") }
    vault.guide = folder ?? vault.guide
  }

  func run() throws {
    let guide = vault.guide ?? "."
    try output.checkPlace(guide)
    let day = try looks.day
    let (texts, diagnostics) = LetterTexts.load(
      guide, article: article, translations: articleFor.map { ($0.tag, $0.path) }, date: day,
      threads: looks.threadCount)
    if !diagnostics.isEmpty { _ = VaultOptions.fail(diagnostics, with: .wrongInput) }
    guard let texts else { throw Exit.wrongInput }
    let opened = try vault.open(try vault.settings(), for: .reading)
    let job = LetterJob(
      try chosen(in: opened, on: day), of: opened.people, texts, looks.stationery, on: day, threads: looks.threadCount)
    try job.check()
    try VaultOptions.reporting { () throws(VaultError) in try opened.log(job.auditEntries) }
    if let merged = output.merged {
      try job.merge(into: merged, replacing: output.force)
    } else if let folder = output.outputDir {
      try job.make(into: folder, of: output.shard)
    }
    Terminal.printError("\(output.place): \(counted(job.count, "letter", "letters"))")
  }

  /// Whom letters go to, of those that `--shard` leaves; ends the command where somebody is not in the vault.
  private func chosen(in vault: Vault, on day: CalendarDate) throws -> [LetterJob.Person] {
    var chosen: [LetterJob.Person] = []
    var revoked: [String] = []
    var closed = 0
    var problems = try people.visit(vault) { index, enrollee in
      guard let token = enrollee.token else { return revoked.append(enrollee.user.principalName) }
      guard output.shard.has(token.serial) else { return }
      chosen.append(LetterJob.Person(enrollee, token, index: index, on: day))
      if enrollee.page != nil, enrollee.openPage(on: day) == nil { closed += 1 }
    }
    problems += people.judge(revoked)
    if !problems.isEmpty { throw VaultOptions.fail(problems, with: .wrongInput) }
    if closed > 0 {
      Terminal.printError(
        "left out: \(counted(closed, "enrollment page", "enrollment pages")) that expired, or of an earlier token; "
          + "guidegen enroll pages makes them anew")
    }
    return chosen
  }
}
#endif
