#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Guide
import Letters

/// `guidegen letters`.
struct LettersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letters",
    abstract: "Makes each person's printed letter: the article about the app, with the person's own code.",
    discussion: """
      The letter's text is the article that has ::enrollment-code, for the person's browser alone, within the template \
      templates/letter/letter.mustache.

        guidegen letters --all --merged letters.pdf
        guidegen letters --user jo@example.com --output-dir letters

      A letter holds a secret: files are for their owner alone, and are named for the token's serial.
      """)

  @Argument(help: "The folder that holds content/ (default: this folder).", completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("The article (default: the one that has ::enrollment-code).", valueName: "file"))
  var article: String?

  @OptionGroup(title: "Who gets a letter") var people: LetterPeople

  @OptionGroup(title: "Where letters go") var output: LetterOutputOptions

  @OptionGroup(title: "How they look") var looks: LetterLooks

  @OptionGroup(title: "The vault") var vault: VaultOptions

  mutating func validate() throws {
    if folder != nil, vault.guide != nil { throw ValidationError("FOLDER and --guide exclude each other.") }
    vault.guide = folder ?? vault.guide
  }

  func run() throws {
    let guide = vault.guide ?? "."
    try output.checkPlace(guide)
    let (texts, diagnostics) = LetterTexts.load(
      guide, article: article, date: looks.day, threads: processorCount())
    if !diagnostics.isEmpty { _ = VaultOptions.fail(diagnostics, with: .wrongInput) }
    guard let texts else { throw Exit.wrongInput }
    let opened = try vault.open(try vault.settings(), for: .reading)
    let enrollees = try people.select(from: opened)
    var run = LettersRun(texts: texts, stationery: looks.stationery)
    try run.prepare(for: enrollees)
    try VaultOptions.reporting { () throws(VaultError) in
      try opened.log(
        enrollees.map { AuditEntry(.printed, principalName: $0.user.principalName, serial: $0.token?.serial ?? "") })
    }
    let count =
      if let folder = output.outputDir {
        try run.make(enrollees, into: PrivateFolder(folder))
      } else if let file = output.merged {
        try run.merge(enrollees, into: file)
      } else {
        0
      }
    Terminal.print("\(output.merged ?? output.outputDir ?? ""): \(counted(count, "letter", "letters"))")
  }
}
#endif
