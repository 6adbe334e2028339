/// An address that is written bare: `www.example.com`, `https://example.com/…`, `name@example.com`.
/// Source: GitHub Flavored Markdown 0.29, 6.9.
struct Address {
  /// Its bytes.
  let range: Range<Int>
  /// What the destination has before them.
  let scheme: StaticString

  /// Reads the address around `index` of `bytes`, where a `w`, `:` or `@` stands; nil where there is none.
  ///
  /// - Parameters:
  ///   - text: what the address must not reach beyond.
  ///   - before: what stands before `text`.
  ///   - stopsAtBracket: whether a `]` ends it, because a bracket around it is open.
  init?(in bytes: [UInt8], at index: Int, text: Range<Int>, before: UInt8, stopsAtBracket: Bool) {
    let reader = Reader(bytes: bytes, text: text, before: before, stopsAtBracket: stopsAtBracket)
    let found: (Range<Int>, StaticString)? =
      switch bytes[index] {
      case ASCII.colon: reader.url(colon: index).map { ($0, "") }
      case ASCII.at: reader.mail(at: index).map { ($0, "mailto:") }
      default: reader.web(at: index).map { ($0, "http://") }
      }
    guard let found else { return nil }
    (range, scheme) = found
  }

  private struct Reader {
    let bytes: [UInt8]
    let text: Range<Int>
    let before: UInt8
    let stopsAtBracket: Bool

    func web(at start: Int) -> Range<Int>? {
      guard bytes[start..<text.upperBound].starts(with: "www.".utf8), canStart(at: start) else { return nil }
      return address(start, domain: start, needsPeriod: true)
    }

    func url(colon: Int) -> Range<Int>? {
      guard bytes[colon..<text.upperBound].starts(with: "://".utf8) else { return nil }
      var start = colon
      while start > text.lowerBound, ASCII.isLetter(bytes[start - 1]), colon - start < 6 { start -= 1 }
      let scheme = bytes[start..<colon].map { $0 | 0x20 }
      guard ["http", "https", "ftp"].contains(where: { scheme.elementsEqual($0.utf8) }) else { return nil }
      guard colon + 3 < text.upperBound, ASCII.isAlphanumeric(bytes[colon + 3]) || bytes[colon + 3] >= 0x80 else {
        return nil
      }
      return address(start, domain: colon + 3, needsPeriod: false)
    }

    /// Whether an address may start here: behind a space or `*`, `_`, `~`, `(`.
    private func canStart(at start: Int) -> Bool {
      let previous = start > text.lowerBound ? bytes[start - 1] : before
      return ASCII.isSpace(previous) || previous == ASCII.asterisk || previous == ASCII.underscore
        || previous == ASCII.tilde || previous == ASCII.openParenthesis
    }

    private func address(_ start: Int, domain: Int, needsPeriod: Bool) -> Range<Int>? {
      guard var end = domainEnd(domain, needsPeriod: needsPeriod) else { return nil }
      while end < text.upperBound, !ASCII.isSpace(bytes[end]), bytes[end] != ASCII.less, bytes[end] != ASCII.mark,
        !(stopsAtBracket && bytes[end] == ASCII.closeBracket)
      {
        end += 1
      }
      // A backslash before a mark belongs to the escape.
      if end < text.upperBound, bytes[end] == ASCII.mark, bytes[end - 1] == ASCII.backslash { end -= 1 }
      end = withoutPunctuation(start..<end)
      return end > domain ? start..<end : nil
    }

    /// Where the domain ends; nil if it has an underscore in its last two segments, or no period where it needs one.
    private func domainEnd(_ start: Int, needsPeriod: Bool) -> Int? {
      var position = start
      var periods = 0
      var underscores = (before: 0, last: 0)
      while position < text.upperBound {
        let byte = bytes[position]
        if byte == ASCII.underscore {
          underscores.last += 1
        } else if byte == ASCII.period {
          underscores = (underscores.last, 0)
          periods += 1
        } else if !ASCII.isAlphanumeric(byte), byte != ASCII.hyphen, byte < 0x80 {
          break
        }
        position += 1
      }
      guard underscores == (0, 0), !needsPeriod || periods > 0 else { return nil }
      return position
    }

    /// The end of `range` without the punctuation that rather belongs to the sentence.
    private func withoutPunctuation(_ range: Range<Int>) -> Int {
      var end = range.upperBound
      var parentheses = 0
      for byte in bytes[range] {
        if byte == ASCII.openParenthesis { parentheses += 1 }
        if byte == ASCII.closeParenthesis { parentheses -= 1 }
      }
      while end > range.lowerBound {
        switch bytes[end - 1] {
        case ASCII.closeParenthesis where parentheses < 0: parentheses += 1
        case UInt8(ascii: "?"), ASCII.exclamation, ASCII.period, UInt8(ascii: ","), ASCII.colon, ASCII.asterisk,
          ASCII.underscore, ASCII.tilde, ASCII.quote, ASCII.apostrophe:
          break
        case ASCII.semicolon:
          // What looks like an entity goes as a whole.
          var start = end - 1
          while start > range.lowerBound, ASCII.isAlphanumeric(bytes[start - 1]) { start -= 1 }
          guard start < end - 1, start > range.lowerBound, bytes[start - 1] == ASCII.ampersand else {
            end -= 1
            continue
          }
          end = start
        default: return end
        }
        end -= 1
      }
      return end
    }

    func mail(at sign: Int) -> Range<Int>? {
      var start = sign
      while start > text.lowerBound, isLocal(bytes[start - 1]) { start -= 1 }
      guard start < sign else { return nil }
      var end = sign + 1
      var periods = 0
      while end < text.upperBound {
        let byte = bytes[end]
        if byte == ASCII.period {
          guard end + 1 < text.upperBound, ASCII.isAlphanumeric(bytes[end + 1]) else { break }
          periods += 1
        } else if !ASCII.isAlphanumeric(byte), byte != ASCII.hyphen, byte != ASCII.underscore {
          break
        }
        end += 1
      }
      guard periods > 0, end > sign + 1, ASCII.isAlphanumeric(bytes[end - 1]),
        end == text.upperBound || bytes[end] != ASCII.at
      else { return nil }
      return start..<end
    }

    private func isLocal(_ byte: UInt8) -> Bool {
      ASCII.isAlphanumeric(byte) || byte == ASCII.period || byte == ASCII.hyphen || byte == ASCII.underscore
        || byte == ASCII.plus
    }
  }
}
