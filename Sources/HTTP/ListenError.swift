import Glibc

/// Why a server cannot begin.
package enum ListenError: Error, Sendable, Equatable {
  /// The address cannot be had; `reason` is the system's error number.
  case cannotListen(on: ListenAddress, reason: Int32)
  /// The system gives no event loop.
  case noEventLoop

  /// What is wrong, and what to do about it.
  package var description: String {
    switch self {
    case .cannotListen(let address, EADDRINUSE):
      "error: the address \"\(address)\" is taken by another program\n  hint: choose another port, or 0 for any that is free"
    case .cannotListen(let address, EACCES):
      "error: the address \"\(address)\" is kept for the system\n  hint: choose a port above 1023"
    case .cannotListen(let address, EADDRNOTAVAIL):
      "error: the address \"\(address)\" is none of this machine's\n  hint: ip address lists those that are"
    case .cannotListen(let address, let reason):
      "error: cannot listen on the address \"\(address)\": \(String(cString: strerror(reason)).lowercased())"
    case .noEventLoop:
      "error: the system gives no event loop\n  hint: see whether the process may open more files: ulimit -n"
    }
  }
}
