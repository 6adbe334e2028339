/// A PDF file in the making: streams are written as they come, all other objects are gathered into object streams.
///
/// A value: what many files have in common is assembled once, and each of them goes on from a copy. A section of a file
/// can be assembled by itself, on a thread of its own, once its objects have their numbers.
///
/// Source: ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
struct PDFAssembly {
  /// Where an object stands, in eight bytes: a file of many letters has as many of these as nothing else.
  private struct Entry {
    /// 0: only reserved; 1: at an offset; 2: in an object stream. Source: ISO 32000-1, table 18.
    private var bits: UInt64 = 0

    static let reserved = Entry()

    static func offset(_ offset: Int) -> Entry { Entry(bits: UInt64(offset) << 18 | 1) }

    static func inStream(_ stream: Int, index: Int) -> Entry {
      Entry(bits: UInt64(stream) << 18 | UInt64(index & 0xFFFF) << 2 | 2)
    }

    var kind: UInt8 { UInt8(bits & 3) }
    /// The offset, or the object stream's number.
    var number: Int { Int(bits >> 18) }
    var index: Int { Int(bits >> 2 & 0xFFFF) }
  }

  /// What is not yet taken away by `drain`.
  private(set) var bytes: [UInt8] = []
  /// How many bytes were taken away.
  private var drained = 0
  /// The number of the first of `entries`.
  private let first: Int
  /// By object number; number 0 is never used.
  private var entries: [Entry]
  private var gathered: [(number: Int, offset: Int)] = []
  private var gatheredBytes: [UInt8] = []

  /// A file that so far has its head.
  init() {
    (first, entries) = (0, [.reserved])
    bytes.write("%PDF-1.7\n%")
    // Bytes above 127, so that nothing takes the file for text; a build of the site knows letters by this line.
    bytes += [0xE2, 0xE3, 0xCF, 0xD3]
    bytes.write(" guidegen letter\n")
  }

  /// A section of a file that has the objects `numbers` and no others.
  init(section numbers: Range<Int>) {
    first = numbers.lowerBound
    entries = Array(repeating: .reserved, count: numbers.count)
  }

  /// Adds `section`, whose numbers were reserved here.
  mutating func append(_ section: PDFAssembly) {
    precondition(section.gathered.isEmpty, "a section is flushed before it is added")
    let start = drained + bytes.count
    for (index, entry) in section.entries.enumerated() {
      entries[section.first + index] = entry.kind == 1 ? .offset(start + entry.number) : entry
    }
    bytes += section.bytes
  }

  /// A number for an object that is written later.
  mutating func reserve() -> Int {
    entries.append(.reserved)
    return entries.count - 1
  }

  /// Numbers for `count` objects that are written later.
  mutating func reserve(_ count: Int) -> Range<Int> {
    let first = entries.count
    entries.append(contentsOf: repeatElement(.reserved, count: count))
    return first..<entries.count
  }

  /// Adds the object `number`, whose text is `object`.
  mutating func add(_ number: Int, _ object: [UInt8]) { add(number) { $0 += object } }

  /// Adds the object `number`, whose text is what `write` appends.
  mutating func add(_ number: Int, write: (inout [UInt8]) -> Void) {
    gathered.append((number, gatheredBytes.count))
    write(&gatheredBytes)
    gatheredBytes.append(UInt8(ascii: " "))
  }

  /// Adds the stream `number` of `data`, which is compressed already; `dictionary` is what its dictionary has besides
  /// length and filter.
  mutating func add(_ number: Int, stream data: [UInt8], dictionary: [UInt8] = []) {
    begin(number)
    bytes.write("<<")
    bytes += dictionary
    bytes.write("/Filter/FlateDecode/Length ")
    bytes.write(data.count)
    bytes.write(">>stream\n")
    bytes += data
    bytes.write("\nendstream\nendobj\n")
  }

