import Comments
import Transfers

/// How moderators work with a comment server.
package struct ModeratorSettings: Sendable {
  package var sessions = SessionLimits()
  package var logins = LoginRates()
  /// How slow it is to guess a password.
  package var passwordCost = PasswordHash.Cost.usual
  /// How long the links in mail count, in seconds.
  package var linkTime = 7 * 86_400
  /// How moderators are told of comments; nil where they are not.
  package var mail: MailSettings?

  package init() {}
}

/// How moderators are told of comments by mail. Nobody else ever gets any.
package struct MailSettings: Sendable {
  package var server: MailServer
  /// Who it comes from.
  package var sender: MailAddress
  /// Who gets it, besides the moderators in the database that have a mail address.
  package var recipients: [MailAddress]
  /// How long a comment waits for others to be sent along with, in seconds.
  package var delay = 60
  /// How often to look whether there is something to send, in milliseconds.
  package var interval = 5_000
  /// When to give up, in seconds after the comment came in.
  package var patience = 3 * 86_400

  package init(server: MailServer, sender: MailAddress, recipients: [MailAddress] = []) {
    (self.server, self.sender, self.recipients) = (server, sender, recipients)
  }
}
