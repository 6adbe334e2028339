import Crypto
import CryptoExtras
import FoundationEssentials

/// What is kept of a password: enough to know it again, and slow to guess from.
///
/// `scrypt$16384$8$5$salt$hash`, its numbers N, r and p, both others in Base64. Source: RFC 7914.
package struct PasswordHash: Sendable, Equatable {
  package let text: String

  /// How much work one guess is.
  package struct Cost: Sendable, Equatable {
    /// Memory: 128 · r · N bytes. A power of two.
    package var n: Int
    package var r: Int
    /// How often it is done over.
    package var p: Int

    package init(n: Int, r: Int, p: Int) {
      (self.n, self.r, self.p) = (n, r, p)
    }

    /// 16 MB and about a quarter of a second. Source: OWASP's Password Storage Cheat Sheet.
    package static let usual = Cost(n: 16_384, r: 8, p: 5)

    /// What is read from a database must not take all memory or all day.
    fileprivate var isBearable: Bool {
      (2...(1 << 20)).contains(n) && n.nonzeroBitCount == 1 && (1...32).contains(r) && (1...16).contains(p)
        && n * r <= 1 << 23
    }
  }

  /// Bytes of a password, as UTF-8.
  package static let lengths = 8...1_024

  private static let saltCount = 16
  private static let hashCount = 32

  /// What was kept, as it stands in the database.
  package init(stored text: String) {
    self.text = text
  }

  /// The hash of a new `password`; nil for one that is too short or too long (`lengths`).
  package init?(
    of password: String, cost: Cost = .usual, random: inout some RandomNumberGenerator
  ) {
    guard Self.lengths.contains(password.utf8.count) else { return nil }
    let salt = (0..<Self.saltCount).map { _ in UInt8.random(in: 0...255, using: &random) }
    guard let hash = Self.hash(password, salt, cost) else { return nil }
    let encoded = hash.withUnsafeBytes { Data($0).base64EncodedString() }
    text = "scrypt$\(cost.n)$\(cost.r)$\(cost.p)$\(Data(salt).base64EncodedString())$\(encoded)"
  }

  /// Whether `password` is the one; it takes a while, and the same while where it is not.
  package func matches(_ password: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let n = Int(parts[1]),
      let r = Int(parts[2]), let p = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])), salt.count >= 8,
      let known = Data(base64Encoded: String(parts[5])), known.count == Self.hashCount,
      let hash = Self.hash(password, Array(salt), Cost(n: n, r: r, p: p))
    else { return false }
    // Compared without saying by the time where they differ.
    return hash == SymmetricKey(data: known)
  }

  /// Does the work of `matches`, for a name that is nobody's.
  package static func pretend(_ password: String, cost: Cost = .usual) {
    _ = hash(password, [UInt8](repeating: 0, count: saltCount), cost)
  }

  private static func hash(_ password: String, _ salt: [UInt8], _ cost: Cost) -> SymmetricKey? {
    guard cost.isBearable else { return nil }
    // An empty array has no address, which the function wants; nobody's password is a zero. One that is too long takes
    // the same work as others, and is nobody's either.
    let bytes = password.isEmpty ? [0] : Array(password.utf8.prefix(lengths.upperBound + 1))
    return try? KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: hashCount, rounds: cost.n, blockSize: cost.r, parallelism: cost.p)
  }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
  /// Says nothing of it.
  package var description: String { "hash of a password" }
  /// Shows nothing of it.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
