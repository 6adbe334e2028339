/// What a version looks like before data is placed: function patterns, and the modules that are left for data.
final class Layout: Sendable {
  let version: QRCode.Version
  /// Dark where finder, timing, alignment and version patterns are dark; format information is light.
  let patterns: QRCode.Matrix
  /// Dark where a module belongs to a function pattern or to format or version information.
  let reserved: QRCode.Matrix
  /// Dark where `patterns` says what a module must be: `reserved` without format information.
  let fixed: QRCode.Matrix
  /// The modules for data in the order in which bits are placed.
  let dataModules: [Module]

  /// A place in the grid.
  struct Module: Sendable {
    var x: Int16
    var y: Int16
  }

  /// The layout of `version`, made at the first call.
  static func of(_ version: QRCode.Version) -> Layout {
    slots[version.family.rawValue * 40 + version.number - 1].value { Layout(version) }
  }

  private static let slots = (0..<120).map { _ in LazyValue<Layout>() }

  private init(_ version: QRCode.Version) {
    var drawing = FunctionPatterns(version)
    switch version.family {
    case .qr: drawing.drawQR()
    case .micro: drawing.drawMicro()
    case .rectangular: drawing.drawRectangular()
    }
    self.version = version
    patterns = drawing.patterns
    reserved = drawing.reserved
    fixed = Layout.withoutFormat(drawing.reserved, version)
    dataModules = Layout.placement(version, drawing.reserved)
  }

  private static func withoutFormat(_ reserved: QRCode.Matrix, _ version: QRCode.Version) -> QRCode.Matrix {
    var fixed = reserved
    for place in FormatPlaces.all(version) {
      for module in place.modules { fixed[Int(module.x), Int(module.y)] = false }
    }
    return fixed
  }

  /// Pairs of columns from the right, upwards first, then in turns; the right module of a pair before the left.
  ///
  /// Source: ISO/IEC 18004:2015, 7.7.3; ISO/IEC 23941:2022, 7.6.3.
  private static func placement(_ version: QRCode.Version, _ reserved: QRCode.Matrix) -> [Module] {
    var modules: [Module] = []
    // rMQR's right edge is a timing pattern, which pairs with no column.
    var right = version.family == .rectangular ? version.width - 2 : version.width - 1
    var upwards = true
    while right > 0 {
      // The vertical timing pattern of Model 2 belongs to no pair.
      if version.family == .qr, right == 6 { right = 5 }
      for step in 0..<version.height {
        let y = upwards ? version.height - 1 - step : step
        for x in [right, right - 1] where !reserved[x, y] {
          modules.append(Module(x: Int16(x), y: Int16(y)))
        }
      }
      upwards.toggle()
      right -= 2
    }
    return modules
  }
}

/// Draws the patterns that do not depend on the data.
struct FunctionPatterns {
  private let version: QRCode.Version
  private(set) var patterns: QRCode.Matrix
  private(set) var reserved: QRCode.Matrix

  init(_ version: QRCode.Version) {
    self.version = version
    patterns = QRCode.Matrix(width: version.width, height: version.height)
    reserved = patterns
  }

  /// Source: ISO/IEC 18004:2015, 6.3.
  mutating func drawQR() {
    let size = version.width
    // Finder patterns with their separators, and format information beside them.
    reserve(0..<9, 0..<9)
    reserve(size - 8..<size, 0..<9)
    reserve(0..<9, size - 8..<size)
    square(centreX: 3, centreY: 3, radius: 3)
    square(centreX: size - 4, centreY: 3, radius: 3)
    square(centreX: 3, centreY: size - 4, radius: 3)
    patterns[8, size - 8] = true
    for index in 8..<size - 8 {
      set(index, 6, index % 2 == 0)
      set(6, index, index % 2 == 0)
    }
    let centres = QRTable.alignmentCentres(version.number)
    for x in centres {
      for y in centres where !(x == 6 && (y == 6 || y == size - 7) || x == size - 7 && y == 6) {
        reserve(x - 2..<x + 3, y - 2..<y + 3)
        square(centreX: x, centreY: y, radius: 2)
      }
    }
    if version.number >= 7 {
      let bits = FormatInformation.version(version.number)
      for index in 0..<18 {
        let dark = bits >> index & 1 == 1
        set(size - 11 + index % 3, index / 3, dark)
        set(index / 3, size - 11 + index % 3, dark)
      }
    }
  }

  /// Source: ISO/IEC 18004:2015, 6.4.
  mutating func drawMicro() {
    let size = version.width
    reserve(0..<9, 0..<9)
    square(centreX: 3, centreY: 3, radius: 3)
    for index in 8..<size {
      set(index, 0, index % 2 == 0)
      set(0, index, index % 2 == 0)
    }
  }

  /// Source: ISO/IEC 23941:2022, 5.3.
  mutating func drawRectangular() {
    let (width, height) = (version.width, version.height)
    // Timing patterns along all four edges.
    for x in 0..<width {
      set(x, 0, x % 2 == 0)
      set(x, height - 1, x % 2 == 0)
    }
    for y in 0..<height {
      set(0, y, y % 2 == 0)
      set(width - 1, y, y % 2 == 0)
    }
    // Columns of timing with a small square at both ends.
    for x in RectangularTable.alignmentColumns(width: width) {
      for y in 0..<height { set(x, y, y % 2 == 0) }
      for y in [1, height - 2] {
        reserve(x - 1..<x + 2, y - 1..<y + 2)
        square(centreX: x, centreY: y, radius: 1)
      }
    }
    // The finder pattern and its separator.
    let bottom = min(8, height)
    reserve(0..<8, 0..<bottom)
    patterns.fill(0..<8, 0..<bottom, false)
    square(centreX: 3, centreY: 3, radius: 3)
    // The corners: the finder sub-pattern at the bottom right, the corner finders at the other two.
    reserve(width - 5..<width, height - 5..<height)
    square(centreX: width - 3, centreY: height - 3, radius: 2)
    drawRectangularCorners()
    // Format information beside the finder pattern, and beside the finder sub-pattern.
    reserve(8..<11, 1..<6)
    reserve(11..<12, 1..<4)
    reserve(width - 8..<width - 5, height - 6..<height - 1)
    reserve(width - 5..<width - 2, height - 6..<height - 5)
  }

  private mutating func drawRectangularCorners() {
    let (width, height) = (version.width, version.height)
    // Top right: a corner of three dark modules with one light inside.
    set(width - 1, 0, true)
    set(width - 2, 0, true)
    set(width - 1, 1, true)
    set(width - 2, 1, false)
    // Bottom left, where the finder pattern leaves room for it.
    if height > 7 {
      set(0, height - 1, true)
      set(1, height - 1, true)
      set(2, height - 1, true)
      if height > 9 {
        set(0, height - 2, true)
        set(1, height - 2, false)
      }
    }
  }

  /// Nested squares, dark at the centre; the second ring from outside is light.
  private mutating func square(centreX: Int, centreY: Int, radius: Int) {
    for y in -radius...radius {
      for x in -radius...radius {
        patterns[centreX + x, centreY + y] = max(abs(x), abs(y)) != radius - 1
      }
    }
  }

  private mutating func reserve(_ xs: Range<Int>, _ ys: Range<Int>) { reserved.fill(xs, ys, true) }

  private mutating func set(_ x: Int, _ y: Int, _ dark: Bool) {
    reserved[x, y] = true
    patterns[x, y] = dark
  }
}
