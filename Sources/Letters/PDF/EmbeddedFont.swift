/// A face on its way into a file, with the glyphs that are shown.
///
/// Source: ISO 32000-1, 9.7 (composite fonts) and 9.9 (embedded font programs).
struct EmbeddedFont {
  let face: FontFace
  /// What each glyph stands for, UTF-8, in the order of the glyphs; empty for a part of a cluster.
  let texts: [(glyph: UInt32, text: [UInt8])]

  /// Writes it.
  ///
  /// - Returns: the font's number.
  func write(into file: inout PDFAssembly, _ deflater: Deflater) throws(UnreadableFont) -> Int {
    let glyphs = texts.map(\.glyph)
    guard let subset = face.subset(glyphs) else { throw UnreadableFont(file: face.file) }
    let numbers = file.reserve(4)
    let (font, descendant, descriptor, program) =
      (numbers.lowerBound, numbers.lowerBound + 1, numbers.lowerBound + 2, numbers.lowerBound + 3)
    let name = Self.tag(glyphs) + "+" + face.postScriptName
    let toUnicode = file.reserve()
    file.add(
      font,
      Array(
        """
        <</Type/Font/Subtype/Type0/BaseFont/\(name)/Encoding/Identity-H/DescendantFonts[\(descendant) 0 R]\
        /ToUnicode \(toUnicode) 0 R>>
        """.utf8))
    var text = "<</Type/Font/Subtype/\(face.outlines == .trueType ? "CIDFontType2" : "CIDFontType0")/BaseFont/\(name)"
    text += "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor \(descriptor) 0 R"
    if face.outlines == .trueType {
      let map = file.reserve()
      file.add(map, stream: deflater.deflated(Self.glyphMap(subset.numbers)))
      text += "/CIDToGIDMap \(map) 0 R"
    }
    var object = Array(text.utf8)
    Self.writeWidths(of: glyphs, face, into: &object)
    object.write(">>")
    file.add(descendant, object)
    file.add(descriptor, Self.descriptor(of: face, name: name, program: program))
    var dictionary: [UInt8] = []
    if face.outlines == .trueType {
      dictionary.write("/Length1 ")
      dictionary.write(subset.bytes.count)
    } else {
      dictionary.write("/Subtype/CIDFontType0C")
    }
    file.add(program, stream: deflater.deflated(subset.bytes), dictionary: dictionary)
    file.add(toUnicode, stream: deflater.deflated(Self.characterMap(texts)))
    return font
  }

  private static func descriptor(of face: FontFace, name: String, program: Int) -> [UInt8] {
    let metrics = face.metrics
    let flags = 4 | (metrics.isFixedPitch ? 1 : 0) | (metrics.italicAngle != 0 ? 64 : 0)
    let box = metrics.box.map(String.init).joined(separator: " ")
    var object: [UInt8] = []
    object.write("<</Type/FontDescriptor/FontName/\(name)/Flags \(flags)/FontBBox[\(box)]/ItalicAngle ")
    object.write(metrics.italicAngle)
    object.write("/Ascent \(metrics.ascent)/Descent \(metrics.descent)/CapHeight \(metrics.capHeight)/StemV 80")
    object.write("/\(face.outlines == .trueType ? "FontFile2" : "FontFile3") \(program) 0 R>>")
    return object
  }

  /// Six letters that tell subsets of one font apart. Source: ISO 32000-1, 9.6.4.
  private static func tag(_ glyphs: [UInt32]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for glyph in glyphs { hash = (hash ^ UInt64(glyph)) &* 0x100_0000_01B3 }
    return String(
      decoding: (0..<6).map { place in UInt8(ascii: "A") + UInt8((hash >> (8 * UInt64(place)) & 255) % 26) },
      as: UTF8.self)
  }

  /// Source: ISO 32000-1, table 117, CIDToGIDMap.
  private static func glyphMap(_ numbers: [(glyph: UInt32, new: UInt32)]) -> [UInt8] {
    let count = (numbers.map { Int($0.glyph) }.max() ?? 0) + 1
    var map = [UInt8](repeating: 0, count: 2 * count)
    for number in numbers {
      map[2 * Int(number.glyph)] = UInt8(number.new >> 8 & 255)
      map[2 * Int(number.glyph) + 1] = UInt8(number.new & 255)
    }
    return map
  }

  private static func writeWidths(of glyphs: [UInt32], _ face: FontFace, into object: inout [UInt8]) {
    object.write("/DW 0/W[")
    var previous: UInt32?
    for glyph in glyphs {
      if previous.map({ $0 + 1 == glyph }) != true {
        if previous != nil { object.write("]") }
        object.write(Int(glyph))
        object.write("[")
      } else {
        object.write(" ")
      }
      object.write(face.advance(glyph))
      previous = glyph
    }
    object.write(previous == nil ? "]" : "]]")
  }

  /// Source: ISO 32000-1, 9.10.3, and Adobe Technical Note 5411.
  private static func characterMap(_ texts: [(glyph: UInt32, text: [UInt8])]) -> [UInt8] {
    var map: [UInt8] = []
    map.write(
      """
      /CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)\
      /Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>\
      endcodespacerange

      """)
    let known = texts.filter { !$0.text.isEmpty }
    for start in stride(from: 0, to: known.count, by: 100) {
      let part = known[start..<min(known.count, start + 100)]
      map.write(part.count)
      map.write(" beginbfchar\n")
      for (glyph, text) in part {
        map.write("<")
        map.write(hex: UInt16(truncatingIfNeeded: glyph))
        map.write("><")
        for unit in String(decoding: text, as: UTF8.self).utf16 { map.write(hex: unit) }
        map.write(">\n")
      }
      map.write("endbfchar\n")
    }
    map.write("endcmap CMapName currentdict/CMap defineresource pop end end")
    return map
  }
}
