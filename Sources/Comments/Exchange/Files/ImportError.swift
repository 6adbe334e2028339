import Diagnostics

/// Why nothing was imported.
package enum ImportError: Error, Sendable, Equatable {
  /// What was read is wrong: at least one error, in the order of the file.
  case problems([Diagnostic])
  case database(SQLError)

  /// One thing that is wrong at `place`.
  static func problem(_ message: String, at place: Place, hint: String? = nil) -> ImportError {
    .problems([.error(message, at: place, hint: hint)])
  }
}
