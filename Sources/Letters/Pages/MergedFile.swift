/// One file of many letters, written while they are made: what is in memory does not grow with their number but for
/// a few bytes for each object.
///
/// What letters of one shape have in common is in the file once; the fonts come last, when all glyphs are known. Letters
/// get their numbers here, one after the other; that done, sections of them are written on any threads.
struct MergedFile {
  private struct ShapeKey: Hashable {
    var text: Int
    var shape: FormShape.Key
  }

  private let title: String
  private let language: String
  private var file = PDFAssembly()
  private let catalog: Int
  private let root: Int
  private let frame: MergedSection.Frame
  private var pageCount = 0
  private var pages: [Range<Int>] = []
  private var parts: [Int] = []
  /// Objects of the number tree that leads from contents to elements.
  private var parents: [Int] = []
  /// By page: the content that all letters of the shape have.
  private var shapes: [ShapeKey: Range<Int>] = [:]
  /// By text: the codes that all its letters show.
  private var pictures: [Int: Range<Int>] = [:]
  private var uses = FontUses()
  /// What waits for more letters.
  private var open: MergedSection
  private var closed: [MergedSection] = []
  private var checksum = Checksum()

  /// A letter that was set and whose own streams are compressed.
  struct Part: Sendable {
    var shape: FormShape
    var streams: LetterStreams
    var uses: FontUses

    init(_ letter: Letter, _ deflater: Deflater) {
      (shape, uses) = (letter.shape, letter.uses)
      streams = LetterStreams(of: letter, deflater)
    }
  }

  /// A file that is called `title`; `language` is a language tag.
  init(title: String, language: String) {
    (self.title, self.language) = (title, language)
    catalog = file.reserve()
    root = file.reserve()
    frame = .init(tops: file.reserve(), document: file.reserve(), fonts: file.reserve())
    open = MergedSection(frame, first: frame.fonts + 1)
  }

  /// Adds a letter, made of the text with the number `text`.
  mutating func add(_ part: Part, text: Int) {
    uses.add(part.uses)
    let shape = part.shape
    let key = ShapeKey(text: text, shape: shape.key)
    let contents: Range<Int>
    if let known = shapes[key] {
      contents = known
    } else {
      uses.add(shape.uses)
      contents = open.add(contentsOf: shape, &file)
      shapes[key] = contents
    }
    if pictures[text] == nil { pictures[text] = open.add(picturesOf: shape, &file) }
    let letter = MergedSection.Letter(
      part: part, contents: contents, pictures: pictures[text] ?? 0..<0,
      codes: file.reserve(part.streams.codeCount), pages: file.reserve(shape.pageCount),
      personal: shape.hasPersonal.map { $0 ? file.reserve() : nil }, elements: file.reserve(shape.tree.count),
      parents: file.reserve(), firstKey: pageCount)
    open.add(letter)
    pageCount += shape.pageCount
    pages.append(letter.pages)
    parts.append(letter.elements.lowerBound)
    parents.append(letter.parents)
    if open.isFull { close() }
  }

  private mutating func close() {
    open.close(with: file.reserve())
    closed.append(open)
    open = MergedSection(frame, first: open.numbers.upperBound)
  }

  /// Takes away the sections that are ready to be written, in their order.
  mutating func takeSections() -> [MergedSection] {
    defer { closed.removeAll() }
    return closed
  }

  /// Adds the next of the sections, written.
  mutating func append(_ section: MergedSection.Written) {
    file.append(section.file)
    checksum.add(section.checksum.bytes)
  }

  /// Takes away what was written so far.
  mutating func drain() -> [UInt8] { file.drain() }

  /// Writes what comes last, when all sections are there; `drain` has the rest of the file after.
  ///
  /// - Throws: where a font's tables cannot be read.
  mutating func finish(_ book: FontBook) throws(UnreadableFont) {
    // What comes last grows with the number of letters too, all but the fonts.
    let deflater = Deflater(.quick)
    if !open.isEmpty { close() }
    for section in takeSections() { append(section.written(deflater)) }
    let entry = try uses.write(into: &file, book, Deflater(.thorough))
    file.add(frame.fonts, Array(entry.dropFirst("/Font".utf8.count)))
    file.add(frame.tops, Self.list("/Type/Pages/Count \(pageCount)/Kids", pages.joined()))
    file.add(frame.document, Self.list("/S/Document/P \(root) 0 R/K", parts))
    file.add(root) { object in
      object.write("<</Type/StructTreeRoot/K \(frame.document) 0 R/ParentTreeNextKey \(pageCount)/ParentTree<</Kids[")
      for parent in parents {
        object.write(reference: parent)
        object.write(" ")
      }
      object.write("]>>>>")
    }
    file.addCatalog(catalog, pages: frame.tops, structure: root, title: title, language: language)
    file.flush(deflater)
    file.finish(root: catalog, identifier: checksum.bytes, deflater)
  }

  private static func list(_ entries: String, _ numbers: some Sequence<Int>) -> [UInt8] {
    var object: [UInt8] = []
    object.write("<<\(entries)[")
    for number in numbers {
      object.write(reference: number)
      object.write(" ")
    }
    object.write("]>>")
    return object
  }
}
