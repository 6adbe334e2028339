import Crypto
import Glibc

/// The one place where secrets rest: an encrypted file of people and their tokens.
///
/// A random data key seals each record, and the credential wraps the data key; so another passphrase costs one line.
/// Whoever takes the file learns how many people there are and which records changed since the copy before. The file is
/// read and written whole; no other process can have it open for writing meanwhile.
public final class Vault {
  /// What a vault is opened for.
  public enum Use: Sendable {
    case reading, writing
  }

  /// The file, as it was named.
  public let path: String
  private let lock: VaultLock
  private let dataKey: SymmetricKey
  private let recordKey: SymmetricKey
  private var file: VaultFile
  /// By the user's `id`: where the record stands.
  private var positions: [String: Int]?

  /// Makes an empty vault.
  ///
  /// - Parameter passphraseCost: how often the passphrase is stretched, a power of two; less than the usual is for tests.
  public static func create(
    at path: String, for credential: VaultCredential, using generator: inout some RandomNumberGenerator,
    passphraseCost: Int = 1 << 17
  ) throws(VaultError) -> Vault {
    try PrivateFile.makeFolder(of: path)
    let lock = try VaultLock(of: path, forWriting: true)
    guard !exists(at: path) else { throw .exists(path: path) }
    let dataKey = SymmetricKey(data: randomBytes(32, using: &generator))
    let derivation = KeyDerivation(
      for: credential, salt: randomBytes(16, using: &generator),
      passphraseFunction: .scrypt(n: passphraseCost, r: 8, p: 1))
    let file = VaultFile(
      derivation: derivation, wrappedKey: try wrap(dataKey, for: credential, derivation, path: path), records: [])
    let vault = Vault(path: path, lock: lock, file: file, dataKey: dataKey)
    try vault.save([AuditEntry(.created)])
    return vault
  }

  /// Opens the vault at `path`.
  public convenience init(
    at path: String, for use: Use, with credential: VaultCredential
  ) throws(VaultError) {
    guard Self.exists(at: path) else { throw .missing(path: path) }
    let lock = try VaultLock(of: path, forWriting: use == .writing)
    let bytes = try PrivateFile.read(path)
    let file: VaultFile
    do {
      file = try VaultFile(bytes)
    } catch {
      switch error {
      case .notAVault: throw .notAVault(path: path)
      case .unknownVersion(let version): throw .unknownVersion(path: path, version: version)
      case .damaged(let line): throw .damaged(path: path, line: line)
      }
    }
    let wrapping = try Self.wrappingKey(file.derivation, credential, path: path)
    guard let dataKey = file.dataKey(unwrappedBy: wrapping) else {
      throw .wrongCredential(path: path, isPassphrase: file.derivation.wantsPassphrase)
    }
    guard file.isWhole(dataKey) else { throw .damaged(path: path, line: 0) }
    self.init(path: path, lock: lock, file: file, dataKey: dataKey)
  }

  private init(path: String, lock: VaultLock, file: VaultFile, dataKey: SymmetricKey) {
    (self.path, self.lock, self.file, self.dataKey) = (path, lock, file, dataKey)
    recordKey = VaultFile.key("records", from: dataKey)
  }

  /// Whether there is a file at `path`.
  public static func exists(at path: String) -> Bool { PrivateFile.exists(path) }

  /// What a file that its owner alone may read holds: a passphrase, a key.
  public static func readPrivate(_ path: String) throws(VaultError) -> [UInt8] {
    do throws(VaultError) {
      return try PrivateFile.read(path)
    } catch {
      // What is said of a vault would be wrong of these.
      switch error {
      case .missing: throw .refused(attempt: "read", path: path, code: ENOENT)
      case .notAVault: throw .refused(attempt: "read", path: path, code: EISDIR)
      default: throw error
      }
    }
  }

  /// What the vault at `path` opens with: a passphrase, else a key file.
  public static func wantsPassphrase(at path: String) throws(VaultError) -> Bool {
    let bytes = try PrivateFile.read(path)
    return (try? VaultFile(bytes))?.derivation.wantsPassphrase ?? true
  }

  // MARK: People

  /// How many people it holds.
  public var count: Int { file.records.count }

