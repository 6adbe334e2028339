#if Letters
import ArgumentParser
import Diagnostics
import Enrollment
import Guide

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
        guidegen letters --passes passes.csv --merged letters.pdf

      Letters hold secrets in clear: files are for their owner alone, are named for the token's serial, and each use is \
      logged.
      """)

  @Argument(help: "The folder that holds content/ (default: this folder).", completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp(
      "The article (default: the one that has ::enrollment-code, or ::access-pass for --passes).", valueName: "file"))
  var article: String?

  @Option(
    help: ArgumentHelp(
      "The article for people whose language this is: de=mfa-einrichten.md. Can be repeated.",
      valueName: "language=file"))
  var articleFor: [TranslatedArticle] = []

  @OptionGroup(title: "Who gets a letter") var people: LetterPeopleOptions

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
    if let passes = people.passes { try checkPlace(of: passes, guide) }
    let day = try looks.day
    let (texts, diagnostics) = LetterTexts.load(
      guide, for: people.passes == nil ? .code : .pass, article: article,
      translations: articleFor.map { ($0.tag, $0.path) }, date: day, threads: looks.threadCount)
    if !diagnostics.isEmpty { _ = VaultOptions.fail(diagnostics, with: .wrongInput) }
    guard let texts else { throw Exit.wrongInput }
    let count: Int
    if let passes = people.passes {
      let holders = try PassHolders(
        passes, people, of: output.shard, address: people.signIn ?? PassHolders.usualAddress,
        settings: try vault.settings(), on: day)
      count = try makeLetters(LetterJob(holders, texts, looks.stationery, threads: looks.threadCount)) {}
    } else {
      let opened = try vault.open(try vault.settings(), for: .reading)
      let holders = try TokenHolders(people.ofVault, in: opened, of: output.shard, on: day)
      count = try makeLetters(LetterJob(holders, texts, looks.stationery, threads: looks.threadCount)) {
        try VaultOptions.reporting { () throws(VaultError) in try opened.log(holders.auditEntries) }
      }
    }
    Terminal.printError("\(output.place): \(counted(count, "letter", "letters"))")
  }

  /// Makes the letters of `job`, when all is well and `log` has said so.
  ///
  /// - Returns: how many.
  private func makeLetters(_ job: LetterJob, log: () throws -> Void) throws -> Int {
    try job.check(output.format)
    try log()
    if let merged = output.merged {
      switch output.format {
      case .pdf: try job.merge(into: merged, replacing: output.force)
      case .html: try job.mergeHTML(into: merged, replacing: output.force)
      }
    } else if let folder = output.outputDir {
      try job.make(output.format, into: folder, of: output.shard)
    }
    return job.count
  }

  /// Ends the command where the list of passes would be published with the guide in `folder`.
  private func checkPlace(of passes: String, _ folder: String) throws {
    guard let finding = PublishedPlace(of: folder, site: folder + "/site").finding(passes, "passes") else { return }
    throw VaultOptions.fail([finding], with: .wrongInput)
  }
}
#endif
