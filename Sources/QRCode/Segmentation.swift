/// Data to encode: text in UTF-8, or bytes of no known meaning.
struct Payload {
  var bytes: UnsafeBufferPointer<UInt8>
  /// Whether the bytes are UTF-8, so that Kanji mode and an ECI header make sense.
  var isText: Bool
  /// Whether FNC1 is in force: alphanumeric mode then writes the separator (byte 29) as `%` and `%` as `%%`.
  var hasFNC1: Bool
}

/// A stretch of the payload in one mode.
struct Piece: Equatable {
  var mode: QRCode.Mode
  /// Offsets in the payload's bytes.
  var range: Range<Int>
  /// What the character count field says.
  var count: Int
}

/// The division of a payload into pieces.
struct Segmentation {
  var pieces: [Piece]
  /// Bits of all pieces with their headers.
  var bits: Int
}

extension Segmentation {
  /// The shortest division, over all ways to switch between the modes that `header` allows.
  ///
  /// Dynamic programming over the characters: for each mode the least number of bits with which the characters so far
  /// can end in that mode. Costs are counted in sixths of a bit, so that a digit (10/3) and an alphanumeric character
  /// (11/2) are whole numbers; a piece that ends is rounded up to a bit, which is what the standard's remainder of one
  /// or two characters takes. Because rounding up keeps the order of two costs, the least cost so far is never worse
  /// for what follows, and the result is the shortest.
  ///
  /// - Parameters:
  ///   - asciiBytesOnly: byte mode takes no byte above 127.
  ///   - excludesKanji: Kanji mode is not used.
  /// - Returns: nil if some character fits no allowed mode.
  static func shortest(
    _ payload: Payload, _ header: SegmentHeader, asciiBytesOnly: Bool = false, excludesKanji: Bool = false
  ) -> Segmentation? {
    let bytes = payload.bytes
    guard !bytes.isEmpty else { return Segmentation(pieces: [], bits: 0) }
    return withUnsafeTemporaryAllocation(of: Step.self, capacity: bytes.count) { steps in
      CharacterTable.withClasses { classes in
        let heads = Costs(
          numeric: header.allows(.numeric) ? header.bits(.numeric) * 6 : impossible,
          alphanumeric: header.allows(.alphanumeric) ? header.bits(.alphanumeric) * 6 : impossible,
          byte: header.allows(.byte) ? header.bits(.byte) * 6 : impossible,
          kanji: payload.isText && !excludesKanji && header.allows(.kanji) ? header.bits(.kanji) * 6 : impossible)
        var costs = Costs(numeric: impossible, alphanumeric: impossible, byte: impossible, kanji: impossible)
        var before: (cost: Int, mode: UInt8) = (0, 0)
        var offset = 0
        var count = 0
        let scanner = RunScanner(bytes, classes, payload, heads)
        while offset < bytes.count {
          var step = Step(length: 1, from: before.mode, alphanumericCount: 1)
          let stretch = scanner.stretch(from: offset)
          if stretch.length > 0 {
            let length = stretch.length
            step.length = Int32(truncatingIfNeeded: length)
            step.alphanumericCount = step.length
            step.enter(&costs.byte, head: heads.byte, before.cost, length * 48, 4)
            step.enter(
              &costs.alphanumeric, head: heads.alphanumeric, before.cost,
              stretch.isAlphanumeric ? length * 33 : impossible, 2)
            costs.numeric = impossible
            steps[count] = step
            count += 1
            offset += length
            before = costs.least
            continue
          }
          let first = bytes[offset]
          let kind = classes[Int(first)]
          // Digits and alphanumeric characters.
          step.enter(
            &costs.numeric, head: heads.numeric, before.cost, kind & CharacterTable.digit != 0 ? 20 : impossible, 1)
          var alphanumeric = kind & CharacterTable.alphanumeric != 0 ? 33 : impossible
          if payload.hasFNC1 {
            if first == UInt8(ascii: "%") { (alphanumeric, step.alphanumericCount) = (66, 2) }
            if first == CharacterTable.separator { alphanumeric = 33 }
          }
          step.enter(&costs.alphanumeric, head: heads.alphanumeric, before.cost, alphanumeric, 2)
          // Bytes and Kanji.
          if first < 128 || !payload.isText {
            step.enter(
              &costs.byte, head: heads.byte, before.cost, first > 127 && asciiBytesOnly ? impossible : 48, 4)
            costs.kanji = impossible
          } else {
            let scalar = Kanji.scalar(bytes, at: offset)
            step.length = Int32(truncatingIfNeeded: scalar.length)
            step.enter(
              &costs.byte, head: heads.byte, before.cost, asciiBytesOnly ? impossible : scalar.length * 48, 4)
            step.enter(
              &costs.kanji, head: heads.kanji, before.cost, Kanji.code(scalar.value) == nil ? impossible : 78, 8)
          }
          steps[count] = step
          count += 1
          offset += Int(step.length)
          before = costs.least
        }
        guard before.cost < impossible else { return nil }
        return Segmentation(pieces: trace(steps, count: count, end: offset, mode: before.mode), bits: before.cost / 6)
      }
    }
  }

