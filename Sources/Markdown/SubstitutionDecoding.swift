/// How a text gets back what `Substitutions` changed.
extension Substitutions {
  /// One mark in a text that libcmark has read.
  enum Mark {
    /// A byte that was escaped.
    case escaped(UInt8)
    /// A mark that the author wrote.
    case written
    /// Nothing.
    case nothing
    /// `{{name}}`.
    case variable(Int)
    /// The inside of `<{{name}}>`: `gv:` stands before it.
    case autolinkedVariable(Int)
  }

  /// Reads the mark at `index` of `text`, of which `start` is the first byte.
  ///
  /// - Returns: the mark, how many bytes before `index` belong to it, and where it ends; nil where there is none.
  func mark(
    in text: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int, to limit: Int
  ) -> (mark: Mark, before: Int, end: Int)? {
    guard index + 1 < limit else { return nil }
    let letter = text[index + 1]
    if index > start, text[index - 1] == ASCII.backslash {
      if let byte = Self.escaped(by: letter) { return (.escaped(byte), 1, index + 2) }
      if ASCII.isPunctuation(letter) { return (.escaped(letter), 1, index + 2) }
    }
    switch letter {
    case UInt8(ascii: "d"): return (.written, 0, index + 2)
    case UInt8(ascii: "n"), UInt8(ascii: "c"): return (.nothing, 0, index + 2)
    case UInt8(ascii: "v"), UInt8(ascii: "a"):
      guard let (number, end) = Self.number(in: text, from: index + 2, to: limit), variables.indices.contains(number)
      else { return nil }
      return letter == UInt8(ascii: "v") ? (.variable(number), 0, end) : (.autolinkedVariable(number), 3, end)
    default: return nil
    }
  }

  /// A decimal number that a mark ends.
  private static func number(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> (number: Int, end: Int)? {
    var number = 0
    var position = start
    while position < limit, position < start + 9, ASCII.isDigit(text[position]) {
      number = number * 10 + Int(text[position] - 0x30)
      position += 1
    }
    guard position > start, position < limit, text[position] == ASCII.mark else { return nil }
    return (number, position + 1)
  }

  /// The index of the replaced line that the HTML block `literal` is; nil where it is another HTML block.
  func markedLine(_ literal: UnsafeBufferPointer<UInt8>) -> Int? {
    guard literal.count >= 7, literal[0] == ASCII.less, literal[2] == ASCII.mark, literal[3] == UInt8(ascii: "m"),
      let (number, _) = Self.number(in: literal, from: 4, to: literal.count), marks.indices.contains(number)
    else { return nil }
    return number
  }

  /// Appends `literal` to `output` as the author wrote it: for code and HTML.
  func appendVerbatim(_ literal: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    decode(literal, to: &output) { mark, output in
      switch mark {
      case .escaped(let byte): output.append(contentsOf: [ASCII.backslash, byte])
      case .written: output.append(ASCII.mark)
      case .nothing: break
      case .variable(let index): output.append(contentsOf: source[variables[index].range])
      case .autolinkedVariable(let index):
        // The angle brackets are there already.
        output.append(contentsOf: source[variables[index].range].dropFirst().dropLast())
      }
    }
  }

  /// Appends `literal` to `output` with escapes resolved and variables replaced: for destinations, titles and the like.
  ///
  /// `used` gets the variables.
  func appendUnescaped(
    _ literal: UnsafeBufferPointer<UInt8>, values: [String: String], used: inout [Int], to output: inout [UInt8]
  ) {
    decode(literal, to: &output) { mark, output in
      switch mark {
      case .escaped(let byte): output.append(byte)
      case .written: output.append(ASCII.mark)
      case .nothing: break
      case .variable(let index), .autolinkedVariable(let index):
        used.append(index)
        output.append(contentsOf: value(of: index, values))
      }
    }
  }

  /// The bytes that take the place of variable `index`: its value, or itself where it is unknown.
  func value(of index: Int, _ values: [String: String]) -> [UInt8] {
    values[variables[index].name].map { Array($0.utf8) } ?? Array("{{\(variables[index].name)}}".utf8)
  }

  private func decode(
    _ literal: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], _ replace: (Mark, inout [UInt8]) -> Void
  ) {
    var run = 0
    var index = 0
    while index < literal.count {
      guard literal[index] == ASCII.mark,
        let (mark, before, end) = mark(in: literal, at: index, from: run, to: literal.count)
      else {
        index += 1
        continue
      }
      let runEnd = max(run, index - before)
      output.append(contentsOf: UnsafeBufferPointer(rebasing: literal[run..<runEnd]))
      replace(mark, &output)
      run = end
      index = end
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: literal[min(run, literal.count)...]))
  }
}
