/// Digits and letters of which none is taken for another. Source: Crockford, "Base 32".
enum Crockford {
  /// The 32 of them, by value.
  static let digits: [Character] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
}
