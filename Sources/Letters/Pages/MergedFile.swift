/// One file of many letters, written while they are made: what is in memory does not grow with their number but for
/// a few bytes for each object.
///
/// What letters of one shape have in common is in the file once; the fonts come last, when all glyphs are known.
struct MergedFile {
  private struct ShapeKey: Hashable {
    var text: Int
    var shape: FormShape.Key
  }

  private let title: String
  private let language: String
  private var file = PDFAssembly()
  private let catalog: Int
  private let tops: Int
  private let root: Int
  private let document: Int
  private let fonts: Int
  private var pages: [Int] = []
  private var parts: [Int] = []
  /// Objects of the number tree that leads from contents to elements.
  private var parents: [Int] = []
  /// By page: the content that all letters of the shape have.
  private var shapes: [ShapeKey: [Int]] = [:]
  /// By text: the codes that all its letters show.
  private var pictures: [Int: [Int]] = [:]
  private var uses = FontUses()

  /// A letter that was set and whose own streams are compressed.
  struct Part: Sendable {
    var shape: FormShape
    /// By page.
    var contents: [[UInt8]]
    var codes: [(picture: CodePicture, deflated: [UInt8])]
    var uses: FontUses

    init(_ letter: Letter, _ deflater: Deflater) {
      (shape, uses) = (letter.shape, letter.uses)
      contents = letter.contents.map { $0.isEmpty ? [] : deflater.deflated($0) }
      codes = letter.codes.map { ($0, deflater.deflated($0.bits)) }
    }
  }

  /// A file that is called `title`; `language` is a language tag.
  init(title: String, language: String) {
    (self.title, self.language) = (title, language)
    catalog = file.reserve()
    tops = file.reserve()
    root = file.reserve()
    document = file.reserve()
    fonts = file.reserve()
  }

  /// Adds a letter, made of the text with the number `text`.
  mutating func add(_ part: Part, text: Int, _ deflater: Deflater) {
    uses.add(part.uses)
    let contents = commonContents(of: part.shape, text: text, deflater)
    let codes = file.reserve(part.codes.count)
    for (number, code) in zip(codes, part.codes) { code.picture.write(number, into: &file, code.deflated) }
    var resources: [UInt8] = []
    resources.write("/Font ")
    resources.write(reference: fonts)
    resources += FormShape.pictureResources(common: pictures[text] ?? [], personal: codes)
    let firstPage = pages.count
    for page in 0..<part.shape.pageCount {
      let number = file.reserve()
      var streams = [contents[page]]
      if part.shape.hasPersonal[page] {
        let personal = file.reserve()
        file.add(personal, stream: part.contents[page])
        streams.append(personal)
      }
      file.add(number, part.shape.page(below: tops, key: pages.count, contents: streams, resources: resources))
      pages.append(number)
    }
    let numbers = file.reserve(part.shape.tree.count)
    part.shape.tree.writeElements(into: &file, numbers, below: document, pages: Array(pages[firstPage...]))
    parts.append(numbers.lowerBound)
    addParents(of: part.shape.tree, numbers, firstKey: firstPage)
    if file.gatheredCount > 1 << 15 { file.flush(deflater) }
  }

  private mutating func addParents(of tree: StructureTree, _ numbers: Range<Int>, firstKey: Int) {
    let number = file.reserve()
    var object: [UInt8] = []
    object.write("<</Limits[\(firstKey) \(pages.count - 1)]/Nums[")
    tree.writeParents(to: &object, numbers, firstKey: firstKey)
    object.write("]>>")
    file.add(number, object)
    parents.append(number)
  }

  private mutating func commonContents(of shape: FormShape, text: Int, _ deflater: Deflater) -> [Int] {
    let key = ShapeKey(text: text, shape: shape.key)
    if let known = shapes[key] { return known }
    uses.add(shape.uses)
    let numbers = Array(file.reserve(shape.pageCount))
    for (number, content) in zip(numbers, shape.common) { file.add(number, stream: deflater.deflated(content)) }
    shapes[key] = numbers
    if pictures[text] == nil { pictures[text] = shape.writePictures(into: &file, deflater) }
    return numbers
  }

  /// How many bytes `drain` would take away.
  var waitingCount: Int { file.bytes.count }

  /// Takes away what was written so far.
  mutating func drain() -> [UInt8] { file.drain() }

  /// Writes what comes last; `drain` has the rest of the file after.
  ///
  /// - Throws: where a font's tables cannot be read.
  mutating func finish(_ book: FontBook, _ deflater: Deflater) throws(UnreadableFont) {
    let entry = try uses.write(into: &file, book, deflater)
    file.add(fonts, Array(entry.dropFirst("/Font".utf8.count)))
    file.add(tops, Self.list("/Type/Pages/Count \(pages.count)/Kids", pages))
    file.add(document, Self.list("/S/Document/P \(root) 0 R/K", parts))
    let key = pages.count
    var object: [UInt8] = []
    object.write("<</Type/StructTreeRoot/K \(document) 0 R/ParentTreeNextKey \(key)/ParentTree<</Kids[")
    for parent in parents {
      object.write(reference: parent)
      object.write(" ")
    }
    object.write("]>>>>")
    file.add(root, object)
    file.addCatalog(catalog, pages: tops, structure: root, title: title, language: language)
    file.flush(deflater)
    file.finish(root: catalog, identifier: Checksum.sixteenBytes(of: file.bytes), deflater)
  }

  private static func list(_ entries: String, _ numbers: [Int]) -> [UInt8] {
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
