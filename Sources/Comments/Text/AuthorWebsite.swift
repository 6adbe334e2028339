/// The website that an author gives.
package struct AuthorWebsite: Sendable, Hashable {
  /// Of a page, with `https` or `http`.
  package let address: LinkAddress

  /// Bytes of an address.
  package static let maximumCount = 200

  /// The website that `text` names, with or without `https://`.
  package init(_ text: String) throws(CommentProblem) {
    guard text.utf8.count <= Self.maximumCount else { throw .websiteInvalid }
    let line = VisibleText.line(text)
    let address = [line, "https://" + line].lazy.compactMap { LinkAddress($0) }.first { $0.host?.contains(".") == true }
    guard let address else { throw .websiteInvalid }
    self.address = address
  }
}
