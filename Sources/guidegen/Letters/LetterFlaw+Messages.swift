#if Letters
import Diagnostics
import Letters

extension Diagnostic {
  /// What is wrong with `what`: "the letters", or one person's.
  init(_ flaw: LetterFlaw, of what: String) {
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