  /// Adds the stream `number` of `data`, which is text for other programs to find: not compressed.
  mutating func add(_ number: Int, plain data: [UInt8], dictionary: [UInt8]) {
    begin(number)
    bytes.write("<<")
    bytes += dictionary
    bytes.write("/Length ")
    bytes.write(data.count)
    bytes.write(">>stream\n")
    bytes += data
    bytes.write("\nendstream\nendobj\n")
  }

  /// Writes the gathered objects as an object stream.
  mutating func flush(_ deflater: Deflater) {
    guard !gathered.isEmpty else { return }
    flush(as: reserve(), deflater)
  }

  /// Writes the gathered objects as the object stream `number`.
  mutating func flush(as number: Int, _ deflater: Deflater) {
    var head: [UInt8] = []
    for (index, object) in gathered.enumerated() {
      entries[object.number - first] = .inStream(number, index: index)
      head.write(object.number)
      head.append(UInt8(ascii: " "))
      head.write(object.offset)
      head.append(UInt8(ascii: " "))
    }
    var dictionary: [UInt8] = []
    dictionary.write("/Type/ObjStm/N ")
    dictionary.write(gathered.count)
    dictionary.write("/First ")
    dictionary.write(head.count)
    add(number, stream: deflater.deflated(head + gatheredBytes), dictionary: dictionary)
    gathered.removeAll(keepingCapacity: true)
    gatheredBytes.removeAll(keepingCapacity: true)
  }

  /// Takes away what was written so far, for a file that grows too large to be held.
  mutating func drain() -> [UInt8] {
    drained += bytes.count
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Writes what is gathered, the cross-reference stream and the file's end.
  ///
  /// - Parameters:
  ///   - root: the catalog's number.
  ///   - identifier: 16 bytes that differ for files that differ.
  mutating func finish(root: Int, identifier: [UInt8], _ deflater: Deflater) {
    flush(deflater)
    let number = reserve()
    let start = drained + bytes.count
    entries[number] = .offset(start)
    let width = start < 1 << 24 ? 3 : 5
    let table = table(width: width)
    var dictionary: [UInt8] = []
    dictionary.write("/Type/XRef/Size ")
    dictionary.write(entries.count)
    dictionary.write("/W[1 ")
    dictionary.write(width)
    dictionary.write(" 2]/DecodeParms<</Predictor 12/Columns ")
    dictionary.write(width + 3)
    dictionary.write(">>/Root ")
    dictionary.write(reference: root)
    dictionary.write("/ID[<")
    dictionary.write(hex: identifier)
    dictionary.write("><")
    dictionary.write(hex: identifier)
    dictionary.write(">]")
    add(number, stream: deflater.deflated(table), dictionary: dictionary)
    bytes.write("startxref\n")
    bytes.write(start)
    bytes.write("\n%%EOF\n")
  }

  private mutating func begin(_ number: Int) {
    entries[number - first] = .offset(drained + bytes.count)
    bytes.write(number)
    bytes.write(" 0 obj\n")
  }

  /// The cross-reference table's rows: each says how it differs from the one above, since most differ little.
  ///
  /// Source: ISO 32000-1, 7.4.4.4 (the predictor Up) and 7.5.8.3.
  private func table(width: Int) -> [UInt8] {
    var table: [UInt8] = []
    table.reserveCapacity(entries.count * (width + 4))
    var above = [UInt8](repeating: 0, count: width + 3)
    var row = above
    for entry in entries {
      row[0] = entry.kind
      for place in 0..<width { row[width - place] = UInt8(entry.number >> (8 * place) & 255) }
      let last = entry.kind == 0 ? 0xFFFF : entry.index
      row[width + 1] = UInt8(last >> 8)
      row[width + 2] = UInt8(last & 255)
      table.append(2)
      for place in row.indices { table.append(row[place] &- above[place]) }
      swap(&row, &above)
    }
    return table
  }
}
