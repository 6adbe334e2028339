import Crypto

/// A task for a reader's browser: find the number that makes a key begin as said.
///
/// Nothing of it is kept: it says all that is needed to check an answer, and its signature that it was made here.
/// Source: ALTCHA, proof of work version 2 (the form of widget 3), as PyPI's altcha 2.3.0 reads and writes it.
package struct ProofChallenge: Sendable, Equatable {
  /// What the signature covers.
  struct Parameters: Sendable, Equatable {
    var difficulty: ProofDifficulty
    /// When the challenge holds no more, in seconds since 1970.
    var expires: Int
    /// When it was made, in seconds since 1970.
    var issued: Int
    /// What it is good for.
    var page: String
    /// 16 random bytes, the first part of PBKDF2's password.
    var nonce: [UInt8]
    /// 16 random bytes, PBKDF2's salt.
    var salt: [UInt8]
    /// How the key begins that is to be found: 16 bytes.
    var keyPrefix: [UInt8]
    /// The HMAC-SHA256 of that key: 32 bytes.
    var keySignature: [UInt8]
  }

  static let algorithm = "PBKDF2/SHA-256"
  /// Bytes of nonce and salt.
  static let randomCount = 16
  /// Bytes of the key that is to be found.
  static let keyCount = 32
  /// Bytes of the key that the challenge tells: half of them. Nobody can guess the others.
  static let keyPrefixCount = 16

  let parameters: Parameters
  /// The HMAC-SHA256 of the parameters' bytes.
  let signature: [UInt8]

  /// What the browser is given: `{"parameters":{…},"signature":"…"}`.
  package var json: String {
    #"{"parameters":\#(parameters.json),"signature":"\#(Hexadecimal.encoded(signature))"}"#
  }
}

extension ProofChallenge.Parameters {
  /// What is signed: compact JSON, the keys of each object in the order of their UTF-16 code units.
  var json: String {
    [
      #"{"algorithm":"\#(ProofChallenge.algorithm)","cost":\#(difficulty.cost)"#,
      #","data":{"issued":\#(issued),"page":\#(Self.quoted(page))},"expiresAt":\#(expires)"#,
      #","keyLength":\#(ProofChallenge.keyCount),"keyPrefix":"\#(Hexadecimal.encoded(keyPrefix))""#,
      #","keySignature":"\#(Hexadecimal.encoded(keySignature))","nonce":"\#(Hexadecimal.encoded(nonce))""#,
      #","salt":"\#(Hexadecimal.encoded(salt))"}"#,
    ].joined()
  }

  /// `text` as ECMAScript's `JSON.stringify` writes it (ECMA-262, 25.5.2.3), since the bytes are signed.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{08}": quoted += "\\b"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\u{0C}": quoted += "\\f"
      case "\r": quoted += "\\r"
      case "\0"..<" ": quoted += "\\u00" + Hexadecimal.encoded([UInt8(scalar.value)])
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