  /// Everything in `mode`, or where `mode` cannot hold it the offset of the first character it cannot hold.
  static func forced(_ payload: Payload, _ header: SegmentHeader, _ mode: QRCode.Mode) -> Result<Segmentation, Misfit> {
    let bytes = payload.bytes
    guard !bytes.isEmpty else { return .success(Segmentation(pieces: [], bits: 0)) }
    var offset = 0
    var count = 0
    while offset < bytes.count {
      let first = bytes[offset]
      let kind = CharacterTable.classes[Int(first)]
      let scalar =
        payload.isText && first > 127
        ? Kanji.scalar(bytes, at: offset) : (value: UInt32(first), length: 1)
      let fits =
        switch mode {
        case .numeric: kind & CharacterTable.digit != 0
        case .alphanumeric:
          kind & CharacterTable.alphanumeric != 0 || payload.hasFNC1 && first == CharacterTable.separator
        case .byte: true
        case .kanji: payload.isText && Kanji.code(scalar.value) != nil
        }
      guard fits else { return .failure(Misfit(offset: offset, length: scalar.length)) }
      count += mode == .byte ? scalar.length : 1
      if mode == .alphanumeric, payload.hasFNC1, first == UInt8(ascii: "%") { count += 1 }
      offset += scalar.length
    }
    let piece = Piece(mode: mode, range: 0..<bytes.count, count: count)
    return .success(Segmentation(pieces: [piece], bits: header.bits(mode) + mode.dataBits(count: count)))
  }

  /// A character that a mode cannot hold.
  struct Misfit: Error {
    var offset: Int
    var length: Int
  }

