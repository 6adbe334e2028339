#if Enrollment
import ArgumentParser
import Enrollment
import Guide
import QRCode

/// `guidegen enroll show`.
struct EnrollShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Shows one person, and with --qr, --secret, --recovery-codes or --page what the app is to scan or what is to be typed.",
    discussion:
      "What --qr, --secret, --recovery-codes and --page show lets anybody who sees it in as the person. Each use is logged."
  )

  @OptionGroup var person: PersonOptions

  @Flag(help: "Draw the code for the app in the terminal.")
  var qr = false

  @Option(
    help: ArgumentHelp(
      "What --qr is to say in place of the app's key: text with fields such as {{user.principalName}} or {{token.serial}}.",
      valueName: "template"))
  var payload: String?

  @Flag(help: "Show the secret in groups of four, for an app without a camera.")
  var secret = false

  @Flag(help: "Show the recovery codes, in groups of four that are typed without the spaces.")
  var recoveryCodes = false

  @Flag(help: "Show where the person's enrollment page is, and the code that opens it.")
  var page = false

  @OptionGroup(title: "The vault") var vault: VaultOptions

  func validate() throws {
    if payload != nil, !qr { throw ValidationError("--payload needs --qr.") }
  }

  func run() throws {
    let template = try payload.map(Self.template)
    let opened = try vault.open(try vault.settings(), for: .reading)
    let enrollee = try person.find(in: opened)
    let user = enrollee.user
    for (name, value) in [
      ("user", user.principalName), ("name", user.displayName), ("id", user.id), ("e-mail", user.email),
      ("address", user.address.joined(separator: ", ")), ("language", user.language), ("browser", user.browser),
      ("platform", user.platform),
    ] where !value.isEmpty {
      Terminal.print(Self.line(name, value))
    }
    for token in enrollee.tokens {
      let state = token.revoked.map { "revoked \(writtenTime($0))" } ?? "made \(writtenTime(token.created))"
      Terminal.print(Self.line("token", "\(token.serial)  \(state)"))
    }
    guard qr || secret || recoveryCodes || page else { return }
    let token = try person.token(of: enrollee)
    if recoveryCodes, enrollee.recoveryCodes == nil {
      throw VaultOptions.fail(
        [
          .error(
            #""\#(user.principalName)" has no recovery codes"#, at: nil,
            hint: "guidegen enroll recovery-codes makes them")
        ], with: .wrongInput)
    }
    if page, enrollee.page == nil {
      throw VaultOptions.fail(
        [
          .error(
            #""\#(user.principalName)" has no enrollment page"#, at: nil, hint: "guidegen enroll pages makes one")
        ], with: .wrongInput)
    }
    try VaultOptions.reporting { () throws(VaultError) in
      try opened.log([AuditEntry(.shown, principalName: user.principalName, serial: token.serial)])
    }
    if secret { Terminal.print(Self.line("secret", token.secret.grouped)) }
    if recoveryCodes {
      for code in enrollee.recoveryCodes?.grouped ?? [] { Terminal.print(Self.line("recovery", code)) }
    }
    if page, let access = enrollee.page {
      Terminal.print(Self.line("page", access.address(in: PersonalPages.folder)))
      Terminal.print(Self.line("code", "\(access.groupedCode)  until \(access.lastDay)"))
    }
    if qr {
      do throws(QRCodeError) {
        Terminal.write(try QRCode.encode(template?.payload(for: user, token) ?? token.keyURI).text(.half))
      } catch {
        QRFailure(error).leave()
      }
    }
  }

  /// What `text` says; ends the command where it is wrong.
  private static func template(_ text: String) throws -> PayloadTemplate {
    let (template, diagnostics) = PayloadTemplate.parse(text, at: nil)
    if !diagnostics.isEmpty { throw VaultOptions.fail(diagnostics, with: .wrongInput) }
    return template
  }

  private static func line(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(1, 10 - name.count)) + value
  }
}
#endif
