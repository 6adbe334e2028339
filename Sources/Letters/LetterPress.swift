/// Makes letters: a file for each recipient, or one of all.
///
/// One instance serves one thread. What it makes of a text and a recipient are the same bytes, whatever was made before.
public final class LetterPress {
  private let stationery: Stationery
  private let book: FontBook
  private let deflater = Deflater(.thorough)
  private let quickDeflater = Deflater(.quick)
  private let quickestDeflater = Deflater(.quickest)
  private let texts: [Text]
  private var forms: [Int: (form: LetterForm, files: LetterFile)] = [:]

  /// What letters say.
  public struct Text: Sendable {
    /// The file's.
    public var title: String
    /// A language tag.
    public var language: String
    /// At which side lines begin; parts of the text with the attribute `dir` have their own.
    public var direction: TextDirection
    /// The letter, with marks for the fields of `Recipient`: `U+FDD0`, the field's name, `U+FDD1`.
    ///
    /// The element `header` holds what stands at its own place on the first page: the sender's line (a paragraph of
    /// the class `return`), `address`, and a `dl` beside the window. The element `footer` is printed on each page; in it
    /// `letter.page` and `letter.pages` are fields too. A `figure` of the class `enrollment-code` gets the code.
    public var html: [UInt8]

    /// A text.
    public init(title: String, language: String, direction: TextDirection = .leftToRight, html: [UInt8]) {
      (self.title, self.language, self.direction, self.html) = (title, language, direction, html)
    }
  }

  /// A letter's file.
  public struct File: Sendable {
    /// PDF.
    public var bytes: [UInt8]
    /// How many pages it has.
    public var pageCount: Int
  }

  /// A press for letters that look alike and say one of `texts`.
  public convenience init(_ stationery: Stationery, _ texts: [Text]) { self.init(stationery, texts, FontBook()) }

  init(_ stationery: Stationery, _ texts: [Text], _ book: FontBook) {
    (self.stationery, self.texts, self.book) = (stationery, texts, book)
  }

  /// Sets what all letters of a text say.
  ///
  /// - Parameter text: its index in the texts.
  /// - Throws: where it cannot be set, whoever the letter is for.
  public func prepare(_ text: Int) throws(LetterFlaw) { _ = try form(text) }

  /// The letter of a text for `recipient`.
  public func file(_ text: Int, for recipient: Recipient) throws(LetterFlaw) -> File {
    let (form, files) = try form(text)
    do {
      let letter = try form.letter(for: recipient)
      return File(bytes: try files.bytes(of: letter), pageCount: letter.shape.pageCount)
    } catch {
      throw LetterFlaw(error)
    }
  }

  /// The letter of a text for `recipient`, for a `MergedLetters`.
  public func part(_ text: Int, for recipient: Recipient) throws(LetterFlaw) -> MergedLetters.Part {
    let form = try form(text).form
    do {
      return MergedLetters.Part(text: text, part: MergedFile.Part(try form.letter(for: recipient), quickestDeflater))
    } catch {
      throw LetterFlaw(error)
    }
  }

  /// The bytes of a section of a `MergedLetters`.
  public func written(_ section: MergedLetters.Section) -> MergedLetters.Written {
    MergedLetters.Written(section: section.section.written(quickestDeflater))
  }

  /// An empty file for letters of this press, and of others that belong together.
  public func merged(title: String, language: String) -> MergedLetters {
    MergedLetters(file: MergedFile(title: title, language: language), book: book)
  }

  private func form(_ text: Int) throws(LetterFlaw) -> (form: LetterForm, files: LetterFile) {
    if let known = forms[text] { return known }
    do {
      let form = try LetterForm(texts[text], stationery, book)
      let made = (form: form, files: LetterFile(form, deflater, quick: quickDeflater))
      forms[text] = made
      return made
    } catch {
      throw LetterFlaw(error)
    }
  }
}

/// One file of many letters, whose bytes are taken away while it grows.
public struct MergedLetters {
  /// A letter on its way into the file.
  public struct Part: Sendable {
    let text: Int
    let part: MergedFile.Part

    /// How many pages it has.
    public var pageCount: Int { part.shape.pageCount }
  }

  /// Letters that stand one after the other in the file, ready to be written by a press.
  public struct Section: Sendable {
    let section: MergedSection
  }

  /// A section as bytes.
  public struct Written: Sendable {
    let section: MergedSection.Written
  }

  private var file: MergedFile
  private let book: FontBook

  init(file: MergedFile, book: FontBook) {
    (self.file, self.book) = (file, book)
  }

  /// Adds a letter.
  public mutating func add(_ part: Part) { file.add(part.part, text: part.text) }

  /// Takes away the sections that are full: presses write them, on any threads.
  public mutating func takeSections() -> [Section] { file.takeSections().map(Section.init) }

  /// Adds the next of the sections that were taken away, in their order.
  public mutating func append(_ written: Written) { file.append(written.section) }

  /// Takes away what was written so far.
  public mutating func drain() -> [UInt8] { file.drain() }

  /// Takes away the rest, when all sections were added; the file is whole then.
  public mutating func finish() throws(LetterFlaw) -> [UInt8] {
    do {
      try file.finish(book)
    } catch {
      throw LetterFlaw(error)
    }
    return file.drain()
  }
}
