/// The glyphs of each face that pages show, and what those stand for that the face itself does not say it of.
struct FontUses: Sendable, Hashable {
  private struct Face: Sendable, Hashable {
    var glyphs: Set<UInt32> = []
    /// UTF-8, of glyphs for which the face has no character: ligatures, letters joined to their neighbours.
    var texts: [UInt32: [UInt8]] = [:]
  }

  /// By the face's number in the `FontBook`.
  private var faces: [Int: Face] = [:]

  /// Adds the glyphs of `run`, whose face is `face`.
  ///
  /// - Returns: whether the run has to say what it stands for, since its glyphs alone do not.
  mutating func add(_ run: GlyphRun, _ face: FontFace) -> Bool {
    var needsText = false
    for glyph in run.glyphs {
      if !faces[run.face, default: Face()].glyphs.insert(glyph.number).inserted, glyph.isAlone,
        face.isCharacter(glyph.number, run.text, glyph.text)
      {
        continue
      }
      let text = run.shownText(of: glyph)
      if !glyph.isAlone { needsText = true }
      if face.character(glyph.number) != nil {
        if !face.isCharacter(glyph.number, run.text, glyph.text) { needsText = true }
      } else if let known = faces[run.face]?.texts[glyph.number] {
        if known != text { needsText = true }
      } else {
        faces[run.face]?.texts[glyph.number] = text
      }
    }
    // Readers put letters that run from right to left into their order themselves.
    return needsText && !run.isRightToLeft
  }

  /// Adds the glyphs for `characters`, as far as the face with `number` has them.
  mutating func add(_ characters: some Sequence<Unicode.Scalar>, number: Int, _ face: FontFace) {
    for character in characters {
      if let glyph = face.glyph(character) { faces[number, default: Face()].glyphs.insert(glyph) }
    }
  }

  /// Adds all that `other` has.
  mutating func add(_ other: FontUses) {
    for (number, face) in other.faces {
      faces[number, default: Face()].glyphs.formUnion(face.glyphs)
      faces[number]?.texts.merge(face.texts) { mine, _ in mine }
    }
  }

  /// What of it is not in `other`.
  func besides(_ other: FontUses) -> FontUses {
    var rest = FontUses()
    for (number, face) in faces {
      let known = other.faces[number] ?? Face()
      let glyphs = face.glyphs.subtracting(known.glyphs)
      let texts = face.texts.filter { known.texts[$0.key] != $0.value }
      if !glyphs.isEmpty || !texts.isEmpty { rest.faces[number] = Face(glyphs: glyphs, texts: texts) }
    }
    return rest
  }

  /// Writes a font for each face.
  ///
  /// - Returns: a resource dictionary's entry for them.
  /// - Throws: where a font's tables cannot be read.
  func write(into file: inout PDFAssembly, _ book: FontBook, _ deflater: Deflater) throws(UnreadableFont) -> [UInt8] {
    var resources: [UInt8] = []
    resources.write("/Font<<")
    let named = faces.map { (face: book[$0.key], use: $0.value) }.sorted { $0.face.resourceName < $1.face.resourceName }
    for (face, use) in named {
      let texts = use.glyphs.map { glyph in (glyph: glyph, text: face.utf8(of: glyph) ?? use.texts[glyph] ?? []) }
      let number = try EmbeddedFont(face: face, texts: texts.sorted { $0.glyph < $1.glyph }).write(
        into: &file, deflater)
      resources.write("/\(face.resourceName) ")
      resources.write(reference: number)
    }
    resources.write(">>")
    return resources
  }
}

extension GlyphRun {
  /// What `glyph` stands for, UTF-8, in the order in which it is drawn.
  ///
  /// Poppler, MuPDF and PDFium turn what runs from right to left around character by character, also those of one glyph
  /// (lam with alef): these stand turned around too, so that they come out as they were written.
  fileprivate func shownText(of glyph: Glyph) -> [UInt8] {
    let text = self.text[Int(glyph.text.lowerBound)..<Int(glyph.text.upperBound)]
    guard isRightToLeft, text.count > 1 else { return Array(text) }
    return Array(String(String.UnicodeScalarView(String(decoding: text, as: UTF8.self).unicodeScalars.reversed())).utf8)
  }
}

/// A font whose tables are not as they should be.
struct UnreadableFont: Error, Equatable {
  /// The font's file.
  var file: String
}
