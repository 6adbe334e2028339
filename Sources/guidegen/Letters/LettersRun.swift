#if Enrollment
import Diagnostics
import Enrollment
import Guide
import Letters

/// One run of `guidegen letters`: from people to files.
struct LettersRun {
  private let texts: LetterTexts
  private let press: LetterPress
  private var forms: [PersonalReader: LetterPress.Form] = [:]

  /// A run that makes letters of `texts`.
  init(texts: LetterTexts, stationery: Stationery) {
    self.texts = texts
    press = LetterPress(stationery)
  }

  /// Sets the texts that `enrollees` need, so that what is wrong with them shows before the first letter is made.
  mutating func prepare(for enrollees: [Enrollee]) throws {
    var flaws: [Diagnostic] = []
    for enrollee in enrollees where forms[enrollee.reader] == nil {
      let text = texts.text(for: enrollee.reader)
      do throws(LetterFlaw) {
        forms[enrollee.reader] = try press.add(.init(title: text.title, language: text.language, html: text.html))
      } catch {
        let finding = Diagnostic(error, of: "the letters")
        if !flaws.contains(finding) { flaws.append(finding) }
      }
    }
    if !flaws.isEmpty { throw VaultOptions.fail(flaws, with: .wrongInput) }
  }

  /// Makes a file of each letter, named for its token's serial.
  ///
  /// - Returns: how many there are.
  func make(_ enrollees: [Enrollee], into folder: PrivateFolder) throws -> Int {
    try withLetters(to: enrollees) { form, recipient, serial throws in
      try folder.write(press.file(form, for: recipient).bytes, as: serial + ".pdf")
    }
  }

  /// Makes one file of all letters.
  ///
  /// - Returns: how many there are.
  func merge(_ enrollees: [Enrollee], into path: String) throws -> Int {
    var output = try PrivateOutput(replacing: path)
    let text = texts.text(for: PersonalReader())
    var file = press.merged(title: text.title, language: text.language)
    let count = try withLetters(to: enrollees) { form, recipient, _ throws in
      file.add(try press.part(form, for: recipient))
      if file.waitingCount > 1 << 20 { try output.write(file.drain()) }
    }
    try output.write(try file.finish())
    try output.finish(isDurable: true)
    return count
  }

  /// Hands each letter to `body`; says which cannot be made, and ends the command then, when all others are done.
  private func withLetters(
    to enrollees: [Enrollee], _ body: (LetterPress.Form, Recipient, String) throws -> Void
  ) throws -> Int {
    var flaws: [Diagnostic] = []
    var count = 0
    for enrollee in enrollees {
      guard let token = enrollee.token, let form = forms[enrollee.reader] else { continue }
      do {
        try body(form, enrollee.recipient(token), token.serial)
        count += 1
      } catch let flaw as LetterFlaw {
        flaws.append(Diagnostic(flaw, of: #"the letter to "\#(enrollee.user.principalName)""#))
      }
    }
    if !flaws.isEmpty { throw VaultOptions.fail(flaws, with: .wrongInput) }
    return count
  }
}

extension Enrollee {
  /// What the person's letter depends on.
  fileprivate var reader: PersonalReader { PersonalReader(browser: user.browser, platform: user.platform) }

  /// What the person's letter says.
  fileprivate func recipient(_ token: Token) -> Recipient {
    let name = user.displayName.isEmpty ? user.principalName : user.displayName
    return Recipient(
      fields: [
        PersonalField.name.rawValue: name, PersonalField.account.rawValue: user.principalName,
        PersonalField.email.rawValue: user.email, PersonalField.address.rawValue: user.address.joined(separator: "\n"),
        PersonalField.serial.rawValue: token.serial, PersonalField.secret.rawValue: token.secret.grouped,
      ], payload: token.keyURI)
  }
}

extension Diagnostic {
  /// What is wrong with `what`: "the letters", or one person's.
  fileprivate init(_ flaw: LetterFlaw, of what: String) {
    let (message, hint) =
      switch flaw {
      case .missingGlyph(let character):
        (
          #"no font has the character "\#(character)" (\#(character.codePoints)) in \#(what)"#,
          "install a font that has it: the Noto fonts have all scripts"
        )
      case .addressTooLarge:
        ("the address of \(what) does not fit the envelope's window", "shorten it, or choose another --envelope")
      case .unencodable(let reason):
        ("the code of \(what) cannot be made: \(reason)", "shorten the issuer or the account")
      case .unreadableCode:
        ("the code of \(what) does not read back as it was meant", "report this as a bug of guidegen")
      case .unreadableFont(let file):
        (#"the font "\#(file)" cannot be put into \#(what)"#, "install it again, or choose another with --font")
      }
    self = .error(message, at: nil, hint: hint)
  }
}

extension String {
  /// `U+0041 U+0301`.
  fileprivate var codePoints: String {
    unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
#endif
