/// How letters look, whatever they say.
public struct Stationery: Sendable, Equatable {
  /// Where the address and the folds are.
  public var envelope: Envelope
  /// The family of running text, and where it lacks a letter others that have it.
  public var textFamily: String
  /// The family of what is typed as it stands.
  public var codeFamily: String
  /// Of running text, in points.
  public var size: Double

  /// Stationery for `envelope`.
  public init(
    envelope: Envelope = .din5008B, textFamily: String = "Noto Sans", codeFamily: String = "Noto Sans Mono",
    size: Double = 10
  ) {
    (self.envelope, self.textFamily, self.codeFamily, self.size) = (envelope, textFamily, codeFamily, size)
  }

  /// From the sheet's edges to the text, in millimetres; DIN 5008 has the same.
  static let leftMargin = 25.0
  static let rightMargin = 20.0
  static let topMargin = 20.0
  static let footMargin = 22.0

  /// Of the text, in points.
  var textWidth: Double { (envelope.paper.width - Self.leftMargin - Self.rightMargin).millimetres }
  /// Where the text begins on pages after the first, in points from the sheet's top.
  var top: Double { Self.topMargin.millimetres }
  /// Where the text ends.
  var foot: Double { (envelope.paper.height - Self.footMargin).millimetres }
  /// Where the line at a page's foot is.
  var footline: Double { (envelope.paper.height - 15).millimetres }

  /// What stands beside the window: the date, whom to ask.
  var facts: Area {
    let window = envelope.window
    let right = envelope.paper.width - Self.rightMargin
    let left = window.left > envelope.paper.width - window.right ? Self.leftMargin : window.right + 10
    let end = window.left > envelope.paper.width - window.right ? window.left - 5 : right
    return Area(left: left, top: window.top + 5, width: end - left, height: window.height)
  }
}
