import Diagnostics

/// What a person's QR code says where it is not the key of an app: a sign-in address, a link with the person's fields.
///
///     https://aka.ms/mfasetup
///     https://help.example.com/welcome?user={{user.principalName}}&token={{token.serial}}
///
/// In an address the values are percent-encoded; elsewhere they stand as they are. No field is a secret.
public struct PayloadTemplate: Sendable, Equatable {
  private enum Piece: Sendable, Equatable {
    case text(String)
    case field(Field)
  }

  /// What can stand between braces.
  private enum Field: String, CaseIterable {
    case name = "user.name"
    case principalName = "user.principalName"
    case email = "user.email"
    case id = "user.id"
    case language = "user.language"
    case serial = "token.serial"
    case issuer = "token.issuer"

    /// Whether it tells of a token.
    var isOfToken: Bool { self == .serial || self == .issuer }

    func value(_ user: User, _ token: Token?) -> String {
      switch self {
      case .name: user.displayName
      case .principalName: user.principalName
      case .email: user.email
      case .id: user.id
      case .language: user.language
      case .serial: token?.serial ?? ""
      case .issuer: token?.issuer ?? ""
      }
    }
  }

  private var pieces: [Piece] = []
  private let isAddress: Bool

  /// Takes `text`, which begins at `place`, apart.
  ///
  /// - Parameter hasToken: whether there are tokens whose fields can be used.
  /// - Returns: all that is wrong: unknown fields, braces that are not closed, a code that only Microsoft can make. Where there
  ///   is anything, the template is not to be used.
  public static func parse(
    _ text: String, at place: Place?, hasToken: Bool = true
  ) -> (template: PayloadTemplate, diagnostics: [Diagnostic]) {
    var template = PayloadTemplate(isAddress: text.prefix { $0 != "{" }.contains("://"))
    if let address = CredentialAddress(text) { return (template, [address.diagnostic(at: place)]) }
    var diagnostics: [Diagnostic] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "{{") {
      template.pieces.append(.text(String(rest[..<start.lowerBound])))
      var here = place
      here?.column += text[..<start.lowerBound].utf8.count
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        return (
          template, diagnostics + [.error(#"this "{{" is never closed"#, at: here, hint: #"end the field with "}}""#)]
        )
      }
      let name = rest[start.upperBound..<end.lowerBound].filter { $0 != " " }
      if let field = Field(rawValue: name), hasToken || !field.isOfToken {
        template.pieces.append(.field(field))
      } else {
        let names = Field.allCases.filter { hasToken || !$0.isOfToken }.map(\.rawValue)
        let near = nearestName(to: name, among: names).map { #"did you mean "\#($0)"?"# }
        diagnostics.append(
          .error(#"unknown field "\#(name)""#, at: here, hint: near ?? "write one of \(names.joined(separator: ", "))"))
      }
      rest = rest[end.upperBound...]
    }
    template.pieces.append(.text(String(rest)))
    return (template, diagnostics)
  }

  private init(isAddress: Bool) {
    self.isAddress = isAddress
  }

  /// What the code of `user`, whose token is `token`, says; nil for a template that was parsed for people without tokens.
  public func payload(for user: User, _ token: Token?) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .field(let field):
        isAddress ? Self.percentEncoded(field.value(user, token)) : field.value(user, token)
      }
    }.joined()
  }

  /// All bytes but letters, digits and `-._~` as `%41`. Source: RFC 3986, section 2.3.
  private static func percentEncoded(_ text: String) -> String {
    String(
      decoding: text.utf8.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "~"):
          [byte]
        default: Array(("%" + Hexadecimal.encoded([byte]).uppercased()).utf8)
        }
      }, as: UTF8.self)
  }
}
