extension QRCode {
  /// `bytes` spread over `count` symbols of one version that a reader puts together again.
  ///
  /// The parts are about equally long; characters of UTF-8 stay whole.
  ///
  /// - Parameter count: 2 to 16.
  /// - Throws: as `encode(bytes:options:)`, or when there are more symbols than characters.
  /// Source: ISO/IEC 18004:2015, 8.
  public static func encodeSequence(
    bytes: [UInt8], count: Int, options: Options = Options()
  ) throws(QRCodeError) -> [QRCode] {
    let result = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(QRCodeError) in
        try StructuredAppend(bytes, count: count, options).encode()
      }
    }
    return try result.get()
  }
}

/// Data split over several symbols.
struct StructuredAppend {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int
  private let options: QRCode.Options
  private let isText: Bool
  private let parity: UInt8
  /// Where parts start, and the end.
  private let bounds: [Int]

  init(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, _ options: QRCode.Options) throws(QRCodeError) {
    guard (2...16).contains(count) else { throw .invalidSymbolCount(count) }
    self.bytes = bytes
    self.count = count
    self.options = options
    isText = String(validating: bytes, as: UTF8.self) != nil
    parity = bytes.reduce(0, ^)
    bounds = StructuredAppend.bounds(bytes, count: count, isText: isText)
    let characters = isText ? bytes.count { $0 & 0xC0 != 0x80 } : bytes.count
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .moreSymbolsThanCharacters(count, characters: characters)
    }
  }

  func encode() throws(QRCodeError) -> [QRCode] {
    var fixed = options
    if options.version == nil {
      var largest: QRCode.Version?
      for index in 0..<count {
        let version = try encoder(index, options).plan(part(index), isText: isText).version
        largest = max(largest ?? version, version)
      }
      fixed.version = largest
    }
    var codes: [QRCode] = []
    for index in 0..<count { codes.append(try encoder(index, fixed).encode(part(index), isText: isText)) }
    return codes
  }

  /// Whether each part fits.
  var fits: Bool {
    (0..<count).allSatisfy { (try? encoder($0, options).plan(part($0), isText: isText, seeksRemedy: false)) != nil }
  }

  private func part(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[bounds[index]..<bounds[index + 1]])
  }

  private func encoder(_ index: Int, _ options: QRCode.Options) -> Encoder {
    Encoder(options, sequence: SequenceHeader(index: index, count: count, parity: parity))
  }

  private static func bounds(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, isText: Bool) -> [Int] {
    (0...count).map { index in
      var bound = bytes.count * index / count
      while isText, bound > 0, bound < bytes.count, bytes[bound] & 0xC0 == 0x80 { bound -= 1 }
      return bound
    }
  }
}
