import Crypto
import FoundationEssentials

/// A line of the vault: who it is for stays closed until it is asked for.
struct VaultRecord: Sendable {
  /// 32 hexadecimal digits, at random: they say nothing of the person.
  let id: String
  /// 1 for a new record, one more for each change.
  private(set) var version: Int
  private(set) var sealed: [UInt8]

  /// A new record.
  init(_ enrollee: Enrollee, id: String, key: SymmetricKey) throws(CryptoError) {
    self.id = id
    version = 1
    sealed = []
    try seal(enrollee, key)
  }

  /// What `line` says; nil where it is no record.
  init?(line: ArraySlice<UInt8>) {
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 4, words[0].elementsEqual("record".utf8), words[1].count == 32,
      let version = Int(String(decoding: words[2], as: UTF8.self)), version > 0,
      let sealed = Data(base64Encoded: Data(words[3]))
    else { return nil }
    id = String(decoding: words[1], as: UTF8.self)
    self.version = version
    self.sealed = Array(sealed)
  }

  var line: String { "record \(id) \(version) \(Data(sealed).base64EncodedString())" }

  /// Puts `enrollee` in place of what it held.
  mutating func replace(with enrollee: Enrollee, _ key: SymmetricKey) throws(CryptoError) {
    version += 1
    try seal(enrollee, key)
  }

  /// Whom it is for; nil where it was altered or stands in another record's place.
  func enrollee(_ key: SymmetricKey) -> Enrollee? {
    guard let plain = SealedBox.open(sealed, key, for: purpose),
      let stored = try? JSONDecoder().decode(StoredEnrollee.self, from: plain)
    else { return nil }
    return stored.enrollee
  }

  private mutating func seal(_ enrollee: Enrollee, _ key: SymmetricKey) throws(CryptoError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let plain = try? encoder.encode(StoredEnrollee(enrollee)) else { throw CryptoError() }
    sealed = try SealedBox.seal(plain, key, for: purpose)
  }

  /// Binds the sealed bytes to this record and version.
  private var purpose: String { "guidegen vault 1 record \(id) \(version)" }
}
