/// Where everything stands in letters whose personal parts take the same room.
///
/// Most letters of one text have one shape: what they have in common is drawn once for it.
final class FormShape: Sendable {
  /// What the shape depends on: the heights of the personal slabs, and which structure elements they show in which
  /// order.
  struct Key: Hashable, Sendable {
    private var numbers: [Int32] = []

    /// The key of letters with these personal slabs.
    init(_ parts: [[Slab]]) {
      for part in parts {
        numbers.append(Int32(part.count))
        for slab in part {
          numbers.append(Int32((slab.height * 64).rounded()))
          numbers.append(Int32((slab.before * 64).rounded()))
          numbers.append(slab.keepsWithNext ? -2 : -3)
          for piece in slab.pieces { numbers.append(Int32(piece.element ?? -1)) }
        }
      }
    }
  }

  let key: Key
  /// With all contents.
  let tree: StructureTree
  /// Of the personal slabs that stand in the text.
  let placements: [Placement]
  /// By page: the content stream that all letters have.
  let common: [[UInt8]]
  /// By page: the number of the first content that is personal.
  let firstMarks: [Int]
  /// By page: whether anything on it is personal.
  let hasPersonal: [Bool]
  /// The glyphs of what all letters of the shape say, and of what personal parts are mostly written with.
  let uses: FontUses
  /// The sheets.
  let paper: Paper
  /// The codes that all letters of its form show.
  let pictures: [CodePicture]

  var pageCount: Int { common.count }

  init(
    key: Key, tree: StructureTree, placements: [Placement], common: [[UInt8]], firstMarks: [Int], hasPersonal: [Bool],
    uses: FontUses, paper: Paper, pictures: [CodePicture]
  ) {
    (self.key, self.tree, self.placements, self.common) = (key, tree, placements, common)
    (self.firstMarks, self.hasPersonal, self.uses) = (firstMarks, hasPersonal, uses)
    (self.paper, self.pictures) = (paper, pictures)
  }
}
