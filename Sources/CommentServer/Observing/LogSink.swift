import Comments
import Glibc
import Threads

/// Where a server's events go; may be told by any thread.
package struct LogSink: Sendable {
  /// Events that matter less are left out.
  package let level: LogEvent.Level
  private let write: @Sendable ([UInt8]) -> Void

  /// - Parameter write: gets each line, with its end; must not wait for anything.
  package init(from level: LogEvent.Level = .info, write: @escaping @Sendable ([UInt8]) -> Void) {
    (self.level, self.write) = (level, write)
  }

  /// Nobody is told anything.
  package static let none = LogSink(from: .error) { _ in }

  /// Lines on the descriptor `descriptor`, by a thread of `writer`, so that a terminal or a journal that is slow holds
  /// nobody up.
  package static func lines(from level: LogEvent.Level = .info, by writer: LogWriter) -> LogSink {
    LogSink(from: level) { writer.put($0) }
  }

  /// Tells `event`, of the time `now`.
  package func put(_ event: LogEvent, at now: Timestamp) {
    if event.level >= level { write(event.line(at: now)) }
  }
}

/// Writes lines to a descriptor on a thread of its own. Those that come while too many wait are lost, and counted.
package final class LogWriter: Sendable {
  private let lines = JobQueue<[UInt8]>()
  private let descriptor: Int32
  private let lost = Locked(0)

  /// How many lines may wait.
  private static let mostWaiting = 10_000
  /// How long lines may wait for others, in microseconds.
  private static let pause: UInt32 = 10_000
  /// How many lines are written at a time.
  private static let mostTogether = 2_000

  /// - Parameter descriptor: 2 for standard error.
  package init(descriptor: Int32 = STDERR_FILENO) {
    self.descriptor = descriptor
  }

  /// Does `body`, and writes meanwhile; all that was put is written when this returns.
  package func writing<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let worker = Worker { [self] in run() }
    defer {
      lines.close()
      if let worker { worker.join() } else { run() }
    }
    return try body()
  }

  fileprivate func put(_ line: [UInt8]) {
    if !lines.put(line, limit: Self.mostWaiting) { lost.withLock { $0 += 1 } }
  }

  private func run() {
    while let batch = lines.take(atMost: Self.mostTogether) {
      let missing = lost.withLock { lost in
        defer { lost = 0 }
        return lost
      }
      var bytes = missing > 0 ? Array("{\"level\":\"warning\",\"event\":\"log\",\"lost\":\(missing)}\n".utf8) : []
      for line in batch { bytes += line }
      write(bytes)
      // To be woken for each line costs those who write them more than the lines.
      usleep(Self.pause)
    }
  }

  private func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // There is nowhere to say that nothing can be said.
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