  /// Walks back from the last character and joins characters of one mode to pieces.
  private static func trace(
    _ steps: UnsafeMutableBufferPointer<Step>, count: Int, end: Int, mode last: UInt8
  ) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(4)
    var mode = last
    var end = end
    var start = end
    var characters = 0
    for index in (0..<count).reversed() {
      let step = steps[index]
      start -= Int(step.length)
      characters += mode == 2 ? Int(step.length) : mode == 1 ? Int(step.alphanumericCount) : 1
      guard step.entered & (1 << mode) != 0 || index == 0 else { continue }
      if let modeValue = QRCode.Mode(rawValue: Int(mode)) {
        pieces.append(Piece(mode: modeValue, range: start..<end, count: characters))
      }
      mode = step.from
      end = start
      characters = 0
    }
    pieces.reverse()
    return pieces
  }

  /// More than any payload costs, and small enough to add up without overflow.
  fileprivate static let impossible = 1 << 40

  /// The least cost so far of ending in each mode, in sixths of a bit.
  private struct Costs {
    var numeric: Int
    var alphanumeric: Int
    var byte: Int
    var kanji: Int

    /// The least cost in whole bits (still in sixths), and its mode.
    var least: (cost: Int, mode: UInt8) {
      var result = (cost: byte, mode: UInt8(2))
      let numeric = (numeric + 5) / 6 * 6
      if numeric < result.cost { result = (numeric, 0) }
      let alphanumeric = (alphanumeric + 5) / 6 * 6
      if alphanumeric < result.cost { result = (alphanumeric, 1) }
      if kanji < result.cost { result = (kanji, 3) }
      return result
    }
  }

  /// Finds stretches that some shortest division does not cut, so that they need no search inside.
  ///
  /// Take a run of digits and alphanumeric characters that cannot be longer.
  /// - A division may leave byte mode inside it; written as bytes instead, the characters would cost at most 28 (digits)
  ///   or 15 sixths of a bit more each, but save a header, and inside the text also the header with which byte mode
  ///   goes on. Where the run is too short for that, byte mode is no worse, for it and all between such runs.
  /// - A division may use numeric mode inside it; written in alphanumeric mode a digit costs 13 sixths more. Beside
  ///   alphanumeric pieces that does not pay where no row of digits is long enough for its header; beside bytes alone it
  ///   does not where digits are so few that the other characters, 15 sixths more each, cost more than they save.
  ///   Alphanumeric mode or byte mode then holds the whole run.
  /// This does not hold beside Kanji, or with FNC1, where every character is searched.
  private struct RunScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let classes: UnsafeBufferPointer<UInt8>
    private let isOn: Bool
    private let numericHead: Int
    private let alphanumericHead: Int
    /// What leaving byte mode costs at least, at an end of the text and inside it, in sixths of a bit.
    private let costAtEnd: Int
    private let costInside: Int

    init(
      _ bytes: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>, _ payload: Payload, _ heads: Costs
    ) {
      self.bytes = bytes
      self.classes = classes
      isOn =
        !payload.hasFNC1 && heads.kanji >= impossible && heads.byte < impossible && heads.alphanumeric < impossible
      numericHead = heads.numeric
      alphanumericHead = heads.alphanumeric
      costAtEnd = min(heads.numeric, heads.alphanumeric)
      costInside = costAtEnd + heads.byte
    }

    /// A run, from where it starts.
    private struct Run {
      var end: Int
      /// What it saves at most against byte mode, in sixths of a bit.
      var gain = 0
      /// Digits in its longest row of them.
      var mostDigits = 0
    }

    /// Bytes from `start` on that need no search, and whether they are one run; length 0 if `start` has to be searched.
    @inline(__always)
    func stretch(from start: Int) -> (length: Int, isAlphanumeric: Bool) {
      guard isOn, start == 0 || classes[Int(bytes[start &- 1])] == 0 || classes[Int(bytes[start])] == 0 else {
        return (0, false)
      }
      var offset = start
      while offset < bytes.count {
        let run = run(from: offset)
        let isWhole = offset == 0 && run.end == bytes.count
        let cost = offset == 0 || run.end == bytes.count ? costAtEnd : costInside
        if isWhole || run.gain > cost {
          guard offset == start else { break }
          return mayUseNumeric(run, from: start) ? (0, false) : (run.end &- start, true)
        }
        // The run, and the byte that ended it.
        offset = min(run.end &+ 1, bytes.count)
      }
      return (offset &- start, false)
    }

    /// Whether numeric mode may pay inside `run`; up to six sixths are lost where pieces are rounded up.
    private func mayUseNumeric(_ run: Run, from start: Int) -> Bool {
      let others = 15 &* (run.end &- start)
      let digits = (run.gain &- others) / 13
      return run.mostDigits &* 13 &+ 6 > numericHead
        || 28 &* digits &+ 6 > others &+ numericHead &- alphanumericHead
    }

    @inline(__always)
    private func run(from start: Int) -> Run {
      var run = Run(end: start)
      var digits = 0
      while run.end < bytes.count {
        let kind = classes[Int(bytes[run.end])]
        guard kind != 0 else { break }
        if kind & CharacterTable.digit != 0 {
          digits &+= 1
          run.gain &+= 28
          run.mostDigits = max(run.mostDigits, digits)
        } else {
          digits = 0
          run.gain &+= 15
        }
        run.end &+= 1
      }
      return run
    }
  }

  /// How the best ways over one character came about.
  private struct Step {
    /// Bytes of the character, or of a stretch that is written as bytes.
    var length: Int32
    /// The mode before this character, for the modes that were entered here.
    var from: UInt8
    /// Characters that alphanumeric mode counts.
    var alphanumericCount: Int32
    /// Bit n: mode n starts a new piece at this character.
    var entered: UInt8 = 0

    init(length: Int32, from: UInt8, alphanumericCount: Int32) {
      self.length = length
      self.from = from
      self.alphanumericCount = alphanumericCount
    }

    /// Updates the cost of one mode: go on in it, or enter it after the best way so far.
    @inline(__always)
    mutating func enter(_ cost: inout Int, head: Int, _ before: Int, _ character: Int, _ flag: UInt8) {
      let fresh = head &+ before
      if fresh < cost {
        entered |= flag
        cost = fresh &+ character
      } else {
        cost = cost &+ character
      }
      if cost > Segmentation.impossible { cost = Segmentation.impossible }
    }
  }
}

/// Which bytes numeric and alphanumeric mode can write.
enum CharacterTable {
  static let digit: UInt8 = 1
  static let alphanumeric: UInt8 = 2
  /// The group separator, which stands for FNC1 between fields.
  static let separator: UInt8 = 29

  /// For each byte the sum of `digit` and `alphanumeric`.
  static let classes: [UInt8] = (0...255).map { byte in
    values[byte] == 255 ? 0 : values[byte] < 10 ? digit | alphanumeric : alphanumeric
  }

  /// The value of each byte in alphanumeric mode, 255 where it has none.
  ///
  /// Source: ISO/IEC 18004:2015, table 5.
  static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in characters.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  /// The characters of alphanumeric mode in the order of their values.
  static let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

  static func withClasses<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    classes.withUnsafeBufferPointer(body)
  }
}
