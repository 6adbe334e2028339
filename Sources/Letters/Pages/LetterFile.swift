/// Files of one letter each, for letters of one form.
///
/// Fonts, what all letters say, and the structure are the same bytes in all files of one shape: they are put together
/// once, and each letter is added to a copy. Letters with glyphs that the others do not need get fonts of their own.
///
/// One instance serves one thread.
final class LetterFile {
  private let form: LetterForm
  private let deflater: Deflater
  private let quick: Deflater
  private var frames: [FrameKey: Frame] = [:]
  /// How many are kept: each takes as much as a letter.
  private static let mostFrames = 200

  private struct FrameKey: Hashable {
    var shape: FormShape.Key
    /// The glyphs that other letters of the shape do not need; names share them more often than one would think.
    var more: FontUses
  }

  /// What all files of one shape begin with.
  private struct Frame {
    var file: PDFAssembly
    var catalog: Int
    /// By page: the object for the personal content; nil where there is none.
    var contents: [Int?]
    /// The objects for the person's codes.
    var codes: Range<Int>
  }

  /// Files of `form`; `quick` compresses what one letter has.
  init(_ form: LetterForm, _ deflater: Deflater, quick: Deflater) {
    (self.form, self.deflater, self.quick) = (form, deflater, quick)
  }

  /// The file's bytes: the same for the same letter.
  ///
  /// - Throws: where a font's tables cannot be read.
  func bytes(of letter: Letter) throws(UnreadableFont) -> [UInt8] {
    var frame = try frame(for: letter)
    let streams = LetterStreams(of: letter, quick)
    for (number, content) in zip(frame.contents, streams.contents) {
      if let number { frame.file.add(number, stream: content) }
    }
    streams.writeCodes(frame.codes, into: &frame.file)
    frame.file.finish(root: frame.catalog, identifier: streams.checksum.bytes, quick)
    return frame.file.bytes
  }

  private func frame(for letter: Letter) throws(UnreadableFont) -> Frame {
    let key = FrameKey(shape: letter.shape.key, more: letter.uses.besides(letter.shape.uses))
    if let known = frames[key] { return known }
    if frames.count >= Self.mostFrames { frames = [:] }
    var uses = letter.shape.uses
    uses.add(key.more)
    let frame = try makeFrame(letter.shape, uses)
    frames[key] = frame
    return frame
  }

  private func makeFrame(_ shape: FormShape, _ uses: FontUses) throws(UnreadableFont) -> Frame {
    var file = PDFAssembly()
    let catalog = file.reserve()
    let tops = file.reserve()
    let pages = file.reserve(shape.pageCount)
    var resources = try uses.write(into: &file, form.book, deflater)
    let codes = file.reserve(form.personalCodes)
    let pictures = file.reserve(shape.pictures.count)
    shape.writePictures(pictures, into: &file, deflater)
    resources += FormShape.pictureResources(common: pictures, personal: codes)
    var contents: [Int?] = []
    for page in 0..<shape.pageCount {
      let common = file.reserve()
      file.add(common, stream: deflater.deflated(shape.common[page]))
      let personal = shape.hasPersonal[page] ? file.reserve() : nil
      contents.append(personal)
      file.add(pages.lowerBound + page) { object in
        shape.writePage(
          to: &object, below: tops, key: page, contents: [common] + (personal.map { [$0] } ?? []), resources: resources)
      }
    }
    var object: [UInt8] = []
    object.write("<</Type/Pages/Count \(pages.count)/Kids[")
    for page in pages {
      object.write(reference: page)
      object.write(" ")
    }
    object.write("]>>")
    file.add(tops, object)
    let root = writeTree(shape.tree, pages: Array(pages), into: &file)
    file.addCatalog(catalog, pages: tops, structure: root, title: form.title, language: form.language)
    file.flush(deflater)
    return Frame(file: file, catalog: catalog, contents: contents, codes: codes)
  }

  private func writeTree(_ tree: StructureTree, pages: [Int], into file: inout PDFAssembly) -> Int {
    let root = file.reserve()
    let numbers = file.reserve(tree.count)
    tree.writeElements(into: &file, numbers, below: root, pages: pages)
    var object: [UInt8] = []
    object.write("<</Type/StructTreeRoot/K ")
    object.write(reference: numbers.lowerBound)
    object.write("/ParentTreeNextKey ")
    object.write(pages.count)
    object.write("/ParentTree<</Nums[")
    tree.writeParents(to: &object, numbers, firstKey: 0)
    object.write("]>>>>")
    file.add(root, object)
    return root
  }
}

extension FormShape {
  /// Writes the codes that all letters of the form show, as the images `numbers`.
  func writePictures(_ numbers: Range<Int>, into file: inout PDFAssembly, _ deflater: Deflater) {
    for (number, picture) in zip(numbers, pictures) {
      CodePicture.write(number, side: picture.side, into: &file, deflater.deflated(picture.bits))
    }
  }

  /// Appends a page's dictionary; `key` is its key in the tree that leads from contents to elements.
  func writePage(to object: inout [UInt8], below tops: Int, key: Int, contents: [Int], resources: [UInt8]) {
    object.write("<</Type/Page/Parent ")
    object.write(reference: tops)
    object.write("/MediaBox[0 0 ")
    object.write(numbers: paper.width.millimetres, paper.height.millimetres)
    object.write("]/StructParents ")
    object.write(key)
    object.write("/Tabs/S/Contents[")
    for content in contents {
      object.write(reference: content)
      object.write(" ")
    }
    object.write("]/Resources<<")
    object += resources
    object.write(">>>>")
  }

  /// A resource dictionary's entry for codes: `common` are those that all letters show, `personal` the person's own.
  static func pictureResources(common: Range<Int>, personal: Range<Int>) -> [UInt8] {
    guard !common.isEmpty || !personal.isEmpty else { return [] }
    var entry: [UInt8] = []
    entry.write("/XObject<<")
    for (index, number) in common.enumerated() {
      entry.write("/P")
      entry.write(index)
      entry.write(" ")
      entry.write(reference: number)
    }
    for (index, number) in personal.enumerated() {
      entry.write("/Q")
      entry.write(index)
      entry.write(" ")
      entry.write(reference: number)
    }
    entry.write(">>")
    return entry
  }
}

extension PDFAssembly {
  /// Adds the catalog, and what the file says of itself.
  mutating func addCatalog(_ catalog: Int, pages: Int, structure: Int, title: String, language: String) {
    let metadata = reserve()
    add(
      metadata, plain: Metadata.packet(title: title, language: language),
      dictionary: Array("/Type/Metadata/Subtype/XML".utf8))
    var object: [UInt8] = []
    object.write("<</Type/Catalog/Pages \(pages) 0 R/StructTreeRoot \(structure) 0 R/MarkInfo<</Marked true>>/Lang")
    object.write(textString: language)
    object.write("/Metadata \(metadata) 0 R/ViewerPreferences<</DisplayDocTitle true>>>>")
    add(catalog, object)
  }
}
