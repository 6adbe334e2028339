/// How often signing in may be tried.
package struct LoginRates: Sendable, Equatable {
  /// From one network within a quarter of an hour.
  package var perNetwork: Int
  /// With one name within an hour, from browsers that nobody of that name has signed in with.
  package var perName: Int
  /// From a browser that somebody of that name has signed in with, within a quarter of an hour.
  package var perDevice: Int
  /// How many links one moderator may be sent within a quarter of an hour, which is as long as a link counts: whoever asks for
  /// them in a moderator's name, there is always one that does.
  package var mails: Int

  package init(perNetwork: Int = 20, perName: Int = 20, perDevice: Int = 20, mails: Int = 2) {
    (self.perNetwork, self.perName, self.perDevice, self.mails) = (perNetwork, perName, perDevice, mails)
  }

  private static let quarter = 900_000
  private static let hour = 3_600_000

  /// What is counted for a try with a password.
  ///
  /// - Parameters:
  ///   - address: what the client's network address is known by.
  ///   - device: nil for a browser that is not known.
  package func rules(name: String, site: String, address: String, device: KnownDevice?, key: StoreKey) -> [RateRule] {
    // A known browser is let alone by what others do, also by those who share its network.
    if let device { return [RateRule(bucket: "login with \(device.id)", period: Self.quarter, limit: perDevice)] }
    return [
      RateRule(bucket: "login from \(address) to \(site)", period: Self.quarter, limit: perNetwork),
      RateRule(bucket: "login as \(Self.code(of: name, site, key))", period: Self.hour, limit: perName),
    ]
  }

  /// What is counted for asking for a link by mail.
  package func mailRules(
    _ mail: String, site: String, address: String, key: StoreKey
  ) -> (perNetwork: RateRule, perMailbox: RateRule) {
    (
      RateRule(bucket: "link from \(address) to \(site)", period: Self.quarter, limit: perNetwork),
      RateRule(bucket: "link to \(Self.code(of: mail, site, key))", period: Self.quarter, limit: mails)
    )
  }

  /// A name that somebody types may be a password: it is not kept.
  private static func code(of text: String, _ site: String, _ key: StoreKey) -> String {
    Hexadecimal.encoded(key.code(of: ["rate", key.id, site, text]))
  }
}

extension CommentStore {
  /// Counts one more of all `rules`; returns nil where it may be done, else when to try again.
  package func take(_ rules: [RateRule], at now: Timestamp) throws(SQLError) -> Timestamp? {
    try together { () throws(SQLError) in
      for rule in rules where try count(rule, at: now) == nil { return rule.end(at: now) }
      return nil
    }
  }
}
