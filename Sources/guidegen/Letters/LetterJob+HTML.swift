#if Letters
import Enrollment
import Letters

extension LetterJob {
  /// Makes one HTML file of all letters.
  func mergeHTML(into path: String, replacing: Bool) throws {
    let press = htmlPress
    let draft = try VaultOptions.reporting { () throws(VaultError) in
      let draft = try PrivateDraft(path)
      try draft.append(press.head(title: texts.first?.title ?? "", language: texts.first?.language ?? "en"))
      return draft
    }
    try inBatches(Array(people.indices)) { _, person, recipient in
      try press.letter(person + 1, textOfPerson[person], for: recipient)
    } take: { letters in
      try VaultOptions.reporting { () throws(VaultError) in
        for letter in letters { try draft.append(letter) }
      }
    }
    try VaultOptions.reporting { () throws(VaultError) in
      try draft.append(HTMLPress.end)
      try draft.finish(replacing: replacing)
    }
  }
}

extension HTMLPress {
  /// The letter of a text for `recipient`; only whoever prints it knows how many pages it has.
  func countedFile(_ text: Int, for recipient: Recipient) throws(LetterFlaw) -> (bytes: [UInt8], pages: Int?) {
    (try file(text, for: recipient), nil)
  }
}

extension LetterPress {
  /// The letter of a text for `recipient`, and how many pages it has.
  func countedFile(_ text: Int, for recipient: Recipient) throws(LetterFlaw) -> (bytes: [UInt8], pages: Int?) {
    let file = try file(text, for: recipient)
    return (file.bytes, file.pageCount)
  }
}
#endif
