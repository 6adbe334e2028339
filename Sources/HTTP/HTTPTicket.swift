import Glibc
import Threads

/// Which request an answer belongs to.
package struct HTTPTicket: Sendable, Hashable {
  /// The number of the connection.
  let connection: Int
  /// The number of the request on its connection.
  let request: Int
}

/// Where answers are handed in that are made on other threads.
package final class AnswerQueue: Sendable {
  private let waiting = Locked<[(HTTPTicket, HTTPAnswer)]>([])
  private let bell: Bell

  init(bell: Bell) {
    self.bell = bell
  }

  /// Hands in `answers`, from any thread; those whose client has gone are forgotten.
  package func put(_ answers: [(HTTPTicket, HTTPAnswer)]) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting += answers }
      return waiting.isEmpty
    }
    // One ring is enough for all that is taken at once.
    if isFirst { bell.ring() }
  }

  /// All that was handed in.
  func take() -> [(HTTPTicket, HTTPAnswer)] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

/// Lets another thread wake a loop.
package final class Bell: Sendable {
  /// Becomes readable when the bell was rung.
  let descriptor: Int32
  private let end: Int32

  /// - Throws: `ListenError.noEventLoop` where the process may open no more files.
  package init() throws(ListenError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noEventLoop }
    (descriptor, end) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(descriptor)
    close(end)
  }

  /// Wakes the loop, from any thread.
  package func ring() {
    var byte: UInt8 = 0
    // A pipe that is full will wake it as well.
    _ = write(end, &byte, 1)
  }

  /// Lets it be silent again.
  func quieten() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