  /// The person whose record is the `index`th, counted from 0 and in the order in which they came.
  public func enrollee(at index: Int) throws(VaultError) -> Enrollee {
    try people.enrollee(at: index)
  }

  /// The people as they stand now, for threads that open their records at the same time.
  public var people: SealedPeople { SealedPeople(records: file.records, key: recordKey, path: path) }

  /// All people, in the order in which they came.
  public func enrollees() throws(VaultError) -> [Enrollee] {
    var all: [Enrollee] = []
    all.reserveCapacity(count)
    for index in 0..<count { all.append(try enrollee(at: index)) }
    return all
  }

  /// Adds `enrollee`, or puts it in place of the one whose user has the same `id`; `save` makes it last.
  ///
  /// - Parameter earlierID: the `id` of the one to replace, where that was another.
  public func put(
    _ enrollee: Enrollee, inPlaceOf earlierID: String? = nil, using generator: inout some RandomNumberGenerator
  ) throws(VaultError) {
    var known = try knownPositions()
    do {
      if let index = known[earlierID ?? enrollee.user.id] {
        try file.records[index].replace(with: enrollee, recordKey)
        if let earlierID { known[earlierID] = nil }
        known[enrollee.user.id] = index
      } else {
        known[enrollee.user.id] = count
        let id = randomBytes(16, using: &generator).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        file.records.append(try VaultRecord(enrollee, id: id, key: recordKey))
      }
    } catch {
      throw .refused(attempt: "seal", path: path, code: ENOMEM)
    }
    positions = known
  }

  /// Takes the person away, secrets and all; `save` makes it last.
  public func remove(userID: String) throws(VaultError) {
    guard let index = try knownPositions()[userID] else { return }
    file.records.remove(at: index)
    positions = nil
  }

  private func knownPositions() throws(VaultError) -> [String: Int] {
    if let positions { return positions }
    var found: [String: Int] = [:]
    for (index, enrollee) in try enrollees().enumerated() { found[enrollee.user.id] = index }
    positions = found
    return found
  }

  // MARK: Saving

  /// Another credential opens it from the next `save` on.
  public func change(
    to credential: VaultCredential, using generator: inout some RandomNumberGenerator, passphraseCost: Int = 1 << 17
  ) throws(VaultError) {
    let derivation = KeyDerivation(
      for: credential, salt: randomBytes(16, using: &generator),
      passphraseFunction: .scrypt(n: passphraseCost, r: 8, p: 1))
    file.wrappedKey = try Self.wrap(dataKey, for: credential, derivation, path: path)
    file.derivation = derivation
  }

  /// Makes all changes last, at once, and writes down what they were, just before.
  public func save(_ entries: [AuditEntry]) throws(VaultError) {
    try log(entries)
    try PrivateFile.write(file.bytes(dataKey), to: path)
  }

  /// Writes down what was done with the vault that changed nothing in it.
  public func log(_ entries: [AuditEntry]) throws(VaultError) {
    guard !entries.isEmpty else { return }
    let (moment, person) = (time(nil), AuditEntry.person)
    try PrivateFile.append(entries.flatMap { $0.line(at: moment, by: person) }, to: path + ".log")
  }

  private static func wrap(
    _ dataKey: SymmetricKey, for credential: VaultCredential, _ derivation: KeyDerivation, path: String
  ) throws(VaultError) -> [UInt8] {
    let wrapping = try wrappingKey(derivation, credential, path: path)
    do {
      return try VaultFile.wrap(dataKey, with: wrapping, derivation)
    } catch {
      throw .refused(attempt: "seal", path: path, code: ENOMEM)
    }
  }

  private static func wrappingKey(
    _ derivation: KeyDerivation, _ credential: VaultCredential, path: String
  ) throws(VaultError) -> SymmetricKey {
    let key: SymmetricKey?
    do {
      key = try derivation.key(from: credential)
    } catch {
      throw .refused(attempt: "open", path: path, code: ENOMEM)
    }
    guard let key else { throw .otherCredential(path: path, wantsPassphrase: derivation.wantsPassphrase) }
    return key
  }
}

/// `count` bytes from `generator`.
func randomBytes(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
  (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
