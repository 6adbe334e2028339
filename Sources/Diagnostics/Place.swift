/// A position in a file that a person wrote.
public struct Place: Sendable, Hashable {
  /// The file as the person knows it: relative to the folder that holds `content/`, with `/` between names.
  public var file: String
  /// 1 for the first line; 0 where the message is about the whole file.
  public var line: Int
  /// In bytes of UTF-8, 1 for the first; 0 where the message is about the whole line.
  public var column: Int

  /// A place in `file`; without `line` and `column`, the whole file.
  public init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: Comparable {
  /// By file, then line, then column: the order in which messages are printed.
  public static func < (left: Place, right: Place) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, less what is 0.
  public var description: String {
    if line == 0 { return file }
    if column == 0 { return "\(file):\(line)" }
    return "\(file):\(line):\(column)"
  }
}
