import Glibc
import Synchronization

/// Threads that share out numbered pieces of work.
///
/// They hand over nothing but by starting and ending: each piece has a place of its own for what it makes. So there is no
/// lock, and a thread sanitizer, which does not see those of the standard library, can judge all that they do.
package struct Crew: Sendable {
  /// How many threads work at once, the caller's among them: 1 to 64.
  package let threads: Int

  package init(threads: Int) {
    self.threads = min(max(threads, 1), 64)
  }

  /// Does `work(0) … work(count - 1)`, each once, in any order and at the same time; returns when all are done.
  ///
  /// - Throws: the error of the lowest number, whatever the order in which errors came about.
  func run<Failure: Error>(_ count: Int, _ work: @Sendable (Int) throws(Failure) -> Void) throws(Failure) {
    _ = try map(count, work)
  }

  /// What `work(0) … work(count - 1)` return, in that order; each is done once, in any order and at the same time.
  ///
  /// - Throws: the error of the lowest number, whatever the order in which errors came about.
  package func map<Made: Sendable, Failure: Error>(
    _ count: Int, _ work: @Sendable (Int) throws(Failure) -> Made
  ) throws(Failure) -> [Made] {
    guard count > 0 else { return [] }
    let results = [Result<Made, Failure>](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Each is written exactly once, and all threads have ended when `haveDone` returns.
      nonisolated(unsafe) let places = buffer
      withoutActuallyEscaping(work) { work in
        haveDone(
          Shift(count: count) { number in
            places.initializeElement(at: number, to: Result { () throws(Failure) in try work(number) })
          })
      }
      initializedCount = count
    }
    var all: [Made] = []
    all.reserveCapacity(count)
    for result in results { all.append(try result.get()) }
    return all
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

/// One run of a crew: what is left to do.
private final class Shift: Sendable {
  let count: Int
  private let piece: @Sendable (Int) -> Void
  private let next = Atomic(0)

  init(count: Int, piece: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.piece = piece
  }

  func work() {
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      piece(number)
    }
  }
}
