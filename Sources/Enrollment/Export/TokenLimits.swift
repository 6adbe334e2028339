import Diagnostics

/// Which tokens a system can do with.
struct TokenLimits {
  /// As messages call it.
  let system: String
  var algorithms = Set(OneTimePassword.Algorithm.allCases)
  var digits: Set<Int> = [6, 8]
  /// Seconds.
  var periods: Set<Int> = [30, 60]
  /// Whether codes may come from presses.
  var takesCounters = true

  /// What keeps `token` out.
  func obstacles(to token: ExportedToken) -> [Diagnostic] {
    let shape = token.token.shape
    var reasons: [String] = []
    if !algorithms.contains(shape.algorithm) {
      reasons.append(
        "is made with \(shape.algorithm.rawValue), and \(system) takes \(listed(algorithms.map(\.rawValue)))")
    }
    if !digits.contains(shape.digits) {
      reasons.append("has \(shape.digits) digits, and \(system) takes \(listed(digits.map(String.init)))")
    }
    switch shape.moving {
    case .counter where !takesCounters: reasons.append("counts presses (HOTP), and \(system) takes none such")
    case .time(let period) where !periods.contains(period):
      reasons.append("has a period of \(period) seconds, and \(system) takes \(listed(periods.map(String.init)))")
    default: break
    }
    return reasons.map { reason in
      token.obstacle(reason, hint: "guidegen enroll rotate makes another; it takes --algorithm, --digits and --period")
    }
  }

  private func listed(_ values: [String]) -> String { values.sorted().joined(separator: " and ") }
}
