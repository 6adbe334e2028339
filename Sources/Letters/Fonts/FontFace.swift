import CHarfBuzz

/// One face of a font file: what its glyphs measure, and smaller copies of it.
///
/// All of HarfBuzz's pointers are here. A face never changes once it is made, and HarfBuzz lets any number of threads
/// read such a face.
final class FontFace: @unchecked Sendable {
  /// How a file tells outlines.
  enum Outlines: Sendable {
    /// TrueType: table `glyf`.
    case trueType
    /// Compact Font Format with a character collection: character identifiers are the font's own.
    case keyedCFF
    /// Compact Font Format without one: character identifiers are glyph numbers.
    case namedCFF
  }

  /// What a PDF file says of a font as a whole, in thousandths of the em.
  struct Metrics: Sendable {
    var ascent = 0
    var descent = 0
    var capHeight = 0
    /// Left, bottom, right, top.
    var box = [0, 0, 0, 0]
    var italicAngle = 0.0
    var isFixedPitch = false
  }

  /// A copy with few glyphs.
  struct Subset: Sendable {
    /// What goes into the file: a TrueType font, or a bare CFF table.
    var bytes: [UInt8]
    /// The glyph's number in the copy by its number in the face; empty where both are the same.
    var numbers: [(glyph: UInt32, new: UInt32)]
  }

  let file: String
  let index: Int
  let postScriptName: String
  let outlines: Outlines
  let metrics: Metrics
  /// The character that a glyph stands for by itself, by glyph; 0 where there is none.
  private let characters: [UInt32]
  private let face: OpaquePointer
  private let font: OpaquePointer
  private let unitsPerEm: Double

  /// The face `index` of `file`; nil where it has no outlines that a PDF file can hold.
  init?(file: String, index: Int) {
    guard let blob = hb_blob_create_from_file_or_fail(file) else { return nil }
    defer { hb_blob_destroy(blob) }
    guard let face = hb_face_create(blob, UInt32(index & 0xFFFF)), let font = hb_font_create(face) else { return nil }
    (self.file, self.index, self.face, self.font) = (file, index, face, font)
    hb_face_make_immutable(face)
    hb_font_make_immutable(font)
    unitsPerEm = Double(hb_face_get_upem(face))
    postScriptName = Self.name(of: face, fallback: file)
    if let cff = Self.table("CFF ", of: face) {
      outlines = Self.isKeyed(cff) ? .keyedCFF : .namedCFF
    } else if Self.table("glyf", of: face) != nil {
      outlines = .trueType
    } else {
      hb_font_destroy(font)
      hb_face_destroy(face)
      return nil
    }
    metrics = Self.metrics(of: face, unitsPerEm)
    characters = Self.characters(of: face, font)
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  /// How far `glyph` moves the pen, in thousandths of the em.
  func advance(_ glyph: UInt32) -> Double {
    Double(hb_font_get_glyph_h_advance(font, glyph)) * 1_000 / unitsPerEm
  }

  /// The glyph that stands for `scalar` alone; nil where the face has none.
  func glyph(_ scalar: Unicode.Scalar) -> UInt32? {
    var glyph: UInt32 = 0
    return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
  }

  /// What pages call it: the same in every file, whatever other faces there are.
  var resourceName: String { index == 0 ? postScriptName : "\(postScriptName).\(index)" }

  /// The character that `glyph` stands for by itself; nil where the face has none for it.
  func character(_ glyph: UInt32) -> Unicode.Scalar? {
    let value = Int(glyph) < characters.count ? characters[Int(glyph)] : 0
    return value == 0 ? nil : Unicode.Scalar(value)
  }

  /// `character` as UTF-8.
  func utf8(of glyph: UInt32) -> [UInt8]? {
    character(glyph).map { Array(String($0).utf8) }
  }

  /// Whether `glyph` stands by itself for just the part `range` of `text`, which is UTF-8.
  func isCharacter(_ glyph: UInt32, _ text: [UInt8], _ range: Range<Int32>) -> Bool {
    guard let character = character(glyph) else { return false }
    if character.isASCII { return range.count == 1 && text[Int(range.lowerBound)] == UInt8(ascii: character) }
    return text[Int(range.lowerBound)..<Int(range.upperBound)].elementsEqual(String(character).utf8)
  }

  private static func characters(of face: OpaquePointer, _ font: OpaquePointer) -> [UInt32] {
    var characters = [UInt32](repeating: 0, count: Int(hb_face_get_glyph_count(face)))
    guard let all = hb_set_create() else { return characters }
    defer { hb_set_destroy(all) }
    hb_face_collect_unicodes(face, all)
    // HB_SET_VALUE_INVALID
    var character = UInt32.max
    while hb_set_next(all, &character) != 0 {
      var glyph: UInt32 = 0
      guard hb_font_get_nominal_glyph(font, character, &glyph) != 0, Int(glyph) < characters.count,
        !isForm(character)
      else { continue }
      // Where several share a glyph, the first stands for them all, so that the choice is always the same.
      if characters[Int(glyph)] == 0 { characters[Int(glyph)] = character }
    }
    return characters
  }

  /// Whether `character` is a shape of others, which nobody writes: their glyphs stand for those.
  ///
  /// Source: Unicode 15, blocks Alphabetic Presentation Forms, Arabic Presentation Forms A and B.
  private static func isForm(_ character: UInt32) -> Bool {
    (0xFB00...0xFDCF).contains(character) || (0xFDF0...0xFDFF).contains(character)
      || (0xFE70...0xFEFC).contains(character)
  }

  /// A copy that has outlines for `glyphs` alone, without hints and without what only shaping needs.
  ///
  /// - Returns: nil where HarfBuzz cannot read the font's tables.
  func subset(_ glyphs: some Sequence<UInt32>) -> Subset? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_glyph_set(input)
    for glyph in glyphs { hb_set_add(wanted, glyph) }
    var flags = HB_SUBSET_FLAGS_NO_HINTING.rawValue
    if outlines == .namedCFF { flags |= HB_SUBSET_FLAGS_RETAIN_GIDS.rawValue }
    hb_subset_input_set_flags(input, flags)
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for name in [
      "GSUB", "GPOS", "GDEF", "BASE", "cmap", "name", "OS/2", "post", "VORG", "vhea", "vmtx", "STAT", "DSIG",
    ] { hb_set_add(dropped, Self.tag(name)) }
    guard let plan = hb_subset_plan_create_or_fail(face, input) else { return nil }
    defer { hb_subset_plan_destroy(plan) }
    guard let copy = hb_subset_plan_execute_or_fail(plan) else { return nil }
    defer { hb_face_destroy(copy) }
    if outlines != .trueType { return Self.table("CFF ", of: copy).map { Subset(bytes: $0, numbers: []) } }
    let mapping = hb_subset_plan_old_to_new_glyph_mapping(plan)
    let numbers = glyphs.map { (glyph: $0, new: hb_map_get(mapping, $0)) }
    guard let blob = hb_face_reference_blob(copy) else { return nil }
    defer { hb_blob_destroy(blob) }
    return Subset(bytes: Self.bytes(of: blob), numbers: numbers)
  }

