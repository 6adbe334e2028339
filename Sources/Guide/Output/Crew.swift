import Glibc
import Synchronization

/// Threads that share out numbered pieces of work.
struct Crew: Sendable {
  /// How many threads work at once, the caller's among them: 1 to 64.
  let threads: Int

  init(threads: Int) {
    self.threads = min(max(threads, 1), 64)
  }

  /// Does `work(0) … work(count - 1)`, each once, in any order and at the same time; returns when all are done.
  ///
  /// - Throws: the error of the lowest number, whatever the order in which errors came about.
  func run(_ count: Int, _ work: @Sendable (Int) throws(OutputError) -> Void) throws(OutputError) {
    let failure = withoutActuallyEscaping(work) { work in
      let shift = Shift(count: count, work: work)
      haveDone(shift)
      return shift.failure
    }
    if let failure { throw failure }
  }

  private func haveDone(_ shift: Shift) {
    var others: [pthread_t] = []
    for _ in 1..<max(1, min(threads, shift.count)) {
      var thread: pthread_t = 0
      let context = Unmanaged.passRetained(shift)
      let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        if let context { Unmanaged<Shift>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }
      if pthread_create(&thread, nil, body, context.toOpaque()) == 0 {
        others.append(thread)
      } else {
        // Without a further thread the work is done all the same, by those that there are.
        context.release()
      }
    }
    shift.work()
    for thread in others { pthread_join(thread, nil) }
  }
}

/// One run of a crew: what is left to do, and what went wrong.
private final class Shift: Sendable {
  let count: Int
  private let piece: @Sendable (Int) throws(OutputError) -> Void
  private let next = Atomic(0)
  private let first = Mutex<(number: Int, error: OutputError)?>(nil)

  init(count: Int, work: @escaping @Sendable (Int) throws(OutputError) -> Void) {
    self.count = count
    self.piece = work
  }

  var failure: OutputError? { first.withLock { $0?.error } }

  func work() {
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      do throws(OutputError) {
        try piece(number)
      } catch {
        first.withLock { if $0.map({ number < $0.number }) ?? true { $0 = (number, error) } }
      }
    }
  }
}
