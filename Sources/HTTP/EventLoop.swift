import CEvent
import Glibc

/// What one thread waits for: descriptors, signals, timers and other threads, handled one after another. The only place
/// that touches libevent's pointers.
package final class EventLoop {
  private let base: OpaquePointer
  private var sources: [EventSource] = []

  /// - Throws: `ListenError.noEventLoop` where the system gives none.
  package init() throws(ListenError) {
    guard let base = event_base_new() else { throw .noEventLoop }
    self.base = base
  }

  deinit {
    sources = []
    event_base_free(base)
  }

  /// Calls `handler` whenever there is something to read from `descriptor`.
  package func onReadable(_ descriptor: Int32, _ handler: @escaping () -> Void) {
    keep(source(descriptor, Int16(EV_READ | EV_PERSIST), handler))
  }

  /// Calls `handler` when the process gets `signal`, instead of what the signal does by itself.
  package func onSignal(_ signal: Int32, _ handler: @escaping () -> Void) {
    keep(source(signal, Int16(EV_SIGNAL | EV_PERSIST), handler))
  }

  /// Calls `handler` again and again, `milliseconds` apart.
  package func every(milliseconds: Int, _ handler: @escaping () -> Void) {
    let source = source(-1, Int16(EV_PERSIST), handler)
    source.start(milliseconds: milliseconds)
    sources.append(source)
  }

  /// Calls handlers until `stop`.
  package func run() {
    event_base_dispatch(base)
  }

  /// Lets `run` return; to be called from a handler.
  package func stop() {
    event_base_loopbreak(base)
  }

  /// Gives up all handlers, and what they hold.
  package func forgetHandlers() {
    sources = []
  }

  /// Something to read from `descriptor`, waited for while it is started.
  func readable(_ descriptor: Int32, _ handler: @escaping () -> Void) -> EventSource {
    source(descriptor, Int16(EV_READ | EV_PERSIST), handler)
  }

  /// Room to write to `descriptor`, waited for while it is started.
  func writable(_ descriptor: Int32, _ handler: @escaping () -> Void) -> EventSource {
    source(descriptor, Int16(EV_WRITE | EV_PERSIST), handler)
  }

  private func source(_ descriptor: Int32, _ events: Int16, _ handler: @escaping () -> Void) -> EventSource {
    EventSource(base, descriptor, events, handler)
  }

  private func keep(_ source: EventSource) {
    source.start()
    sources.append(source)
  }
}

/// Something that a loop waits for; no longer once this is let go.
final class EventSource {
  private let handler: () -> Void
  private var event: OpaquePointer?

  fileprivate init(_ base: OpaquePointer, _ descriptor: Int32, _ events: Int16, _ handler: @escaping () -> Void) {
    self.handler = handler
    event = event_new(
      base, descriptor, events,
      { _, _, context in
        guard let context else { return }
        let source = Unmanaged<EventSource>.fromOpaque(context).takeUnretainedValue()
        source.handler()
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    if let event { event_free(event) }
  }

  /// Begins to wait; for a timer, `milliseconds` long.
  func start(milliseconds: Int? = nil) {
    guard let milliseconds else {
      event_add(event, nil)
      return
    }
    var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    event_add(event, &time)
  }

  /// Waits no more, until it is started again.
  func stop() {
    event_del(event)
  }
}
