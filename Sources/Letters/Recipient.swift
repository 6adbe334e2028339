/// Who a letter is for, and what it says that others do not.
public struct Recipient: Sendable {
  /// What the marks in the text stand for, by the field's name; a value can be of several lines.
  public var fields: [String: String]
  /// What the person's code says. It is a secret.
  public var payload: String

  /// Somebody with a code.
  public init(fields: [String: String], payload: String) {
    (self.fields, self.payload) = (fields, payload)
  }
}

/// Why a letter cannot be made.
public enum LetterFlaw: Error, Sendable, Equatable {
  /// No font that is installed has the character.
  case missingGlyph(String)
  /// The address has more lines, or longer ones, than the envelope's window shows.
  case addressTooLarge
  /// The code holds less than it would have to say; the text is the encoder's.
  case unencodable(String)
  /// What was drawn is not the code that was meant.
  case unreadableCode
  /// A font's file is not as it should be.
  case unreadableFont(String)
}
