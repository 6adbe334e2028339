/// What a list of users would change in a vault.
public struct EnrollmentPlan: Sendable {
  /// What becomes of one person.
  public enum Step: Sendable, Equatable {
    /// Gets a first token.
    case new(User)
    /// Keeps the token, and nothing else changes.
    case kept(User)
    /// Keeps the token; the names of the fields say what the list has otherwise than before.
    case changed(User, fields: [String])
    /// Stands in the vault with a token that holds, but not in the list.
    case missing(User)
    /// Stands in the list, and the vault knows only revoked tokens: gets a new one.
    case returning(User)
    /// Is to get a new token in place of the one that holds.
    case rotated(User)

    /// The person.
    public var user: User {
      switch self {
      case .new(let user), .kept(let user), .changed(let user, _), .missing(let user), .returning(let user),
        .rotated(let user):
        user
      }
    }
  }

  /// In the list's order, those who are missing behind the others.
  public let steps: [Step]
  /// By the `id` of a person in the list: the one that the vault has, where the list had none when it was imported.
  public let earlierIDs: [String: String]

  /// Compares `users` with `enrollees`, who are in the vault.
  ///
  /// - Parameter rotated: the `id` of those who are to get a new token.
  public init(users: [User], enrollees: [Enrollee], rotated: Set<String> = []) {
    var known: [String: Enrollee] = [:]
    for enrollee in enrollees { known[enrollee.user.id] = enrollee }
    var steps: [Step] = []
    var earlierIDs: [String: String] = [:]
    for user in users {
      // Who came without an identity of their own is known by the principal name, and is nobody else for having one.
      let earlierID = user.principalName.lowercased()
      if known[user.id] == nil, known[earlierID] != nil { earlierIDs[user.id] = earlierID }
      guard let old = known.removeValue(forKey: earlierIDs[user.id] ?? user.id) else {
        steps.append(.new(user))
        continue
      }
      let fields = Self.differences(old.user, user)
      if rotated.contains(user.id) {
        steps.append(.rotated(user))
      } else if old.token == nil {
        steps.append(.returning(user))
      } else {
        steps.append(fields.isEmpty ? .kept(user) : .changed(user, fields: fields))
      }
    }
    for enrollee in enrollees where known[enrollee.user.id] != nil && enrollee.token != nil {
      steps.append(.missing(enrollee.user))
    }
    (self.steps, self.earlierIDs) = (steps, earlierIDs)
  }

  /// What the two have otherwise, as columns are called.
  private static func differences(_ old: User, _ new: User) -> [String] {
    let pairs: [(UserField, Bool)] = [
      (.id, old.id == new.id),
      (.principalName, old.principalName == new.principalName), (.displayName, old.displayName == new.displayName),
      (.email, old.email == new.email), (.address, old.address == new.address),
      (.language, old.language == new.language), (.browser, old.browser == new.browser),
      (.platform, old.platform == new.platform),
    ]
    return pairs.filter { !$0.1 }.map(\.0.name)
  }
}
