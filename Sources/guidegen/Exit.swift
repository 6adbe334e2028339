import Glibc

/// How the process ends; the numbers are part of what users rely on.
enum Exit: Int32, Error {
  case done = 0
  /// What was read is wrong; the messages are out already.
  case wrongInput = 1
  case wrongCommandLine = 2
  /// The disk, the memory or the network failed; the message is out already.
  case machineFailed = 3

  /// Ends the process.
  func leave() -> Never {
    exit(rawValue)
  }
}
