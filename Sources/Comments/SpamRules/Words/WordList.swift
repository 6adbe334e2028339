import Diagnostics

/// Words and phrases of spam, as a site's owner lists them: one on each line.
///
///     # Lines such as this one are for people.
///     online casino
///     cheap*            words that begin so
///     !viagra           is rejected, not only held
package struct WordList: Sendable, Hashable {
  /// A line of the list.
  package struct Entry: Sendable, Hashable {
    /// As it was written, without the mark before it.
    package var text: String
    /// Whether a comment with it is rejected.
    package var rejects: Bool
    /// 1 for the first line.
    package var line: Int
    /// Folded; no comment has a word that begins with none.
    fileprivate var words: [String]
    /// Whether the last word may go on.
    fileprivate var isStart: Bool
  }

  /// By the first word, without disguise; those that may go on, and are of one word, apart.
  private var entries: [String: [Entry]] = [:]
  private var starts: [Entry] = []

  /// A list without words.
  package init() {}

  /// Reads a list, and says what is wrong with it.
  ///
  /// - Parameter file: the name for places.
  package static func parse(_ bytes: [UInt8], file: String) -> (list: WordList, diagnostics: [Diagnostic]) {
    var list = WordList()
    var diagnostics: [Diagnostic] = []
    var lines: [[String]: Int] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let place = Place(file: file, line: index + 1)
      guard let text = String(validating: line, as: UTF8.self) else {
        diagnostics.append(.error("a line that is not valid UTF-8", at: place, hint: "save the file as UTF-8"))
        continue
      }
      let written = VisibleText.line(text)
      if written.isEmpty || written.hasPrefix("#") { continue }
      do throws(Flaw) {
        let entry = try Entry(written, line: index + 1)
        let key = entry.words + [entry.isStart ? "*" : ""]
        if let first = lines[key] {
          throw Flaw(#""\#(entry.text)" stands on line \#(first) already"#, "remove one of them")
        }
        lines[key] = index + 1
        list.insert(entry)
      } catch {
        diagnostics.append(.error(error.message, at: place, hint: error.hint))
      }
    }
    return (list, diagnostics)
  }

  /// The entries that `text` holds, each once for each place.
  package func entries(in text: String) -> [Entry] {
    isEmpty ? [] : entries(in: Words(text))
  }

  private var isEmpty: Bool { entries.isEmpty && starts.isEmpty }

  /// The entries that are among `words`, each once for each place.
  func entries(in words: Words) -> [Entry] {
    guard !isEmpty else { return [] }
    let words = words.all.map { (plain: $0, undisguised: FoldedText.withoutDisguise($0)) }
    var found: [Entry] = []
    for (index, word) in words.enumerated() {
      for first in Set([word.plain, word.undisguised]) {
        found += (entries[first] ?? []).filter { $0.matches(words[index...]) }
      }
      found += starts.filter { $0.matches(words[index...]) }
    }
    return found.sorted { $0.line < $1.line }
  }

  private mutating func insert(_ entry: Entry) {
    guard let first = entry.words.first else { return }
    if entry.isStart, entry.words.count == 1 {
      starts.append(entry)
    } else {
      entries[first, default: []].append(entry)
    }
  }

  fileprivate struct Flaw: Error {
    var message: String
    var hint: String

    init(_ message: String, _ hint: String) {
      (self.message, self.hint) = (message, hint)
    }
  }
}

extension WordList.Entry {
  fileprivate init(_ written: String, line: Int) throws(WordList.Flaw) {
    (self.line, rejects) = (line, written.hasPrefix("!"))
    var text = rejects ? String(written.dropFirst()) : written
    self.text = VisibleText.line(text)
    isStart = text.hasSuffix("*")
    if isStart { text.removeLast() }
    guard !text.contains("*") else {
      throw WordList.Flaw(#"a star within "\#(self.text)""#, "put it at the end, or write the words one by one")
    }
    words = Words(text).all
    let letters = words.joined().unicodeScalars
    guard !letters.isEmpty else {
      throw WordList.Flaw(#""\#(self.text)" has no letter"#, "write a word, or remove the line")
    }
    let least = letters.contains(where: Words.hasNoSpaces) ? 2 : 3
    guard letters.count >= least else {
      throw WordList.Flaw(#""\#(self.text)" would be found in too many comments"#, "write at least \(least) letters")
    }
  }

  /// Whether `words` begin with those of the entry.
  fileprivate func matches(_ words: ArraySlice<(plain: String, undisguised: String)>) -> Bool {
    guard words.count >= self.words.count else { return false }
    for (index, (wanted, word)) in zip(self.words, words).enumerated() {
      let isLast = index == self.words.count - 1
      let isFound =
        isStart && isLast
        ? word.plain.hasPrefix(wanted) || word.undisguised.hasPrefix(wanted)
        : word.plain == wanted || word.undisguised == wanted
      guard isFound else { return false }
    }
    return true
  }
}
