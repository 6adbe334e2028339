import Foundation
import Testing

@testable import Letters

/// What stands where on paper, measured in pixels as a printer would make them.
@Suite struct SheetTests {
  /// Pixels in a millimetre at 300 dots an inch.
  private static let scale = 300 / 25.4

  @Test(arguments: Envelope.all.map(\.name))
  func `all of the address shows in the window, wherever the sheet slips to`(_ name: String) throws {
    let envelope = try #require(Envelope.named(name))
    let ink = try inkOfAddress(envelope)
    let window = envelope.window
    // One millimetre on each side is the least that a sheet slips.
    #expect(ink.left >= window.left + 1 && ink.right <= window.right - 1, "\(ink)")
    #expect(ink.top >= window.top + 1 && ink.bottom <= window.bottom - 1, "\(ink)")
  }

  @Test func `DIN 5008 B has the address where the standard wants it, to the millimetre`() throws {
    let ink = try inkOfAddress(.din5008B)
    #expect(abs(ink.left - 25) < 0.6)
    // 45 mm to the window, 17.7 mm of return address and notes, then capitals that stand below a line's top.
    #expect((62.7...65.0).contains(ink.top), "\(ink)")
  }

  /// Where pixels differ between letters to two people, in millimetres: the lines of the address.
  private func inkOfAddress(_ envelope: Envelope) throws -> (left: Double, top: Double, right: Double, bottom: Double) {
    let stationery = Stationery(envelope: envelope)
    let written = try Reader.picture(of: Reader.file(SampleLetter.pdf("WWW WWW", stationery)), dots: 300)
    let other = try Reader.picture(of: Reader.file(SampleLetter.pdf("\u{A0}", stationery)), dots: 300)
    let end = Int((envelope.window.bottom + 2) * Self.scale)
    let facts = stationery.facts
    var box = (left: Double.infinity, top: Double.infinity, right: 0.0, bottom: 0.0)
    for y in 0..<end {
      for x in 0..<written.width {
        let (column, row) = (Double(x) / Self.scale, Double(y) / Self.scale)
        let isOfFacts = (facts.left - 1...facts.right + 1).contains(column)
        guard !isOfFacts, written[x, y] < 128 || other[x, y] < 128 else { continue }
        let isOfNotes = row < envelope.window.top + envelope.notes && envelope.notes > 0
        let isFold = column < 11
        guard !isOfNotes, !isFold else { continue }
        box = (min(box.left, column), min(box.top, row), max(box.right, column), max(box.bottom, row))
      }
    }
    return box
  }

  @Test(arguments: Envelope.all.map(\.name))
  func `a mark at the edge shows each fold`(_ name: String) throws {
    let envelope = try #require(Envelope.named(name))
    let picture = try Reader.picture(of: Reader.file(SampleLetter.pdf("Jo", Stationery(envelope: envelope))), dots: 300)
    let column = Int(7.5 * Self.scale)
    var marks: [Double] = []
    for y in 1..<picture.height where picture[column, y] < 200 && picture[column, y - 1] >= 200 {
      marks.append(Double(y) / Self.scale)
    }
    #expect(marks.count == envelope.folds.count)
    for (mark, fold) in zip(marks, envelope.folds) { #expect(abs(mark - fold) < 0.3) }
  }

  @Test(arguments: [
    ("din-5008-a", 20, 27, 85, 45, [87, 192]), ("din-5008-b", 20, 45, 85, 45, [105, 210]),
    ("us-10", 17.5, 55.6, 114.3, 28.6, [95.3, 187.3]), ("swiss-right", 112, 45, 90, 45, [105, 210]),
    ("french", 100, 35, 100, 45, [99, 198]),
  ])
  func `windows and folds are those of the standards`(
    _ name: String, _ left: Double, _ top: Double, _ width: Double, _ height: Double, _ folds: [Double]
  ) throws {
    let envelope = try #require(Envelope.named(name))
    #expect(envelope.window == Area(left: left, top: top, width: width, height: height) && envelope.folds == folds)
  }
}
