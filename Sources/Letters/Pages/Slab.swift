/// A strip of the text from the left margin to the right that no page's end cuts: a line, a picture, a table's row.
struct Slab: Sendable {
  /// What is drawn, in points from the slab's left and top edges.
  enum Drawing: Sendable {
    case line(TextLine, left: Double, top: Double)
    case fill(left: Double, top: Double, width: Double, height: Double, Ink)
    /// The picture that the page's resources call `name`.
    case picture(name: String, left: Double, top: Double, width: Double, height: Double)
  }

  /// A drawing and the part of the text that it belongs to.
  struct Piece: Sendable {
    /// In the `StructureTree`; nil: no part of the text.
    var element: Int?
    var drawing: Drawing
  }

  /// In points.
  var height: Double
  /// The least room above it, unless it is the first on its page.
  var before = 0.0
  /// Whether no page ends between it and the next.
  var keepsWithNext = false
  var pieces: [Piece] = []

  /// Adds `distance` points of room at the top.
  mutating func moveDown(by distance: Double) {
    height += distance
    for index in pieces.indices { pieces[index].drawing.moveDown(by: distance) }
  }

  /// Adds `distance` points of room at the foot; what is drawn behind goes on.
  mutating func extend(by distance: Double) {
    for index in pieces.indices {
      if case .fill(let left, let top, let width, let depth, let ink) = pieces[index].drawing, top + depth == height {
        pieces[index].drawing = .fill(left: left, top: top, width: width, height: depth + distance, ink)
      }
    }
    height += distance
  }

  /// Draws all of `other` too, `top` points below this one's top.
  mutating func add(_ other: Slab, top: Double) {
    for var piece in other.pieces {
      piece.drawing.moveDown(by: top)
      pieces.append(piece)
    }
  }

  /// Puts all to the other side of a strip of `width` points: what was `x` from its left edge is `x` from its right.
  mutating func mirror(in width: Double) {
    for index in pieces.indices { pieces[index].drawing.mirror(in: width) }
  }

  /// Puts `line` before the first line of text, at its height.
  mutating func insertLabel(_ line: TextLine, element: Int, left: Double) {
    let index = pieces.firstIndex { $0.drawing.baseline != nil } ?? pieces.count
    let baseline = index < pieces.count ? pieces[index].drawing.baseline ?? line.baseline : line.baseline
    pieces.insert(
      Piece(element: element, drawing: .line(line, left: left, top: baseline - line.baseline)), at: index)
  }
}

extension Slab.Drawing {
  fileprivate mutating func mirror(in room: Double) {
    switch self {
    case .line(let line, let left, let top):
      // Letters stay in their order: the line moves as a whole.
      self = .line(line, left: room - left - line.width - line.start, top: top)
    case .fill(let left, let top, let width, let height, let ink):
      self = .fill(left: room - left - width, top: top, width: width, height: height, ink)
    case .picture(let name, let left, let top, let width, let height):
      self = .picture(name: name, left: room - left - width, top: top, width: width, height: height)
    }
  }

  /// From the slab's top to the feet of its letters; nil of what has none.
  fileprivate var baseline: Double? {
    if case .line(let line, _, let top) = self { top + line.baseline } else { nil }
  }

  fileprivate mutating func moveDown(by distance: Double) {
    switch self {
    case .line(let line, let left, let top): self = .line(line, left: left, top: top + distance)
    case .fill(let left, let top, let width, let height, let ink):
      self = .fill(left: left, top: top + distance, width: width, height: height, ink)
    case .picture(let name, let left, let top, let width, let height):
      self = .picture(name: name, left: left, top: top + distance, width: width, height: height)
    }
  }
}

/// Where slabs stand: the page, and the distance of the top edge from the sheet's.
struct Placement: Sendable, Equatable {
  var page: Int
  /// In points.
  var top: Double

  /// Places `slabs` one below the other.
  ///
  /// - Parameters:
  ///   - first: where the text begins on the first page, in points from the sheet's top.
  ///   - next: where it begins on the pages after.
  ///   - foot: where it has to end.
  /// - Returns: a placement for each slab. What is kept together but higher than a page is cut.
  static func all(_ slabs: [Slab], first: Double, next: Double, foot: Double) -> [Placement] {
    var placements: [Placement] = []
    placements.reserveCapacity(slabs.count)
    var page = 0
    var y = first
    var index = 0
    while index < slabs.count {
      var end = index
      while end + 1 < slabs.count, slabs[end].keepsWithNext { end += 1 }
      let isFirst = y == (page == 0 ? first : next)
      var height = 0.0
      for (offset, slab) in slabs[index...end].enumerated() {
        height += slab.height + (offset == 0 && isFirst ? 0 : slab.before)
      }
      if y + height > foot, !isFirst, height <= foot - next || page == 0 {
        page += 1
        y = next
        continue
      }
      for slab in slabs[index...end] {
        let start = page == 0 ? first : next
        var top = y == start ? y : y + slab.before
        if top + slab.height > foot, y != start {
          page += 1
          top = next
        }
        placements.append(Placement(page: page, top: top))
        y = top + slab.height
      }
      index = end + 1
    }
    return placements
  }
}
