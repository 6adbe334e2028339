/// Letters of a merged file that stand one after the other, whose objects all have their numbers: what is left is to
/// write them, which needs nothing of other sections.
struct MergedSection: Sendable {
  /// The objects of the file that all letters refer to.
  struct Frame: Sendable {
    var tops: Int
    var document: Int
    var fonts: Int
  }

  /// A letter and its objects.
  struct Letter: Sendable {
    var part: MergedFile.Part
    /// By page: what all letters of its shape have.
    var contents: Range<Int>
    /// The codes that all letters of its text show.
    var pictures: Range<Int>
    var codes: Range<Int>
    var pages: Range<Int>
    /// By page; nil where there is nothing personal.
    var personal: [Int?]
    var elements: Range<Int>
    /// Its part of the number tree that leads from contents to elements.
    var parents: Int
    /// The first page's key in that tree.
    var firstKey: Int
  }

  /// A section as bytes of the file.
  struct Written: Sendable {
    var file: PDFAssembly
    var checksum: Checksum
  }

  private let frame: Frame
  private let first: Int
  private var letters: [Letter] = []
  /// What is used for the first time here, and all letters after use too.
  private var contents: [(numbers: Range<Int>, shape: FormShape)] = []
  private var pictures: [(numbers: Range<Int>, shape: FormShape)] = []
  private var elementCount = 0
  /// The stream of all objects that are no streams themselves.
  private var stream = 0

  /// Readers open a whole object stream for one of its objects: it holds about a score of short letters.
  private static let mostElements = 1 << 10

  /// A section of nothing, whose objects begin with the number `first`.
  init(_ frame: Frame, first: Int) { (self.frame, self.first) = (frame, first) }

  var isEmpty: Bool { letters.isEmpty }
  var isFull: Bool { elementCount >= Self.mostElements }
  /// The objects of a closed section.
  var numbers: Range<Int> { first..<stream + 1 }

  /// Adds the contents that all letters of `shape` have.
  ///
  /// - Returns: their objects.
  mutating func add(contentsOf shape: FormShape, _ file: inout PDFAssembly) -> Range<Int> {
    let numbers = file.reserve(shape.pageCount)
    contents.append((numbers, shape))
    return numbers
  }

  /// Adds the codes that all letters of the form of `shape` show.
  ///
  /// - Returns: their objects.
  mutating func add(picturesOf shape: FormShape, _ file: inout PDFAssembly) -> Range<Int> {
    let numbers = file.reserve(shape.pictures.count)
    pictures.append((numbers, shape))
    return numbers
  }

  /// Adds `letter`.
  mutating func add(_ letter: Letter) {
    letters.append(letter)
    elementCount += letter.elements.count
  }

  /// Ends it; `number` is its last object.
  mutating func close(with number: Int) { stream = number }

  /// Its bytes.
  func written(_ deflater: Deflater) -> Written {
    var file = PDFAssembly(section: numbers)
    var checksum = Checksum()
    for (numbers, shape) in contents {
      for (number, content) in zip(numbers, shape.common) { file.add(number, stream: deflater.deflated(content)) }
    }
    for (numbers, shape) in pictures { shape.writePictures(numbers, into: &file, deflater) }
    for letter in letters {
      write(letter, into: &file)
      checksum.add(letter.part.streams.checksum.bytes)
    }
    file.flush(as: stream, deflater)
    return Written(file: file, checksum: checksum)
  }

  private func write(_ letter: Letter, into file: inout PDFAssembly) {
    let shape = letter.part.shape
    letter.part.streams.writeCodes(letter.codes, into: &file)
    var resources: [UInt8] = []
    resources.write("/Font ")
    resources.write(reference: frame.fonts)
    resources += FormShape.pictureResources(common: letter.pictures, personal: letter.codes)
    for (page, number) in letter.pages.enumerated() {
      var streams = [letter.contents.lowerBound + page]
      if let personal = letter.personal[page] {
        file.add(personal, stream: letter.part.streams.contents[page])
        streams.append(personal)
      }
      file.add(number) { object in
        shape.writePage(
          to: &object, below: frame.tops, key: letter.firstKey + page, contents: streams, resources: resources)
      }
    }
    shape.tree.writeElements(into: &file, letter.elements, below: frame.document, pages: Array(letter.pages))
    file.add(letter.parents) { object in
      object.write("<</Limits[")
      object.write(letter.firstKey)
      object.write(" ")
      object.write(letter.firstKey + shape.pageCount - 1)
      object.write("]/Nums[")
      shape.tree.writeParents(to: &object, letter.elements, firstKey: letter.firstKey)
      object.write("]>>")
    }
  }
}
