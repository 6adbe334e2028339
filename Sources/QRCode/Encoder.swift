/// The way from a payload to a symbol: options, segmentation, version and level, bits, modules.
struct Encoder {
  private let options: QRCode.Options
  /// The header of structured append; nil: the symbol stands alone.
  private let sequence: SequenceHeader?

  init(_ options: QRCode.Options, sequence: SequenceHeader? = nil) {
    self.options = options
    self.sequence = sequence
  }

  /// - Parameter isText: whether `bytes` are valid UTF-8 whose meaning is text.
  func encode(_ bytes: UnsafeBufferPointer<UInt8>, isText: Bool) throws(QRCodeError) -> QRCode {
    let plan = try plan(bytes, isText: isText)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: plan.version.blocks(plan.level).data + 8) { data in
      plan.writeData(bytes, into: data)
      let codewords = UnsafeBufferPointer(data)
      if plan.version.family == .qr, options.finderRule == .once {
        return ModelTwoSymbol.draw(codewords, plan.version, plan.level, mask: options.mask)
      }
      return PlainSymbol.draw(codewords, plan.version, plan.level, mask: options.mask, options.finderRule)
    }
  }

  /// The choice of version, level and segmentation, without drawing.
  ///
  /// - Parameter seeksRemedy: whether the error for data that is too long says what would hold it.
  func plan(
    _ bytes: UnsafeBufferPointer<UInt8>, isText: Bool, seeksRemedy: Bool = true
  ) throws(QRCodeError) -> Plan {
    try check()
    let level = options.level
    let versions = candidates
    var last: (bits: Int, version: QRCode.Version)?
    var planned: (header: SegmentHeader, prefix: Prefix, segmentation: Segmentation)?
    let least = leastBits(bytes)
    for (index, version) in versions.enumerated() {
      guard let capacity = version.capacity(level), capacity >= least || index == versions.count - 1 else { continue }
      let header = version.segmentHeader
      if planned?.header != header {
        guard let division = try divide(bytes, isText: isText, version, header) else {
          planned = nil
          continue
        }
        planned = (header, division.prefix, division.segmentation)
      }
      guard let planned else { continue }
      let bits = planned.prefix.count + planned.segmentation.bits
      if bits <= capacity {
        return Plan(
          version: version, level: boosted(version, bits), prefix: planned.prefix, pieces: planned.segmentation.pieces,
          hasFNC1: options.fnc1 != nil)
      }
      last = (bits, version)
    }
    guard let last else { throw noVersion(versions) }
    throw .tooLong(
      bits: last.bits, capacity: last.version.capacity(level) ?? 0, version: last.version, level: level,
      remedy: seeksRemedy ? remedy(bytes, isText: isText) : nil)
  }

  // MARK: - Choices

  private var candidates: [QRCode.Version] {
    if let version = options.version { return [version] }
    switch options.family {
    case .qr: return Encoder.qrVersions
    case .micro: return QRCode.Version.all(.micro)
    case .rectangular: return QRCode.Version.all(.rectangular)
    }
  }

  private static let qrVersions = QRCode.Version.all(.qr)

  private func check() throws(QRCodeError) {
    let family = options.version?.family ?? options.family
    let example = options.version ?? candidates[0]
    if let version = options.version, !version.levels.contains(options.level) {
      throw .levelUnavailable(options.level, version)
    }
    if let mask = options.mask, !(0..<example.masks).contains(mask) {
      throw .maskUnavailable(mask, example, last: example.masks - 1)
    }
    if case .assignment(let number) = options.eci, !(0...999_999).contains(number) { throw .invalidECI(number) }
    if case .application(let text) = options.fnc1, Prefix.indicator(text) == nil {
      throw .invalidApplicationIndicator(text)
    }
    guard family != .qr else { return }
    if sequence != nil { throw .featureUnavailable("structured append", family) }
    guard family == .micro else { return }
    if options.fnc1 != nil { throw .featureUnavailable("FNC1", family) }
    switch options.eci {
    case .always, .assignment: throw .featureUnavailable("ECI", family)
    case .never, .whenNeeded: break
    }
  }

  /// Fewer bits than any division takes, at the cost of a glance at each byte: 10/3 for a digit and everything else
  /// that might be short, 8 for what only byte mode can write.
  private func leastBits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count > 200 else { return 0 }
    var plain = 0
    for byte in bytes { plain &+= byte > 0x5A && byte < 0x80 ? 1 : 0 }
    return plain * 8 + (bytes.count - plain) * 10 / 3
  }

  /// Why no candidate was even tried.
  private func noVersion(_ versions: [QRCode.Version]) -> QRCodeError {
    let largest = versions[versions.count - 1]
    if let mode = options.mode, !largest.segmentHeader.allows(mode) { return .modeUnavailable(mode, largest) }
    if largest.capacity(options.level) != nil { return .modeUnavailable(.byte, largest) }
    return .levelUnavailable(options.level, largest)
  }

  /// The highest level at which `version` still holds `bits`.
  private func boosted(_ version: QRCode.Version, _ bits: Int) -> QRCode.Level {
    var level = options.level
    guard options.boostsLevel else { return level }
    for higher in QRCode.Level.allCases where higher > level {
      if let capacity = version.capacity(higher), capacity >= bits { level = higher }
    }
    return level
  }

  /// The headers before the first segment, and the segments; nil when the version lacks a mode for some character.
  private func divide(
    _ bytes: UnsafeBufferPointer<UInt8>, isText: Bool, _ version: QRCode.Version, _ header: SegmentHeader
  ) throws(QRCodeError) -> (prefix: Prefix, segmentation: Segmentation)? {
    var declared = Prefix(sequence)
    var prefix = declared
    switch options.eci {
    case .always: declared.declare(26, version.family)
    case .assignment(let number): declared.declare(number, version.family)
    case .never: break
    case .whenNeeded: if isText, version.family != .micro { declared.declare(26, version.family) }
    }
    if let fnc1 = options.fnc1 {
      prefix.mark(fnc1, version.family)
      declared.mark(fnc1, version.family)
    }
    let payload = Payload(
      bytes: bytes, isText: isText && !options.eci.isForeign, hasFNC1: options.fnc1 != nil)
    if let mode = options.mode {
      guard header.allows(mode) else { return nil }
      switch Segmentation.forced(payload, header, mode) {
      case .success(let segmentation):
        let plain = options.eci == .whenNeeded && (mode != .byte || bytes.allSatisfy { $0 < 128 })
        return (plain ? prefix : declared, segmentation)
      case .failure(let misfit):
        throw .unencodable(
          character: String(decoding: bytes[misfit.offset..<misfit.offset + misfit.length], as: UTF8.self),
          offset: misfit.offset, mode: mode)
      }
    }
    if bytes.allSatisfy({ $0 < 128 }) {
      let isDeclared = options.eci != .whenNeeded
      return Segmentation.shortest(payload, header, excludesKanji: true).map { (isDeclared ? declared : prefix, $0) }
    }
    // Readers disagree about Kanji segments under an ECI header, and about those beside bytes in UTF-8 without one.
    // So it is either bytes alone, or Kanji with bytes in ASCII and no header.
    let inBytes = Segmentation.shortest(payload, header, excludesKanji: true)
    let inKanji =
      options.eci.leavesKanji && payload.isText
      ? Segmentation.shortest(payload, header, asciiBytesOnly: true) : nil
    if let inKanji, inKanji.bits + prefix.count <= inBytes.map({ $0.bits + declared.count }) ?? .max {
      return (prefix, inKanji)
    }
    return inBytes.map { (declared, $0) }
  }

  /// What would hold data that the options leave no room for.
  private func remedy(_ bytes: UnsafeBufferPointer<UInt8>, isText: Bool) -> QRCodeError.Remedy? {
    func version(_ change: (inout QRCode.Options) -> Void) -> QRCode.Version? {
      var options = options
      change(&options)
      return try? Encoder(options, sequence: sequence).plan(bytes, isText: isText, seeksRemedy: false).version
    }
    if let forced = options.version {
      let larger = version {
        $0.version = nil
        $0.family = forced.family
      }
      if let larger { return .version(larger) }
    }
    let family = options.version?.family ?? options.family
    if family != .qr {
      return version {
        $0.version = nil
        $0.family = .qr
      }.map { .model2($0) }
    }
    guard options.version == nil, sequence == nil else { return nil }
    for level in QRCode.Level.allCases.reversed() where level < options.level {
      if version({ $0.level = level }) != nil { return .level(level) }
    }
    for count in 2...16 where (try? StructuredAppend(bytes, count: count, options).fits) ?? false {
      return .symbols(count)
    }
    return nil
  }
}

extension QRCode.ECI {
  /// Whether the bytes are in a character set that only the caller knows.
  fileprivate var isForeign: Bool { if case .assignment(let number) = self { number != 26 } else { false } }

  /// Whether the symbol may do without a header, so that Kanji mode says what it always says.
  fileprivate var leavesKanji: Bool { self == .never || self == .whenNeeded }
}
