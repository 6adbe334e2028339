import ArgumentParser
import Glibc

/// Environment variables that stand for options, never for secrets.
enum Environment {
  /// The value of `GUIDEGEN_name`; nil where it is not set or empty.
  static func value(_ name: String) -> String? {
    guard let value = getenv("GUIDEGEN_" + name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// What `GUIDEGEN_name` says, read as the option would be; nil where it is not set or empty.
  ///
  /// - Parameter wanted: what it must be, for the message: "a number from 1 to 1024".
  static func value<Value>(_ name: String, wanted: String, _ read: (String) -> Value?) throws -> Value? {
    guard let text = value(name) else { return nil }
    guard let value = read(text) else {
      throw ValidationError("The environment variable GUIDEGEN_\(name) must be \(wanted), not \"\(text)\".")
    }
    return value
  }

  /// Whether any variable is set whose name begins with `GUIDEGEN_`.
  static var isSet: Bool {
    var variable = environ
    while let text = variable.pointee {
      if strncmp(text, "GUIDEGEN_", 9) == 0 { return true }
      variable += 1
    }
    return false
  }

  /// Whether `GUIDEGEN_name` is set to anything but `0`, `no` or `false`.
  static func flag(_ name: String) -> Bool {
    value(name).map { !["0", "no", "false"].contains($0.lowercased()) } ?? false
  }
}
