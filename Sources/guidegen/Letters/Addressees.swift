#if Letters
import Enrollment
import Guide
import Letters
import YAML

/// The people whom a run of letters is for, and what each letter says of its own.
protocol Addressees: Sendable {
  /// In the letters' order.
  var people: [Addressee] { get }
  /// Whether the secrets are so short that a letter's hash tells them to somebody who tries all.
  var hasShortSecrets: Bool { get }
  /// Differs whenever the letters of the same people would.
  var fingerprint: [UInt8] { get }

  /// What the letter to the `index`th person says.
  func recipient(_ index: Int, of guide: LetterTexts) throws(VaultError) -> Recipient
}

/// Somebody who gets a letter; the secret stays where it is until the letter is made.
struct Addressee: Sendable {
  let principalName: String
  /// What the letter's file is named for.
  let serial: String
  let reader: PersonalReader
}

extension User {
  /// What every letter says of the person.
  var letterFields: [PersonalField: String] {
    [
      .name: displayName.isEmpty ? principalName : displayName, .account: principalName, .email: email,
      .address: address.joined(separator: "\n"),
    ]
  }
}

extension Recipient {
  /// Somebody with `values` and a code that says `payload`.
  init(_ values: [PersonalField: String], payload: String) {
    self.init(fields: Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) }), payload: payload)
  }
}
#endif
