import FoundationEssentials
import JSON

/// What a browser sends as a proof: the challenge as it got it, and the answer. Nothing in it is believed yet.
struct ProofPayload: Sendable, Equatable {
  /// More than a challenge for the longest page address needs.
  static let maximumCount = 8_192

  var parameters: ProofChallenge.Parameters
  var signature: [UInt8]
  /// The key that was found: 32 bytes.
  var key: [UInt8]

  /// Reads `text`: Base64 of `{"challenge":{"parameters":{…},"signature":"…"},"solution":{"counter":…,"derivedKey":"…"}}`.
  ///
  /// The parameters must be exactly those that a challenge has; beside them may be more, which is not looked at.
  init(_ text: String) throws(ProofRefusal) {
    guard text.utf8.count <= Self.maximumCount else { throw .tooLong }
    guard let data = Data(base64Encoded: text) else { throw .malformed("no Base64") }
    let payload: JSONValue
    do throws(JSONError) {
      payload = try JSONReader.read(Array(data)[...], maximumDepth: 8)
    } catch {
      throw .malformed(error.description)
    }
    let challenge = try payload.member("challenge")
    parameters = try ProofChallenge.Parameters(challenge.member("parameters"))
    signature = try challenge.bytes("signature", count: 32)
    let solution = try payload.member("solution")
    key = try solution.bytes("derivedKey", count: ProofChallenge.keyCount)
    guard ProofDifficulty.counters.contains(try solution.integer("counter")) else {
      throw .malformed(#"another "counter" than challenges have"#)
    }
  }
}

extension ProofChallenge.Parameters {
  private static let names: Set<String> = [
    "algorithm", "cost", "data", "expiresAt", "keyLength", "keyPrefix", "keySignature", "nonce", "salt",
  ]

  /// Reads the parameters of a challenge: those that `json` writes, and no others.
  fileprivate init(_ value: JSONValue) throws(ProofRefusal) {
    let data = try value.member("data")
    guard Set(value.members?.map(\.name) ?? []) == Self.names, data.members?.count == 2 else {
      throw .malformed("other parameters than challenges have")
    }
    guard try value.text("algorithm") == ProofChallenge.algorithm else { throw .malformed(#"another "algorithm""#) }
    guard try value.integer("keyLength") == ProofChallenge.keyCount else { throw .malformed(#"another "keyLength""#) }
    guard let difficulty = ProofDifficulty(cost: try value.integer("cost")) else {
      throw .malformed(#"another "cost" than challenges have"#)
    }
    self.difficulty = difficulty
    expires = try value.integer("expiresAt")
    issued = try data.integer("issued")
    page = try data.text("page")
    nonce = try value.bytes("nonce", count: ProofChallenge.randomCount)
    salt = try value.bytes("salt", count: ProofChallenge.randomCount)
    keyPrefix = try value.bytes("keyPrefix", count: ProofChallenge.keyPrefixCount)
    keySignature = try value.bytes("keySignature", count: 32)
  }
}

extension JSONValue {
  fileprivate func member(_ name: String) throws(ProofRefusal) -> JSONValue {
    guard let value = self[name] else { throw .malformed(#"no "\#(name)""#) }
    return value
  }

  fileprivate func text(_ name: String) throws(ProofRefusal) -> String {
    guard let text = try member(name).string else { throw .malformed(#""\#(name)" is no text"#) }
    return text
  }

  fileprivate func integer(_ name: String) throws(ProofRefusal) -> Int {
    guard let number = try member(name).integer else { throw .malformed(#""\#(name)" is no whole number"#) }
    return number
  }

  fileprivate func bytes(_ name: String, count: Int) throws(ProofRefusal) -> [UInt8] {
    guard let bytes = Hexadecimal.decoded(try text(name), count: count) else {
      throw .malformed(#""\#(name)" is not \#(count) bytes in hexadecimal"#)
    }
    return bytes
  }
}