  private static func tag(_ name: String) -> hb_tag_t {
    name.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func bytes(of blob: OpaquePointer) -> [UInt8] {
    var length: UInt32 = 0
    guard let data = hb_blob_get_data(blob, &length) else { return [] }
    return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
  }

  /// A table's bytes; nil where there is none.
  private static func table(_ name: String, of face: OpaquePointer) -> [UInt8]? {
    guard let blob = hb_face_reference_table(face, tag(name)) else { return nil }
    defer { hb_blob_destroy(blob) }
    let bytes = bytes(of: blob)
    return bytes.isEmpty ? nil : bytes
  }

  private static func name(of face: OpaquePointer, fallback: String) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    var size = UInt32(buffer.count)
    // Name 6 is the PostScript name. Source: OpenType, table name.
    hb_ot_name_get_utf8(face, 6, nil, &size, &buffer)
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let allowed = bytes.filter { byte in
      isLetterOrDigit(byte) || byte == UInt8(ascii: "-")
    }
    return allowed.isEmpty ? "Font" : String(decoding: allowed, as: UTF8.self)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether a CFF table's first font has the operator ROS (12 30), which must come first.
  ///
  /// Source: Adobe Technical Note 5176, sections 5 to 9.
  private static func isKeyed(_ table: [UInt8]) -> Bool {
    guard table.count > 4 else { return false }
    guard let top = skipIndex(table, at: Int(table[2])), top + 3 < table.count else { return false }
    let offsetSize = Int(table[top + 2])
    let count = Int(table[top]) << 8 | Int(table[top + 1])
    guard count > 0, (1...4).contains(offsetSize) else { return false }
    var position = top + 3 + (count + 1) * offsetSize
    // Three operands, then the operator.
    for _ in 0..<3 {
      guard position < table.count else { return false }
      switch table[position] {
      case 28: position += 3
      case 29: position += 5
      case 247...254: position += 2
      case 32...246: position += 1
      default: return false
      }
    }
    return position + 1 < table.count && table[position] == 12 && table[position + 1] == 30
  }

  /// Where the index at `start` ends.
  private static func skipIndex(_ table: [UInt8], at start: Int) -> Int? {
    guard start + 2 < table.count else { return nil }
    let count = Int(table[start]) << 8 | Int(table[start + 1])
    guard count > 0 else { return start + 2 }
    let size = Int(table[start + 2])
    let last = start + 3 + count * size
    guard (1...4).contains(size), last + size <= table.count else { return nil }
    let end = table[last..<last + size].reduce(0) { $0 << 8 | Int($1) }
    return last + size - 1 + end
  }

  private static func metrics(of face: OpaquePointer, _ unitsPerEm: Double) -> Metrics {
    func value(_ table: [UInt8], _ offset: Int) -> Int {
      guard offset + 1 < table.count else { return 0 }
      let units = Int16(bitPattern: UInt16(table[offset]) << 8 | UInt16(table[offset + 1]))
      return Int((Double(units) * 1_000 / unitsPerEm).rounded())
    }
    let head = table("head", of: face) ?? []
    let hhea = table("hhea", of: face) ?? []
    let os2 = table("OS/2", of: face) ?? []
    let post = table("post", of: face) ?? []
    var metrics = Metrics()
    metrics.box = [36, 38, 40, 42].map { value(head, $0) }
    metrics.ascent = value(hhea, 4)
    metrics.descent = value(hhea, 6)
    let capHeight = value(os2, 88)
    metrics.capHeight = capHeight > 0 ? capHeight : metrics.ascent * 7 / 10
    if post.count >= 16 {
      let angle = Int32(bitPattern: post[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
      metrics.italicAngle = Double(angle) / 65_536
      metrics.isFixedPitch = post[12..<16].contains { $0 != 0 }
    }
    return metrics
  }
}
