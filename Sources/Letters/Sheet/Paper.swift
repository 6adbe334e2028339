/// A sheet, in millimetres.
public struct Paper: Sendable, Equatable {
  /// From the left edge to the right.
  public var width: Double
  /// From the top edge to the bottom.
  public var height: Double

  /// ISO 216: 210 × 297 mm.
  public static let a4 = Paper(width: 210, height: 297)
  /// ANSI/ASME Y14.1, size A: 8.5 × 11 in.
  public static let letter = Paper(width: 215.9, height: 279.4)

  /// The sheets by the names that a configuration gives them.
  public static let named = ["a4": a4, "letter": letter]
}

/// A rectangle on a sheet, in millimetres from the sheet's left and top edges.
public struct Area: Sendable, Equatable {
  /// From the sheet's left edge.
  public var left: Double
  /// From the sheet's top edge.
  public var top: Double
  /// From the area's left edge to its right.
  public var width: Double
  /// From the area's top edge to its bottom.
  public var height: Double

  /// From the sheet's left edge to the area's right.
  public var right: Double { left + width }
  /// From the sheet's top edge to the area's bottom.
  public var bottom: Double { top + height }
}

extension Double {
  /// So many millimetres in points of 1/72 inch.
  var millimetres: Double { self * 72 / 25.4 }
}
