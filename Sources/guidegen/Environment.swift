import Glibc

/// Environment variables that stand for options, never for secrets.
enum Environment {
  /// The value of `GUIDEGEN_name`; nil where it is not set or empty.
  static func value(_ name: String) -> String? {
    guard let value = getenv("GUIDEGEN_" + name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Whether `GUIDEGEN_name` is set to anything but `0`, `no` or `false`.
  static func flag(_ name: String) -> Bool {
    value(name).map { !["0", "no", "false"].contains($0.lowercased()) } ?? false
  }
}
