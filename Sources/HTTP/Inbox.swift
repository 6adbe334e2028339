import Glibc
import Threads

/// Where other threads leave messages for a loop.
package final class Inbox<Message: Sendable>: Sendable {
  private let waiting = Locked<[Message]>([])
  private let bell: Bell

  fileprivate init(_ bell: Bell) {
    self.bell = bell
  }

  /// Leaves `messages`, from any thread.
  package func put(_ messages: [Message]) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting += messages }
      return waiting.isEmpty
    }
    // One ring is enough for all that is taken at once.
    if isFirst { bell.ring() }
  }

  fileprivate func take() -> [Message] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

extension EventLoop {
  /// An inbox whose messages are given to `handler`, some at a time, in the order in which they were left.
  ///
  /// - Throws: `ListenError.noEventLoop` where the process may open no more files.
  package func inbox<Message: Sendable>(_ handler: @escaping ([Message]) -> Void) throws(ListenError) -> Inbox<Message>
  {
    let bell = try Bell()
    let inbox = Inbox<Message>(bell)
    onReadable(bell.descriptor) {
      bell.quieten()
      let messages = inbox.take()
      if !messages.isEmpty { handler(messages) }
    }
    return inbox
  }
}

/// Lets another thread wake a loop.
private final class Bell: Sendable {
  /// Becomes readable when the bell was rung.
  let descriptor: Int32
  private let end: Int32

  init() throws(ListenError) {
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

  func ring() {
    var byte: UInt8 = 0
    // A pipe that is full will wake the loop as well.
    _ = write(end, &byte, 1)
  }

  /// Lets it be silent again.
  func quieten() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
