import Glibc
import HTTP

/// Why a preview cannot begin.
public enum PreviewError: Error, Sendable, Equatable {
  /// The port cannot be had; `reason` is the system's error number.
  case cannotListen(port: Int, reason: Int32)
  /// The system gives no event loop.
  case noEventLoop

  /// What is wrong, and what to do about it.
  public var description: String {
    switch self {
    case .cannotListen(let port, EADDRINUSE):
      "error: the port \"\(port)\" is taken by another program\n  hint: choose another, or leave --port away"
    case .cannotListen(let port, EACCES):
      "error: the port \"\(port)\" is kept for the system\n  hint: choose one above 1023"
    case .cannotListen(let port, let reason):
      "error: cannot listen on the port \"\(port)\": \(String(cString: strerror(reason)).lowercased())"
    case .noEventLoop:
      "error: the system gives no event loop\n  hint: see whether the process may open more files: ulimit -n"
    }
  }

  init(_ error: ListenError) {
    self =
      switch error {
      case .cannotListen(let address, let reason): .cannotListen(port: Int(address.port), reason: reason)
      case .noEventLoop: .noEventLoop
      }
  }
}
