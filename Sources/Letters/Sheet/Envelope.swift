/// An envelope with a window: where on the sheet its window shows the address, and where the sheet is folded for it.
public struct Envelope: Sendable, Equatable {
  /// What a configuration calls it.
  public var name: String
  /// For people: `DIN 5008, form B`.
  public var title: String
  /// The sheet that it is made for.
  public var paper: Paper
  /// What the window shows of the folded sheet.
  public var window: Area
  /// The strip at the top of the window that holds the sender and notes, above the address; 0 where the standard has
  /// none and the sender stands elsewhere.
  public var notes: Double
  /// The folds, from the top of the sheet.
  public var folds: [Double]

  /// DIN 5008, form A: the high letterhead.
  public static let din5008A = Envelope(
    name: "din-5008-a", title: "DIN 5008, form A", paper: .a4,
    window: Area(left: 20, top: 27, width: 85, height: 45), notes: 17.7, folds: [87, 192])
  /// DIN 5008, form B: the deep letterhead.
  public static let din5008B = Envelope(
    name: "din-5008-b", title: "DIN 5008, form B", paper: .a4,
    window: Area(left: 20, top: 45, width: 85, height: 45), notes: 17.7, folds: [105, 210])
  /// SN 010130 with the window at the right.
  public static let swissRight = Envelope(
    name: "swiss-right", title: "Swiss, window at the right", paper: .a4,
    window: Area(left: 210 - 8 - 90, top: 45, width: 90, height: 45), notes: 0, folds: [105, 210])
  /// NF Z 11-001.
  public static let french = Envelope(
    name: "french", title: "French DL", paper: .a4,
    window: Area(left: 210 - 10 - 100, top: 35, width: 100, height: 45), notes: 0, folds: [99, 198])
  /// BS 4264: a window of 90 × 35 mm, 20 mm from the left and 18 mm from the foot of 220 × 110 mm. The sheet, folded in
  /// three, has room to slip by 10 and 11 mm; the area is what shows in every position.
  public static let ukDL = Envelope(
    name: "uk-dl", title: "UK DL", paper: .a4,
    window: Area(left: 20, top: 57, width: 80, height: 24), notes: 0, folds: [99, 198])
  /// DIN 680: a window of 90 × 45 mm, 20 mm from the left and 60 mm from the foot of 229 × 162 mm. The sheet is folded
  /// once; the area is what shows however it slips.
  public static let c5 = Envelope(
    name: "c5", title: "ISO C5", paper: .a4,
    window: Area(left: 20, top: 57, width: 71, height: 31.5), notes: 0, folds: [148.5])
  /// DIN 680: a window of 90 × 45 mm, 20 mm from the left and 15 mm from the foot of 229 × 114 mm. The area is what
  /// shows however the sheet slips.
  public static let c6 = Envelope(
    name: "c6-5", title: "ISO C6/5", paper: .a4,
    window: Area(left: 20, top: 54, width: 71, height: 36), notes: 0, folds: [105, 210])
  /// US No. 10.
  public static let us10 = Envelope(
    name: "us-10", title: "US #10", paper: .letter,
    window: Area(left: 17.5, top: 55.6, width: 114.3, height: 28.6), notes: 0, folds: [95.3, 187.3])

  /// Where the address may stand: in the window, below the notes, and far enough from the edges that it still shows
  /// when the sheet slips a little.
  public var address: Area {
    let top = notes > 0 ? notes : 2
    return Area(
      left: window.left + 5, top: window.top + top, width: window.width - 10, height: window.height - top - 1)
  }

  /// All of them.
  public static let all = [din5008A, din5008B, swissRight, french, ukDL, c5, c6, us10]

  /// The envelope that a configuration calls `name`; nil for an unknown one.
  public static func named(_ name: String) -> Envelope? { all.first { $0.name == name } }
}
