/// Makes letters: `add` a text, then make a file for each recipient, or one of all.
///
/// One instance serves one thread. What it makes of a text and a recipient are the same bytes, whatever was made before.
public final class LetterPress {
  private let stationery: Stationery
  private let book: FontBook
  private let deflater = Deflater()
  private var forms: [(form: LetterForm, files: LetterFile)] = []

  /// What letters say.
  public struct Text: Sendable {
    /// The file's.
    public var title: String
    /// A language tag.
    public var language: String
    /// The letter, with marks for the fields of `Recipient`: `U+FDD0`, the field's name, `U+FDD1`.
    ///
    /// The element `header` holds what stands at its own place on the first page: the sender's line (a paragraph of
    /// the class `return`), `address`, and a `dl` beside the window. The element `footer` is printed on each page; in it
    /// `letter.page` and `letter.pages` are fields too. A `figure` of the class `enrollment-code` gets the code.
    public var html: [UInt8]

    /// A text.
    public init(title: String, language: String, html: [UInt8]) {
      (self.title, self.language, self.html) = (title, language, html)
    }
  }

  /// A text that letters can be made of.
  public struct Form: Sendable, Hashable {
    fileprivate let number: Int
  }

  /// A letter's file.
  public struct File: Sendable {
    /// PDF.
    public var bytes: [UInt8]
    /// How many pages it has.
    public var pageCount: Int
  }

  /// A press for letters that look alike.
  public convenience init(_ stationery: Stationery) { self.init(stationery, FontBook()) }

  init(_ stationery: Stationery, _ book: FontBook) { (self.stationery, self.book) = (stationery, book) }

  /// Sets what all letters of `text` say.
  ///
  /// - Throws: where it cannot be set, whoever the letter is for.
  public func add(_ text: Text) throws(LetterFlaw) -> Form {
    do {
      let form = try LetterForm(text, stationery, book)
      forms.append((form, LetterFile(form, deflater)))
      return Form(number: forms.count - 1)
    } catch {
      throw LetterFlaw(error)
    }
  }

  /// The letter for `recipient`.
  public func file(_ form: Form, for recipient: Recipient) throws(LetterFlaw) -> File {
    do {
      let letter = try forms[form.number].form.letter(for: recipient)
      return File(bytes: try forms[form.number].files.bytes(of: letter), pageCount: letter.shape.pageCount)
    } catch {
      throw LetterFlaw(error)
    }
  }

  /// The letter for `recipient`, for a `MergedLetters`.
  public func part(_ form: Form, for recipient: Recipient) throws(LetterFlaw) -> MergedLetters.Part {
    do {
      let letter = try forms[form.number].form.letter(for: recipient)
      return MergedLetters.Part(form: form.number, part: MergedFile.Part(letter, deflater))
    } catch {
      throw LetterFlaw(error)
    }
  }

  /// One file for the letters of this press.
  public func merged(title: String, language: String) -> MergedLetters {
    MergedLetters(file: MergedFile(title: title, language: language), forms: forms.map(\.form), book: book)
  }
}

/// One file of many letters, whose bytes are taken away while it grows.
public struct MergedLetters {
  /// A letter on its way into the file.
  public struct Part: Sendable {
    let form: Int
    let part: MergedFile.Part

    /// How many pages it has.
    public var pageCount: Int { part.shape.pageCount }
  }

  private var file: MergedFile
  private let forms: [LetterForm]
  private let book: FontBook
  private let deflater = Deflater()

  init(file: MergedFile, forms: [LetterForm], book: FontBook) {
    (self.file, self.forms, self.book) = (file, forms, book)
  }

  /// Adds a letter.
  public mutating func add(_ part: Part) { file.add(part.part, forms[part.form], key: part.form, deflater) }

  /// How many bytes `drain` would take away.
  public var waitingCount: Int { file.waitingCount }

  /// Takes away what was written so far.
  public mutating func drain() -> [UInt8] { file.drain() }

  /// Takes away the rest; the file is whole then.
  public mutating func finish() throws(LetterFlaw) -> [UInt8] {
    do {
      try file.finish(book, deflater)
    } catch {
      throw LetterFlaw(error)
    }
    return file.drain()
  }
}
