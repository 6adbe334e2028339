import Crypto
import Diagnostics
import FoundationEssentials

/// Users for Keycloak's partial import, each with a credential of the type `otp`.
///
/// Without `secretEncoding` Keycloak would take the letters of the Base32 text for the key. Source: Keycloak's
/// OTPCredentialModel (since version 22); "Importing and exporting realms".
struct Keycloak: TokenExport {
  /// Whether a second credential holds the hashes of each person's recovery codes.
  let hasRecoveryCodes: Bool

  private static let limits = TokenLimits(system: "Keycloak")

  func obstacles(to token: ExportedToken) -> [Diagnostic] { Self.limits.obstacles(to: token) }

  func head() -> [UInt8] { Array(#"{"ifResourceExists":"SKIP","users":["#.utf8) }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    var text: [UInt8] = []
    for token in tokens {
      text += Array(((index > 0 ? "," : "") + "\n").utf8)
      var user = JSONObject()
      user.add("username", token.name)
      if !token.user.email.isEmpty { user.add("email", token.user.email) }
      var credential = JSONObject()
      credential.add("type", "otp")
      credential.add("userLabel", token.token.serial)
      credential.add("createdDate", token.token.created * 1000)
      credential.add("secretData", secretData(token.token).text)
      credential.add("credentialData", credentialData(token.token.shape).text)
      var credentials = [credential]
      if hasRecoveryCodes, let codes = token.recoveryCodes { credentials.append(recoveryCredential(codes)) }
      user.add("credentials", credentials)
      text += user.bytes
    }
    return text
  }

  func tail() -> [UInt8] { Array("\n]}\n".utf8) }

  /// The codes' SHA-512, which Keycloak before 26.2 calls RS512 and later versions do not look up. Source: Keycloak's
  /// RecoveryAuthnCodesCredentialModel and RecoveryAuthnCodesUtils.
  private func recoveryCredential(_ codes: RecoveryCodes) -> JSONObject {
    let hashes = codes.codes.enumerated().map { number, code in
      var hash = JSONObject()
      hash.add("number", number + 1)
      hash.add("encodedHashedValue", Data(SHA512.hash(data: Array(code.utf8))).base64EncodedString())
      return hash
    }
    var (secret, data, credential) = (JSONObject(), JSONObject(), JSONObject())
    secret.add("codes", hashes)
    data.add("hashIterations", 1)
    data.add("algorithm", "RS512")
    data.add("remaining", hashes.count)
    data.add("total", hashes.count)
    credential.add("type", "recovery-authn-codes")
    credential.add("createdDate", codes.created * 1000)
    credential.add("secretData", secret.text)
    credential.add("credentialData", data.text)
    return credential
  }

  private func secretData(_ token: Token) -> JSONObject {
    var data = JSONObject()
    data.add("value", token.secret.base32)
    return data
  }

  private func credentialData(_ shape: Token.Shape) -> JSONObject {
    var data = JSONObject()
    switch shape.moving {
    case .time(let period):
      data.add("subType", "totp")
      data.add("period", period)
      data.add("counter", 0)
    case .counter(let counter):
      data.add("subType", "hotp")
      data.add("period", 0)
      data.add("counter", Int(clamping: counter))
    }
    data.add("digits", shape.digits)
    data.add("algorithm", "Hmac" + shape.algorithm.rawValue)
    data.add("secretEncoding", "BASE32")
    return data
  }
}
