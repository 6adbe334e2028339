/// Why something could not be sent or fetched. Its words name hosts and files, never passwords or what was sent.
package struct TransferError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// libcurl is not on this machine.
    case noLibrary
    /// An address or a setting is none that can be used.
    case setting
    /// The password cannot be read.
    case password
    /// There is nobody at the other end.
    case unreachable
    /// The other end offers no encryption, or cannot show who it is.
    case unprotected
    /// The other end does not take the user and the password.
    case login
    /// The other end says no to what was asked of it.
    case refused
    /// There is more to fetch than may be.
    case tooLarge
    /// It took too long.
    case late
    /// The program is about to end.
    case cancelled
    /// Anything else.
    case other
  }

  package var kind: Kind
  /// What is wrong, and what to do where that is known.
  package var message: String

  init(_ kind: Kind, _ message: String) {
    (self.kind, self.message) = (kind, message)
  }

  package var description: String { message }
}
