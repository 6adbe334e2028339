/// The room that blocks are set in, and how their letters look.
struct Flow: Sendable {
  /// The text's edge where lines begin, in points from the text area's.
  var left: Double
  /// In points.
  var width: Double
  var style: TextStyle
  /// From line to line, as a multiple of the letters' size.
  var spacing = 1.4
  /// Between blocks, in points.
  var gap: Double
  /// What is drawn beside and behind each line.
  var ground: [Ground] = []
  /// The structure element that blocks belong to.
  var parent = 0
  /// At which side lines begin; `left` counts from that side.
  var direction = TextDirection.leftToRight

  /// A strip of colour from the top of a block to its foot.
  struct Ground: Sendable {
    /// In points from the text area's left edge.
    var left: Double
    /// In points.
    var width: Double
    var ink: Ink
  }

  /// Room that is `indent` points narrower at the left.
  func indented(by indent: Double, parent: Int? = nil) -> Flow {
    var flow = self
    flow.left += indent
    flow.width = max(40, width - indent)
    if let parent { flow.parent = parent }
    return flow
  }

  /// The same room for the parts of `parent`.
  func inside(_ parent: Int) -> Flow {
    var flow = self
    flow.parent = parent
    return flow
  }
}
