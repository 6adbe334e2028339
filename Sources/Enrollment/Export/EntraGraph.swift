import Diagnostics

/// The body of a PATCH to Microsoft Graph's `directory/authenticationMethodDevices/hardwareOathDevices`.
///
/// Source: Microsoft Graph (beta), "Create one or more hardwareOathTokenAuthenticationMethodDevice objects"; Entra, "How to
/// manage OATH tokens".
struct EntraGraph: TokenExport {
  let device: DeviceName
  /// Whether people take their tokens themselves, by the serial.
  let isUnassigned: Bool

  private static let limits = TokenLimits(
    system: "Entra ID", algorithms: [.sha1, .sha256], digits: [6], takesCounters: false)

  func obstacles(to token: ExportedToken) -> [Diagnostic] {
    var found = Self.limits.obstacles(to: token)
    if !isUnassigned, !Self.isObjectID(token.user.id) {
      found.append(
        .error(
          #"the id of "\#(token.user.principalName)" is "\#(token.user.id)", which is no object id of Entra ID"#,
          at: nil,
          hint:
            "import a list with Entra's column objectId, or give --unassigned and let people take the token by its serial"
        ))
    }
    return found
  }

  func head() -> [UInt8] { Array(##"{"@context":"#$delta","value":["##.utf8) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      text += Array(((index > 0 ? "," : "") + "\n").utf8)
      var object = JSONObject()
      object.add("@contentId", String(index + 1))
      object.add("serialNumber", token.token.serial)
      object.add("manufacturer", device.manufacturer)
      object.add("model", device.model)
      object.add("secretKey", token.token.secret.base32)
      object.add("timeIntervalInSeconds", token.token.shape.period ?? 0)
      object.add("hashFunction", "hmac" + token.token.shape.algorithm.rawValue.lowercased())
      if !isUnassigned {
        var person = JSONObject()
        person.add("id", token.user.id)
        object.add("assignTo", person)
      }
      text += object.bytes
    }
    return text
  }

  func tail() -> [UInt8] { Array("\n]}\n".utf8) }

  /// Whether `text` is a UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. Source: RFC 9562, section 4.
  private static func isObjectID(_ text: String) -> Bool {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.joined().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }
}
