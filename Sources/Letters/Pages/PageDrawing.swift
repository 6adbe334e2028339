/// What is drawn on one page by one source: what many letters share, or what one has besides.
///
/// Pieces that follow each other and belong to the same part of the text become one content of that part.
struct PageDrawing: Sendable {
  private(set) var stream: ContentStream
  /// The structure element of each content, from `firstMark` on.
  private(set) var marks: [Int] = []
  private let firstMark: Int
  private var open = Open.nothing

  private enum Open: Equatable {
    case nothing, artifact, element(Int)
  }

  /// A page of `height` points, whose first content has the number `firstMark`.
  init(height: Double, firstMark: Int) {
    stream = ContentStream(pageHeight: height)
    self.firstMark = firstMark
  }

  /// Draws `slab`, whose left and top edges are at `left` and `top`, in points.
  mutating func draw(
    _ slab: Slab, left: Double, top: Double, tree: StructureTree, fonts: inout FontUses, _ book: FontBook
  ) {
    for piece in slab.pieces {
      begin(piece.element, tree)
      switch piece.drawing {
      case .line(let line, let x, let y):
        stream.draw(line, left: left + x, top: top + y, fonts: &fonts, book)
      case .fill(let x, let y, let width, let height, let ink):
        stream.fill(left: left + x, top: top + y, width: width, height: height, ink)
      case .picture(let name, let x, let y, let width, let height):
        stream.picture(name, left: left + x, top: top + y, width: width, height: height)
      }
    }
  }

  /// Ends the last content; nothing is drawn after.
  mutating func finish() { change(to: .nothing) }

  private mutating func begin(_ element: Int?, _ tree: StructureTree) {
    guard let element else { return change(to: .artifact) }
    guard open != .element(element) else { return }
    change(to: .element(element))
    stream.begin(tree.type(of: element), firstMark + marks.count)
    marks.append(element)
  }

  private mutating func change(to next: Open) {
    guard next != open else { return }
    if open != .nothing { stream.end() }
    open = next
    if next == .artifact { stream.beginArtifact() }
  }
}
