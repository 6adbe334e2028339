#if Enrollment
import ArgumentParser
import Diagnostics
import Enrollment
import Glibc

/// `guidegen enroll verify`.
struct EnrollVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tells from a code that a person's app shows whether the app works.",
    discussion: """
      A code that fits only far from now may fit by chance; then give the code that the app shows next as well:

        guidegen enroll verify jo@example.com 123456
        guidegen enroll verify jo@example.com 123456 654321
      """)

  @OptionGroup var person: PersonOptions

  @Argument(help: "The code that the app shows.")
  var code: String

  @Argument(help: "The code that it shows next.")
  var next: String?

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func run() throws {
    let opened = try vault.open(try vault.settings(), for: .reading)
    let enrollee = try person.find(in: opened)
    let verdict = Verdict(code, then: next, at: time(nil), for: enrollee)
    if let problem = verdict.problem { throw VaultOptions.fail([problem], with: .wrongInput) }
    Terminal.print(verdict.words)
  }
}

extension Verdict {
  /// What to tell whoever asked, where the app works.
  fileprivate var words: String {
    switch self {
    case .pressesAhead(let count) where count > 0:
      "the app works; \(counted(count, "code", "codes")) went unused before"
    default: "the app works"
    }
  }

  /// What is wrong, and what to do; nil where the app works.
  fileprivate var problem: Diagnostic? {
    switch self {
    case .works, .pressesAhead: nil
    case .clockDiffers(let seconds):
      .error(
        "the app works, but the phone's clock is about \(abs(seconds)) seconds \(seconds > 0 ? "ahead" : "behind")",
        at: nil,
        hint: "let the phone set its time by itself, and try again; if its clock is right, this machine's is not")
    case .needsSecondCode:
      .error(
        "the code fits another time than now, perhaps by chance", at: nil,
        hint: "wait for the app's next code, and give both: the one before, then the new one")
    case .revoked(let serial):
      .error(
        "this is a code of the token \(serial), which was revoked", at: nil,
        hint: "delete the old account in the app, and scan the new code")
    case .wrong:
      .error(
        "the app shows another code", at: nil,
        hint: "look whether it is the right account in the app, and type the code while it is shown")
    case .misshapen(let digits):
      .error("a code has \(digits) digits", at: nil, hint: "type what the app shows")
    }
  }
}
#endif
