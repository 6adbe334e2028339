import Crypto

/// A vault's people at one time, each sealed until it is asked for; any number of threads may ask.
public struct SealedPeople: Sendable {
  let records: [VaultRecord]
  let key: SymmetricKey
  let path: String

  /// How many people there are.
  public var count: Int { records.count }

  /// Differs whenever any record does.
  public var fingerprint: [UInt8] {
    var hash = SHA256()
    for record in records {
      hash.update(data: Array("\(record.id) \(record.version) \(record.sealed.count) ".utf8))
      hash.update(data: record.sealed)
    }
    return Array(hash.finalize())
  }

  /// The person whose record is the `index`th, counted from 0 and in the order in which they came.
  public func enrollee(at index: Int) throws(VaultError) -> Enrollee {
    guard let enrollee = records[index].enrollee(key) else { throw .damaged(path: path, line: index + 4) }
    return enrollee
  }
}
