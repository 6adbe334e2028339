import Crypto
import CryptoExtras
import Foundation

/// Does the work that a challenge asks for, as the protocol says.
enum WorkDone {
  struct NoSolution: Error {}

  /// What a browser sends for the challenge with this JSON.
  static func proof(for challenge: String) throws -> String {
    guard let object = try JSONSerialization.jsonObject(with: Data(challenge.utf8)) as? [String: Any],
      let parameters = object["parameters"] as? [String: Any], let cost = parameters["cost"] as? Int
    else { throw NoSolution() }
    let (nonce, salt) = (bytes(parameters["nonce"]), bytes(parameters["salt"]))
    let prefix = bytes(parameters["keyPrefix"])
    for counter in UInt32(0)...1000 {
      let key = try KDF.Insecure.PBKDF2.deriveKey(
        from: nonce + withUnsafeBytes(of: counter.bigEndian, Array.init), salt: salt, using: .sha256,
        outputByteCount: 32, unsafeUncheckedRounds: cost)
      let found = key.withUnsafeBytes { Array($0) }
      guard found.starts(with: prefix) else { continue }
      let digits = found.map { String(format: "%02x", $0) }.joined()
      let answer: [String: Any] = ["challenge": object, "solution": ["counter": Int(counter), "derivedKey": digits]]
      return try JSONSerialization.data(withJSONObject: answer, options: [.withoutEscapingSlashes])
        .base64EncodedString()
    }
    throw NoSolution()
  }

  private static func bytes(_ digits: Any?) -> [UInt8] {
    let digits = Array(digits as? String ?? "?")
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
  }
}
