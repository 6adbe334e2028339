#if Letters
import Diagnostics
import Enrollment
import Guide
import Letters

/// One run of `guidegen letters`: from people to files, a batch at a time, each batch by all threads.
struct LetterJob {
  private let addressees: any Addressees
  let people: [Addressee]
  private let guide: LetterTexts
  let texts: [LetterPress.Text]
  /// Which of the texts each person gets.
  let textOfPerson: [Int]
  private let presses: LetterPresses
  private let stationery: Stationery
  private let crew: Crew
  /// What is wrong with the texts.
  private let findings: [Diagnostic]

  /// How many letters a thread makes at a time: starting with them costs little then, and what waits is small.
  private static let portion = 32

  init(_ addressees: any Addressees, _ guide: LetterTexts, _ stationery: Stationery, threads: Int) {
    (self.addressees, people, self.guide, self.stationery) = (addressees, addressees.people, guide, stationery)
    crew = Crew(threads: threads)
    var known: [PersonalReader: Int] = [:]
    var made: [LetterTexts.Text] = []
    textOfPerson = people.map { person in
      if let index = known[person.reader] { return index }
      let text = guide.text(for: person.reader)
      // Many languages have the same text: those that the guide does not speak.
      let index = made.firstIndex(of: text) ?? made.count
      if index == made.count { made.append(text) }
      known[person.reader] = index
      return index
    }
    findings = guide.findings(in: made)
    texts = made.map { text in
      .init(
        title: text.title, language: text.language, direction: text.isRightToLeft ? .rightToLeft : .leftToRight,
        html: text.html)
    }
    presses = LetterPresses(stationery, texts)
  }

  /// What makes letters as HTML.
  var htmlPress: HTMLPress { HTMLPress(stationery, texts, style: guide.style) }

  /// How many letters it makes.
  var count: Int { people.count }

  /// Sets what letters have in common, so that what is wrong with it shows before the first is made.
  func check(_ format: LetterFormat) throws {
    var flaws = findings
    // What a browser's fonts have is not known.
    if format == .pdf { flaws += unsettable }
    if !flaws.isEmpty { throw VaultOptions.fail(flaws.unique(), with: .wrongInput) }
  }

  /// What is wrong with texts that cannot be set, whoever the letter is for.
  private var unsettable: [Diagnostic] {
    var flaws: [Diagnostic] = []
    presses.withPress { press in
      for text in texts.indices {
        do throws(LetterFlaw) {
          try press.prepare(text)
        } catch {
          flaws.append(Diagnostic(error, of: "the letters"))
        }
      }
    }
    return flaws
  }

  /// Makes a file of each letter, named for its token's serial, and a manifest of them.
  func make(_ format: LetterFormat, into path: String, of shard: LetterShard) throws {
    let folder = try VaultOptions.reporting { () throws(VaultError) in try LetterFolder(path) }
    let manifest = try VaultOptions.reporting { () throws(VaultError) in
      try LetterManifest(in: folder, of: shard, format, origin: origin(of: format))
    }
    let left = people.indices.filter { !manifest.made.contains(people[$0].serial) }
    let htmlPress = format == .html ? htmlPress : nil
    try inBatches(left) { press, person, recipient in
      let text = textOfPerson[person]
      let file = try htmlPress?.countedFile(text, for: recipient) ?? press.countedFile(text, for: recipient)
      try folder.write(file.bytes, as: people[person].serial + format.suffix)
      return LetterManifest.Entry(
        principalName: people[person].principalName, serial: people[person].serial, pages: file.pages,
        digest: addressees.hasShortSecrets ? nil : SHA256(of: file.bytes))
    } take: { entries in
      try VaultOptions.reporting { () throws(VaultError) in try manifest.add(entries) }
    }
    try VaultOptions.reporting { () throws(VaultError) in try manifest.finish() }
  }

  /// Makes one file of all letters.
  func merge(into path: String, replacing: Bool) throws {
    let draft = try VaultOptions.reporting { () throws(VaultError) in try PrivateDraft(path) }
    let title = texts.first?.title ?? ""
    var file = presses.withPress { $0.merged(title: title, language: texts.first?.language ?? "en") }
    try inBatches(Array(people.indices)) { press, person, recipient in
      try press.part(textOfPerson[person], for: recipient)
    } take: { parts in
      for part in parts { file.add(part) }
      let sections = file.takeSections()
      let written = crew.map(sections.count) { number in presses.withPress { $0.written(sections[number]) } }
      for section in written { file.append(section) }
      let bytes = file.drain()
      try VaultOptions.reporting { () throws(VaultError) in try draft.append(bytes) }
    }
    let rest: [UInt8]
    do throws(LetterFlaw) {
      rest = try file.finish()
    } catch {
      throw VaultOptions.fail([Diagnostic(error, of: "the letters")], with: .wrongInput)
    }
    try VaultOptions.reporting { () throws(VaultError) in
      try draft.append(rest)
      try draft.finish(replacing: replacing)
    }
  }

  /// What letters are made from, but for their number: the same origin makes the same letters.
  private func origin(of format: LetterFormat) -> SHA256 {
    var bytes = Array("\(guidegenVersion) \(format) \(stationery)".utf8)
    if format == .html { bytes += guide.style }
    for text in texts { bytes += text.html }
    for person in people { bytes += "\(person.serial) ".utf8 }
    bytes += guide.baseAddress.utf8
    bytes += addressees.fingerprint
    return SHA256(of: bytes)
  }

  /// Makes letters on all threads, and hands each batch to `take`, in order; says at the end which cannot be made.
  func inBatches<Made: Sendable>(
    _ indices: [Int], _ make: @Sendable (LetterPress, Int, Recipient) throws -> Made, take: ([Made]) throws -> Void
  ) throws {
    var flaws: [Diagnostic] = []
    let batch = Self.portion * crew.threads * 4
    for start in stride(from: 0, to: indices.count, by: batch) {
      let part = indices[start..<min(indices.count, start + batch)]
      let portions = stride(from: part.startIndex, to: part.endIndex, by: Self.portion).map {
        part[$0..<min(part.endIndex, $0 + Self.portion)]
      }
      let outcomes = try VaultOptions.reporting { () throws(VaultError) in
        try crew.map(portions.count) { (number) throws(VaultError) in
          try presses.withPress { (press) throws(VaultError) in
            try portions[number].map { (person) throws(VaultError) in try outcome(of: person, press, make) }
          }
        }
      }
      var made: [Made] = []
      for outcome in outcomes.joined() {
        switch outcome {
        case .made(let letter): made.append(letter)
        case .flawed(let finding): flaws.append(finding)
        }
      }
      try take(made)
    }
    if !flaws.isEmpty { throw VaultOptions.fail(flaws, with: .wrongInput) }
  }

  /// What came of one letter.
  private enum LetterOutcome<Made: Sendable>: Sendable {
    case made(Made)
    case flawed(Diagnostic)
  }

  /// Makes the letter to `person`.
  private func outcome<Made: Sendable>(
    of person: Int, _ press: LetterPress, _ make: (LetterPress, Int, Recipient) throws -> Made
  ) throws(VaultError) -> LetterOutcome<Made> {
    let recipient = try addressees.recipient(person, of: guide)
    do {
      return .made(try make(press, person, recipient))
    } catch let error as VaultError {
      throw error
    } catch {
      let flaw = error as? LetterFlaw ?? .unreadableCode
      return .flawed(Diagnostic(flaw, of: #"the letter to "\#(people[person].principalName)""#))
    }
  }
}
#endif
