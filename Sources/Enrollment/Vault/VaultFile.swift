import Crypto
import FoundationEssentials

/// The lines of a vault; `docs/content/people/enrollment.md` describes them for other programs.
///
///     guidegen vault 1
///     scrypt n=131072 r=8 p=1 salt=…      how the credential becomes a key
///     key …                               the data key, wrapped with it
///     record ID VERSION …                 one person each
///     end COUNT …                         a code that holds all lines above together
struct VaultFile {
  static let name = "guidegen vault"
  static let version = "1"

  /// Why a file is not read any further.
  enum Refusal: Error {
    case notAVault
    case unknownVersion(String)
    case damaged(line: Int)
  }

  var derivation: KeyDerivation
  var wrappedKey: [UInt8]
  var records: [VaultRecord]
  /// Authenticates all lines but the last.
  private var code: [UInt8] = []
  private var body: [UInt8] = []

  init(derivation: KeyDerivation, wrappedKey: [UInt8], records: [VaultRecord]) {
    (self.derivation, self.wrappedKey, self.records) = (derivation, wrappedKey, records)
  }

  /// Takes the lines apart; nothing is opened.
  init(_ bytes: [UInt8]) throws(Refusal) {
    let start = Array((Self.name + " ").utf8)
    guard bytes.starts(with: start) else { throw .notAVault }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let stated = String(decoding: lines[0].dropFirst(start.count), as: UTF8.self)
    guard stated == Self.version else { throw .unknownVersion(stated) }
    guard lines.count >= 5, lines[lines.count - 1].isEmpty else { throw .damaged(line: lines.count) }
    guard let derivation = KeyDerivation(String(decoding: lines[1], as: UTF8.self)) else { throw .damaged(line: 2) }
    self.derivation = derivation
    guard let wrapped = Self.base64(lines[2], after: "key ") else { throw .damaged(line: 3) }
    wrappedKey = wrapped
    records = []
    records.reserveCapacity(lines.count - 5)
    let last = lines.count - 2
    for number in 3..<last {
      guard let record = VaultRecord(line: lines[number]) else { throw .damaged(line: number + 1) }
      records.append(record)
    }
    guard let code = Self.base64(lines[last], after: "end \(records.count) ") else { throw .damaged(line: last + 1) }
    self.code = code
    body = Array(bytes[..<lines[last].startIndex])
  }

  /// The data key; nil where `wrapping` does not open it.
  func dataKey(unwrappedBy wrapping: SymmetricKey) -> SymmetricKey? {
    SealedBox.open(wrappedKey, wrapping, for: Self.keyPurpose(derivation)).map { SymmetricKey(data: $0) }
  }

  /// The bytes that carry `dataKey` in a file.
  static func wrap(
    _ dataKey: SymmetricKey, with wrapping: SymmetricKey, _ derivation: KeyDerivation
  ) throws(CryptoError) -> [UInt8] {
    let plain = dataKey.withUnsafeBytes { Data($0) }
    return try SealedBox.seal(plain, wrapping, for: keyPurpose(derivation))
  }

  /// Whether all lines are as they were written with `dataKey`.
  func isWhole(_ dataKey: SymmetricKey) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: Self.key("end", from: dataKey))
  }

  /// The whole file.
  func bytes(_ dataKey: SymmetricKey) -> [UInt8] {
    var text = "\(Self.name) \(Self.version)\n\(derivation.line)\nkey \(Data(wrappedKey).base64EncodedString())\n"
    for record in records { text += record.line + "\n" }
    let body = Array(text.utf8)
    let code = HMAC<SHA256>.authenticationCode(for: body, using: Self.key("end", from: dataKey))
    return body + Array("end \(records.count) \(Data(code).base64EncodedString())\n".utf8)
  }

  /// The key for one use of the data key. Source: RFC 5869.
  static func key(_ use: String, from dataKey: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.expand(pseudoRandomKey: dataKey, info: Array("guidegen vault \(use)".utf8), outputByteCount: 32)
  }

  private static func keyPurpose(_ derivation: KeyDerivation) -> String { "guidegen vault 1 key \(derivation.line)" }

  private static func base64(_ line: ArraySlice<UInt8>, after start: String) -> [UInt8]? {
    guard line.starts(with: Array(start.utf8)) else { return nil }
    return Data(base64Encoded: String(decoding: line.dropFirst(start.utf8.count), as: UTF8.self)).map { Array($0) }
  }
}
