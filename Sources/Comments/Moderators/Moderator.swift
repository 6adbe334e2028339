/// Somebody who decides on the comments of one site.
package struct Moderator: Sendable, Equatable {
  package var id: UUIDv7
  package var site: String
  /// What they sign in with; one on each site has it.
  package var name: String
  /// Where they are told of comments; nil where they want no mail.
  package var mail: String?

  package init(id: UUIDv7, site: String, name: String, mail: String? = nil) {
    (self.id, self.site, self.name, self.mail) = (id, site, name, mail)
  }
}
