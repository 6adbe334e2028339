/// How wide and high a picture is, in CSS pixels: with it in the page, nothing jumps when the picture arrives.
struct ImageSize: Sendable, Equatable {
  var width: Int
  var height: Int

  /// More pixels than this no side of a picture has: JPEG and GIF count in 16 bits, and browsers draw no larger ones.
  static let largestSide = 65_535

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// That of a picture which says it is of this size; nil where none is.
  init?(checked width: Int, _ height: Int) {
    let sides = 1...Self.largestSide
    guard sides.contains(width), sides.contains(height) else { return nil }
    self.init(width: width, height: height)
  }
}
