import Glibc

/// A thread of the system that does one thing and ends.
package final class Worker {
  private let thread: pthread_t

  /// Begins to do `work`; nil where the system has no thread to give.
  package init?(_ work: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let context = Unmanaged.passRetained(Work(work))
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }
    var thread: pthread_t = 0
    guard pthread_create(&thread, nil, body, context.toOpaque()) == 0 else {
      context.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until it has ended; to be called once.
  package func join() {
    pthread_join(thread, nil)
  }
}
