import Foundation

extension Process {
  /// Starts the process as a shell would, with no signal held back: threads of tests hold back most, and a process begins
  /// as the thread that starts it is.
  package func start() throws {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}

/// A pipe that this process alone can write into: who reads it knows when this process has ended, however that was.
package struct Leash: Sendable {
  package let end: FileHandle
  package let hand: FileHandle

  package init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw PostgresServer.Trouble(description: "the system gives no pipe") }
    // Otherwise what is started meanwhile would hold it too.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    end = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    hand = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
  }
}
