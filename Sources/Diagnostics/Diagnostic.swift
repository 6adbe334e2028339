/// One thing that is wrong, or looks wrong, in what a person wrote.
public struct Diagnostic: Sendable, Hashable {
  /// How much a finding weighs: an error stops the build, a warning does not.
  public enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  /// Whether the finding stops the build.
  public var severity: Severity
  /// Where it is; nil where no file is to blame.
  public var place: Place?
  /// What is wrong with what, the culprit in double quotes: `unknown browser "edgee"`.
  public var message: String
  /// What to do about it: an imperative sentence without a full stop.
  public var hint: String?

  /// A finding of `severity` at `place`.
  public init(_ severity: Severity, at place: Place?, _ message: String, hint: String? = nil) {
    self.severity = severity
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// A finding that stops the build.
  public static func error(_ message: String, at place: Place?, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, at: place, message, hint: hint)
  }

  /// A finding that does not stop the build.
  public static func warning(_ message: String, at place: Place?, hint: String? = nil) -> Diagnostic {
    Diagnostic(.warning, at: place, message, hint: hint)
  }
}

extension Diagnostic: Comparable {
  /// By place (findings without one come first), then by text, so that the output of a run never depends on threads.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    switch (left.place, right.place) {
    case (nil, _?): true
    case (_?, nil): false
    case (let first?, let second?) where first != second: first < second
    default: (left.message, left.hint ?? "") < (right.message, right.hint ?? "")
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message`, and the hint on a line of its own, indented by two spaces.
  public var description: String {
    let start = place.map { "\($0): " } ?? ""
    let end = hint.map { "\n  hint: \($0)" } ?? ""
    return "\(start)\(severity.rawValue): \(message)\(end)"
  }
}
