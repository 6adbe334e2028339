import Synchronization

/// Presses for several threads: each is lent to one at a time, and all use the same fonts.
public final class LetterPresses: Sendable {
  /// A press that nobody uses.
  ///
  /// It may go from thread to thread, since it is in `idle` or with one borrower, never both.
  private struct Idle: @unchecked Sendable {
    let press: LetterPress
  }

  private let stationery: Stationery
  private let texts: [LetterPress.Text]
  private let book = FontBook()
  private let idle = Mutex<[Idle]>([])

  /// Presses for letters that look alike and say one of `texts`.
  public init(_ stationery: Stationery, _ texts: [LetterPress.Text]) {
    (self.stationery, self.texts) = (stationery, texts)
  }

  /// Lends a press to `body`, a new one where all are in use.
  public func withPress<Result, Failure: Error>(
    _ body: (LetterPress) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let lent = idle.withLock { $0.popLast() } ?? Idle(press: LetterPress(stationery, texts, book))
    defer { idle.withLock { $0.append(lent) } }
    return try body(lent.press)
  }
}
