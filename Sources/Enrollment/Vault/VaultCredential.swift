import Crypto
import CryptoExtras
import FoundationEssentials

/// What opens a vault.
public enum VaultCredential: Sendable {
  /// Words that a person types, as bytes; see `leastPassphrase`.
  case passphrase([UInt8])
  /// What a key file holds; see `keyFileCounts`.
  case keyFile([UInt8])

  /// A vault that was stolen can be tried on without end, so a passphrase has as many bytes at the least.
  public static let leastPassphrase = 12
  /// How many bytes a key file has.
  public static let keyFileCounts = 32...4096
}

/// How a vault's credential becomes a key, as the vault's second line says it.
struct KeyDerivation: Equatable {
  enum Function: Equatable {
    /// RFC 7914: `n` a power of two.
    case scrypt(n: Int, r: Int, p: Int)
    /// RFC 5869 with SHA-256, for key files, which need no stretching.
    case hkdf
  }

  var function: Function
  /// 16 random bytes.
  var salt: [UInt8]

  /// About a third of a second and 128 MiB. Source: OWASP's Password Storage Cheat Sheet, which asks for no less.
  static let usualScrypt = Function.scrypt(n: 1 << 17, r: 8, p: 1)
  /// The most that is done for a file that may have been made to keep the machine busy: 1 GiB.
  private static let mostScrypt = (n: 1 << 20, r: 8, p: 4)

  init(for credential: VaultCredential, salt: [UInt8], passphraseFunction: Function = usualScrypt) {
    self.salt = salt
    switch credential {
    case .passphrase: function = passphraseFunction
    case .keyFile: function = .hkdf
    }
  }

  /// What `line` says, such as `scrypt n=131072 r=8 p=1 salt=…`; nil where it says nothing of the kind.
  init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    func value(_ index: Int, _ name: String) -> Substring? {
      guard words.indices.contains(index), words[index].hasPrefix(name + "=") else { return nil }
      return Substring(words[index].dropFirst(name.count + 1))
    }
    switch words.first {
    case "scrypt":
      guard words.count == 5, let n = value(1, "n").flatMap({ Int($0) }), let r = value(2, "r").flatMap({ Int($0) }),
        let p = value(3, "p").flatMap({ Int($0) }), n > 1, n.nonzeroBitCount == 1, n <= Self.mostScrypt.n,
        1...Self.mostScrypt.r ~= r, 1...Self.mostScrypt.p ~= p
      else { return nil }
      function = .scrypt(n: n, r: r, p: p)
    case "hkdf-sha256":
      guard words.count == 2 else { return nil }
      function = .hkdf
    default: return nil
    }
    guard let text = value(words.count - 1, "salt"), let salt = Data(base64Encoded: String(text)), salt.count == 16
    else { return nil }
    self.salt = Array(salt)
  }

  /// The line that `init(_:)` reads.
  var line: String {
    let salt = Data(salt).base64EncodedString()
    switch function {
    case .scrypt(let n, let r, let p): return "scrypt n=\(n) r=\(r) p=\(p) salt=\(salt)"
    case .hkdf: return "hkdf-sha256 salt=\(salt)"
    }
  }

  /// Whether it is for a passphrase.
  var wantsPassphrase: Bool { function != .hkdf }

  /// The 256-bit key that wraps the vault's own; nil where `credential` is of the other kind.
  func key(from credential: VaultCredential) throws(CryptoError) -> SymmetricKey? {
    switch (function, credential) {
    case (.scrypt(let n, let r, let p), .passphrase(let words)):
      do {
        return try KDF.Scrypt.deriveKey(
          from: words, salt: salt, outputByteCount: 32, rounds: n, blockSize: r, parallelism: p,
          maxMemory: 256 * n * r + 1 << 20)
      } catch {
        throw CryptoError()
      }
    case (.hkdf, .keyFile(let bytes)):
      return HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: bytes), salt: salt, info: Array("guidegen vault credential".utf8),
        outputByteCount: 32)
    default: return nil
    }
  }
}

/// The cryptography refused, which only a lack of memory explains.
struct CryptoError: Error {}
