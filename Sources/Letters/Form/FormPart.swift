/// A part of a letter's text, in the order in which it is read.
enum FormPart {
  /// The same for all people.
  case common([Slab])
  /// Set anew for each; its first structure element has the number `firstElement`.
  case personal(Element, Flow, kind: Kind, firstElement: Int)

  /// How a part is set.
  enum Kind {
    case text, address, facts
  }
}

/// A part that has its own place on the first page.
struct FixedPart {
  var part: FormPart
  /// In points from the sheet's edges.
  var left: Double
  var top: Double
  /// In points; what does not fit is set smaller, as far as it can be read.
  var height: Double
}
