import CPango

/// Sets text with Pango: shaping, the order of scripts that run from right to left, line breaks, and fonts of other
/// scripts where the first has no letter.
///
/// All of Pango's and fontconfig's pointers are here. One instance serves one thread; the faces in `FontBook` are for all.
final class Typesetter {
  /// The fonts that there are to choose from.
  struct Families: Sendable, Equatable {
    /// For running text.
    var text: String
    /// For what is typed as it stands.
    var code: String
  }

  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private let layout: OpaquePointer
  private let fonts: FontBook
  private let families: Families
  private var descriptions: [TextStyle: OpaquePointer] = [:]
  /// The face's number by Pango's font; nil for one that cannot be used. The fonts are kept.
  private var faces: [UnsafeMutablePointer<PangoFont>: Int?] = [:]
  /// Lines that all letters have, among others that are each person's.
  private var known: [Setting: [TextLine]] = [:]

  /// All that lines depend on.
  private struct Setting: Hashable {
    var text: StyledText
    var width: Double?
    var spacing: Double
    var alignment: Alignment
    var direction: TextDirection?
  }

  /// A typesetter for `families`; `language` is a tag, which chooses between forms of the same letters.
  init(_ fonts: FontBook, families: Families, language: String) {
    (self.fonts, self.families) = (fonts, families)
    fontMap = pango_ft2_font_map_new()
    let map = UnsafeMutableRawPointer(fontMap)
    pango_ft2_font_map_set_resolution(OpaquePointer(map), 72, 72)
    pango_fc_font_map_set_config(OpaquePointer(map), InstalledFonts.shared.configuration)
    // Print has more dots than a screen: letters stand where their shapes want them.
    pango_fc_font_map_set_default_substitute(
      OpaquePointer(map),
      { pattern, _ in
        FcPatternDel(pattern, FC_HINTING)
        FcPatternAddBool(pattern, FC_HINTING, 0)
      }, nil, nil)
    context = pango_font_map_create_context(fontMap)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string(language))
    layout = pango_layout_new(context)
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
  }

  deinit {
    for font in faces.keys { g_object_unref(font) }
    for description in descriptions.values { pango_font_description_free(description) }
    g_object_unref(UnsafeMutableRawPointer(layout))
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(fontMap)
  }

  /// The lines of `text`.
  ///
  /// - Parameters:
  ///   - width: at which lines are broken, in points; nil: only at line ends in the text.
  ///   - spacing: from line to line, as a multiple of the letters' size.
  ///   - direction: at which side the text is read from; nil: each of its lines as its first letter is. Wherever that is,
  ///     lines are at the left edge, unless `alignment` says otherwise.
  /// - Throws: the first character that no font has.
  func lines(
    of text: StyledText, width: Double?, spacing: Double, alignment: Alignment = .start,
    direction: TextDirection? = .leftToRight
  ) throws(MissingGlyph) -> [TextLine] {
    guard !text.isPersonal else {
      return try set(text, width: width, spacing: spacing, alignment, direction)
    }
    let setting = Setting(text: text, width: width, spacing: spacing, alignment: alignment, direction: direction)
    if let lines = known[setting] { return lines }
    let lines = try set(text, width: width, spacing: spacing, alignment, direction)
    known[setting] = lines
    return lines
  }

  private func set(
    _ text: StyledText, width: Double?, spacing: Double, _ alignment: Alignment, _ direction: TextDirection?
  ) throws(MissingGlyph) -> [TextLine] {
    let bytes = Array(text.plain.utf8)
    pango_context_set_base_dir(context, direction == .rightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR)
    pango_layout_set_auto_dir(layout, direction == nil ? 1 : 0)
    set(text, bytes)
    pango_layout_set_width(layout, width.map { Int32(($0 * Self.unit).rounded(.down)) } ?? -1)
    pango_layout_set_alignment(
      layout,
      alignment == .start ? PANGO_ALIGN_LEFT : alignment == .centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT)
    var spans: [(end: Int, style: TextStyle)] = []
    var end = 0
    for span in text.spans {
      end += span.text.utf8.count
      spans.append((end, span.style))
    }
    var lines: [TextLine] = []
    guard let iterator = pango_layout_get_iter(layout) else { return [] }
    defer { pango_layout_iter_free(iterator) }
    repeat {
      guard let line = pango_layout_iter_get_line_readonly(iterator) else { continue }
      var extent = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &extent)
      let size = spans.first { Int(line.pointee.start_index) < $0.end }?.style.size ?? text.spans.last?.style.size ?? 10
      let height = size * spacing
      // The letters stand in the middle of the line: what is above capitals is as much as what is below the feet.
      let baseline = (height + size * 0.7) / 2
      lines.append(
        TextLine(
          height: height, baseline: baseline,
          runs: try runs(
            line, x: alignment == .start ? 0 : Double(extent.x) / Self.unit, bytes: bytes, spans: spans)))
    } while pango_layout_iter_next_line(iterator) != 0
    return lines
  }

  /// The face that `style` is set with where it has the letters; nil where none can be used.
  func face(for style: TextStyle) -> Int? {
    guard let font = pango_context_load_font(context, description(of: style)) else { return nil }
    defer { g_object_unref(font) }
    return face(of: font)
  }

  /// Families that come before whatever else is installed: DejaVu has Arabic letters too, which go with no Noto font, and
  /// emoji are printed as outlines, by the first that has them.
  private static let fallbacks = ",Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Symbols,Noto Emoji,Symbola"
  private static let unit = Double(PANGO_SCALE)

  private func set(_ text: StyledText, _ bytes: [UInt8]) {
    let attributes = pango_attr_list_new()
    defer { pango_attr_list_unref(attributes) }
    var start: UInt32 = 0
    for span in text.spans {
      let end = start + UInt32(span.text.utf8.count)
      for attribute in [
        pango_attr_font_desc_new(description(of: span.style)),
        // A colour of its own for each span keeps letters of different spans in different runs.
        pango_attr_foreground_new(UInt16(truncatingIfNeeded: start), UInt16(truncatingIfNeeded: end), 0),
      ] {
        attribute?.pointee.start_index = start
        attribute?.pointee.end_index = end
        pango_attr_list_insert(attributes, attribute)
      }
      start = end
    }
    bytes.withUnsafeBytes { buffer in
      pango_layout_set_text(layout, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
    }
    pango_layout_set_attributes(layout, attributes)
  }

  private func description(of style: TextStyle) -> OpaquePointer? {
    if let known = descriptions[style] { return known }
    guard let made = pango_font_description_new() else { return nil }
    pango_font_description_set_family(made, (style.family == .text ? families.text : families.code) + Self.fallbacks)
    pango_font_description_set_weight(made, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_font_description_set_style(made, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    pango_font_description_set_size(made, Int32((style.size * Self.unit).rounded()))
    descriptions[style] = made
    return made
  }

  private func runs(
    _ line: UnsafeMutablePointer<PangoLayoutLine>, x: Double, bytes: [UInt8], spans: [(end: Int, style: TextStyle)]
  ) throws(MissingGlyph) -> [GlyphRun] {
    var runs: [(start: Int, run: GlyphRun)] = []
    var x = x
    var link = line.pointee.runs
    while let node = link {
      link = node.pointee.next
      guard let item = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self).pointee,
        let part = item.item, let glyphs = item.glyphs, let font = part.pointee.analysis.font
      else { continue }
      let start = Int(part.pointee.offset)
      let style = spans.first { start < $0.end }?.style ?? TextStyle(size: 10)
      let text = Array(bytes[start..<min(bytes.count, start + Int(part.pointee.length))])
      let isRightToLeft = part.pointee.analysis.level % 2 == 1
      let (set, width) = try self.glyphs(glyphs.pointee, of: text, isRightToLeft: isRightToLeft)
      if !set.isEmpty {
        guard let face = face(of: font) else { throw MissingGlyph(character: String(decoding: text, as: UTF8.self)) }
        runs.append(
          (start, GlyphRun(face: face, style: style, x: x, glyphs: set, text: text, isRightToLeft: isRightToLeft)))
      }
      x += width
    }
    return runs.sorted { $0.start < $1.start }.map(\.run)
  }

  private func glyphs(
    _ string: PangoGlyphString, of text: [UInt8], isRightToLeft: Bool
  ) throws(MissingGlyph) -> (glyphs: [GlyphRun.Glyph], width: Double) {
    let count = Int(string.num_glyphs)
    guard count > 0, let infos = string.glyphs, let clusters = string.log_clusters else { return ([], 0) }
    var glyphs: [GlyphRun.Glyph] = []
    glyphs.reserveCapacity(count)
    var width = 0.0
    var pending = 0.0
    for index in 0..<count {
      let info = infos[index]
      let advance = Double(info.geometry.width) / Self.unit
      width += advance
      let start = Int(clusters[index])
      if info.glyph == Self.emptyGlyph {
        // A line end or a mark of direction: nothing is drawn, but the pen moves.
        if let last = glyphs.indices.last { glyphs[last].advance += advance } else { pending += advance }
        continue
      }
      let isFirst = index == 0 || clusters[index - 1] != clusters[index]
      let isLast = index == count - 1 || clusters[index + 1] != clusters[index]
      let end = Self.end(ofClusterAt: index, clusters, count, textCount: text.count, isRightToLeft)
      guard info.glyph & Self.unknownGlyph == 0 else {
        throw MissingGlyph(character: String(decoding: text[start..<max(start, end)], as: UTF8.self))
      }
      glyphs.append(
        GlyphRun.Glyph(
          number: info.glyph, advance: advance,
          offset: (pending + Double(info.geometry.x_offset) / Self.unit, -Double(info.geometry.y_offset) / Self.unit),
          text: isFirst ? Int32(start)..<Int32(max(start, end)) : Int32(start)..<Int32(start),
          isAlone: isFirst && isLast))
    }
    return (glyphs, width)
  }

  /// Where the text of the cluster with the glyph at `index` ends: where the next cluster of the text begins.
  private static func end(
    ofClusterAt index: Int, _ clusters: UnsafeMutablePointer<gint>, _ count: Int, textCount: Int, _ isRightToLeft: Bool
  ) -> Int {
    let here = clusters[index]
    var other = index
    if isRightToLeft {
      while other >= 0, clusters[other] == here { other -= 1 }
    } else {
      while other < count, clusters[other] == here { other += 1 }
    }
    return (0..<count).contains(other) ? Int(clusters[other]) : textCount
  }

  /// PANGO_GLYPH_EMPTY.
  private static let emptyGlyph: UInt32 = 0x0FFF_FFFF
  /// PANGO_GLYPH_UNKNOWN_FLAG.
  private static let unknownGlyph: UInt32 = 0x1000_0000

  private func face(of font: UnsafeMutablePointer<PangoFont>) -> Int? {
    if let known = faces[font] { return known }
    g_object_ref(font)
    let pattern = pango_fc_font_get_pattern(UnsafeMutableRawPointer(font).assumingMemoryBound(to: PangoFcFont.self))
    var file: UnsafeMutablePointer<FcChar8>?
    var index: Int32 = 0
    var number: Int?
    if FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch, let file {
      if FcPatternGetInteger(pattern, FC_INDEX, 0, &index) != FcResultMatch { index = 0 }
      number = fonts.number(file: String(cString: file), index: Int(index))
    }
    faces[font] = .some(number)
    return number
  }
}

/// On which side lines are even: the one where the script begins, both, or the one where it ends.
enum Alignment: Sendable, Hashable { case start, centre, end }

/// The fonts that a letter may use: those with outlines. Pictures of letters (colour emoji) cannot be subset or printed
/// sharply, and a font that varies would need an instance of its own for each weight.
///
/// Unchecked: it holds one address that never changes, of what fontconfig keeps under a lock of its own.
private struct InstalledFonts: @unchecked Sendable {
  static let shared = InstalledFonts()

  let configuration: OpaquePointer?

  private init() {
    configuration = FcInitLoadConfig()
    var rules = """
      <fontconfig><selectfont>
      <rejectfont><pattern><patelt name="color"><bool>true</bool></patelt></pattern></rejectfont>
      <rejectfont><pattern><patelt name="outline"><bool>false</bool></patelt></pattern></rejectfont>
      <rejectfont><pattern><patelt name="variable"><bool>true</bool></patelt></pattern></rejectfont>
      <rejectfont><pattern><patelt name="fontformat"><string>Type 1</string></patelt></pattern></rejectfont>
      </selectfont></fontconfig>
      """
    rules.withUTF8 { bytes in
      bytes.withMemoryRebound(to: FcChar8.self) {
        guard let start = $0.baseAddress else { return }
        let copy = UnsafeMutablePointer<FcChar8>.allocate(capacity: $0.count + 1)
        copy.update(from: start, count: $0.count)
        copy[$0.count] = 0
        FcConfigParseAndLoadFromMemory(configuration, copy, 0)
        copy.deallocate()
      }
    }
    FcConfigBuildFonts(configuration)
  }
}
