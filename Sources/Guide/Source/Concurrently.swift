import Dispatch
import Glibc

/// The results of `work` for 0 ..< `count`, in that order, made on up to `threads` threads.
///
/// The range is cut into about 100 pieces, so that a slow one does not hold up the rest and starting them costs nothing.
/// Dispatch uses every processor for them; where fewer threads are wanted, there are only as many pieces.
/// `work` must not depend on the order of the calls.
func concurrently<Result: Sendable>(
  _ count: Int, threads: Int, _ work: @Sendable (Int) -> Result
) -> [Result] {
  guard threads > 1, count > 1 else { return (0..<count).map(work) }
  let pieces = min(count, threads < sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? threads : 100)
  return [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    // Each index is written exactly once, and concurrentPerform returns after the last write.
    nonisolated(unsafe) let results = buffer
    withoutActuallyEscaping(work) { work in
      DispatchQueue.concurrentPerform(iterations: pieces) { piece in
        for index in (count * piece / pieces)..<(count * (piece + 1) / pieces) {
          results.initializeElement(at: index, to: work(index))
        }
      }
    }
    initializedCount = count
  }
}

/// `known`, and where it has nothing the results of `work` for those indices, made on up to `threads` threads.
func concurrently<Result: Sendable>(
  filling known: [Result?], threads: Int, _ work: @Sendable (Int) -> Result
) -> [Result] {
  let missing = known.indices.filter { known[$0] == nil }
  let made = concurrently(missing.count, threads: threads) { work(missing[$0]) }
  var all = known
  for (index, result) in zip(missing, made) { all[index] = result }
  return all.compactMap(\.self)
}

/// What `first` and `second` return, made at the same time where more than one thread is wanted.
///
/// On threads of a crew: inside a piece of `concurrently`, Dispatch would give another call of it no processor of its own.
func together<First: Sendable, Second: Sendable>(
  threads: Int, _ first: @Sendable () -> First, and second: @Sendable () -> Second
) -> (First, Second) {
  let results = Crew(threads: threads).map(2) { number -> (First?, Second?) in
    number == 0 ? (first(), nil) : (nil, second())
  }
  guard let made = results.first?.0, let other = results.last?.1 else { preconditionFailure("both are made") }
  return (made, other)
}
