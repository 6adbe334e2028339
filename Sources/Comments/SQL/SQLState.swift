extension SQLError {
  /// What the five characters of `state` mean, with the database's own words.
  ///
  /// Source: postgresql.org/docs/15/errcodes-appendix.html.
  package init(state: String, _ message: String) {
    let kind: Kind =
      switch state {
      case "40001", "40P01": .conflict
      // Too long for a lock, or altogether.
      case "55P03", "57014": .locked
      case "53100": .full
      case "25006", "42501": .readOnly
      // Whether a commit reached the disk is not known.
      case "40003": .unavailable
      // The transaction was left alone too long, or the statement that was prepared is not there any more: somebody
      // stands between this connection and the database.
      case "25P03", "26000": .unavailable
      default:
        switch state.prefix(2) {
        // Connections, passwords, databases that are not there, resources, operators, and the system beneath.
        case "08", "28", "3D", "53", "57", "58": .unavailable
        case "XX": state == "XX000" ? .other : .damaged
        case "23": .constraint
        default: .other
        }
      }
    // Of values that it does not like the database cites some.
    self.init(kind, state.hasPrefix("22") ? "a value is refused (SQLSTATE \(state))" : message)
  }
}
