import Glibc

/// Jobs for threads that wait for them.
///
/// Unchecked: what it holds is touched only while the lock is held.
package final class JobQueue<Job: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let arrival: UnsafeMutablePointer<pthread_cond_t>
  private var jobs: [Job] = []
  private var isClosed = false

  package init() {
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    arrival = .allocate(capacity: 1)
    arrival.initialize(to: pthread_cond_t())
    pthread_cond_init(arrival, nil)
  }

  deinit {
    pthread_cond_destroy(arrival)
    arrival.deallocate()
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// How many jobs wait.
  package var count: Int {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return jobs.count
  }

  /// Adds `job`, unless `limit` wait already or the queue is closed; returns whether it was added.
  package func put(_ job: Job, limit: Int = .max) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isClosed, jobs.count < limit else { return false }
    jobs.append(job)
    pthread_cond_signal(arrival)
    return true
  }

  /// Waits until there is something to do; returns up to `most` jobs in their order, or nil where the queue is closed and
  /// nothing is left.
  package func take(atMost most: Int) -> [Job]? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while jobs.isEmpty {
      if isClosed { return nil }
      pthread_cond_wait(arrival, lock)
    }
    let taken = Array(jobs.prefix(most))
    jobs.removeFirst(taken.count)
    return taken
  }

  /// Lets the threads end when they have done what is there.
  package func close() {
    pthread_mutex_lock(lock)
    isClosed = true
    pthread_cond_broadcast(arrival)
    pthread_mutex_unlock(lock)
  }
}
