#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment

/// `guidegen enroll export`.
struct EnrollExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Hands tokens over to an identity system.",
    discussion: """
      The file holds secrets in clear, but for PSKC with a key or a password. It is made for its owner alone, whole or not \
      at all, and each use is logged. A token that the system cannot take is said before anything is written.

        guidegen enroll export --format entra-csv --all -o tokens.csv
        guidegen enroll export --format pskc --pskc-password-file words --all -o tokens.xml
        guidegen enroll export --format key-uri --user jo@example.com -o -
      """)

  @Option(
    help: ArgumentHelp("One of \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var format: ExportFormat

  @Option(name: [.short, .long], help: ArgumentHelp("The file to make; - for standard output.", valueName: "file"))
  var output: String

  @Flag(help: "Put the file in the place of another.")
  var force = false

  @OptionGroup var people: PeopleOptions
  @OptionGroup(title: "What the system wants to know") var target: ExportTargetOptions
  @OptionGroup(title: "The vault") var vault: VaultOptions

  func validate() throws {
    try target.validate(for: format)
  }

  func run() throws {
    let guide = vault.guide ?? "."
    let place = PublishedPlace(of: guide, site: "\(guide)/site")
    if output != "-", let diagnostic = place.finding(output, "secrets") {
      throw VaultOptions.fail([diagnostic], with: .wrongInput)
    }
    let options = try target.options(for: format)
    let opened = try vault.open(try vault.settings(), for: .reading)
    var generator = SystemRandomNumberGenerator()
    var handOver = try VaultOptions.reporting { () throws(VaultError) in
      try HandOver(format, options, using: &generator)
    }
    let records = try chosenRecords(in: opened, &handOver)
    if !handOver.problems.isEmpty {
      let exit = VaultOptions.fail(handOver.problems, with: .wrongInput)
      Terminal.printError("nothing was written")
      throw exit
    }
    try VaultOptions.reporting { () throws(VaultError) in
      try opened.log(
        records.map {
          AuditEntry(.exported, principalName: $0.principalName, serial: $0.serial, format: format.rawValue)
        })
    }
    try write(&handOver) { number throws(VaultError) in try opened.enrollee(at: records[number].index) }
    Terminal.printError("\(output == "-" ? "standard output" : output): \(counted(handOver.count, "token", "tokens"))")
  }

  /// Where a token stands in the vault, and whose it is.
  private typealias Record = (index: Int, principalName: String, serial: String)

  /// The tokens that were asked for, each looked at; ends the command where somebody is not in the vault.
  private func chosenRecords(in vault: Vault, _ handOver: inout HandOver) throws -> [Record] {
    var records: [Record] = []
    var revoked: [String] = []
    var problems = try people.visit(vault) { index, enrollee in
      if handOver.check(enrollee) {
        records.append((index, enrollee.user.principalName, enrollee.token?.serial ?? ""))
      } else {
        revoked.append(enrollee.user.principalName)
      }
    }
    problems += people.judge(revoked)
    if format.isForOnePerson, records.count > 1 {
      problems.append(
        .error(
          "a file of the format \(format.rawValue) is for one person, and there are \(records.count)", at: nil,
          hint: "give one --user"))
    }
    if records.isEmpty, problems.isEmpty {
      problems.append(
        .error("the vault holds no token", at: Place(file: vault.path), hint: "guidegen enroll import makes them"))
    }
    if !problems.isEmpty { throw VaultOptions.fail(problems + handOver.problems, with: .wrongInput) }
    return records
  }

  /// Writes the file, or standard output.
  private func write(_ handOver: inout HandOver, _ next: (Int) throws(VaultError) -> Enrollee) throws {
    do throws(VaultError) {
      if output == "-" {
        try handOver.write(next) { bytes throws(VaultError) in Terminal.write(bytes) }
      } else {
        let draft = try PrivateDraft(output)
        try handOver.write(next) { bytes throws(VaultError) in try draft.append(bytes) }
        try draft.finish(replacing: force)
      }
    } catch .exists(let path) {
      throw VaultOptions.fail(
        [
          .error(
            "there is something already", at: Place(file: path),
            hint: "choose another name, or let --force take its place")
        ], with: .wrongInput)
    } catch {
      throw VaultOptions.fail([error.diagnostic], with: error.isMachineFault ? .machineFailed : .wrongInput)
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
#endif
