import ArgumentParser
import Diagnostics
import Glibc
import YAML

/// What all commands that read a guide understand.
struct GuideOptions: ParsableArguments {
  @Argument(help: "The folder that holds content/.", completion: .directory)
  var folder = Environment.value("FOLDER") ?? "."

  @Option(help: ArgumentHelp("How many threads work at once.", valueName: "n"))
  var threads = Environment.value("THREADS").flatMap(Int.init) ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))

  @Flag(name: .shortAndLong, help: "Say nothing but what is wrong.")
  var quiet = Environment.flag("QUIET")

  func validate() throws {
    guard (1...1024).contains(threads) else { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// The folder without a slash at its end.
  var root: String {
    folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Whether the steps of the work are shown.
  var showsProgress: Bool { !quiet }
}

/// How `check` and `build` write what they found.
enum FindingsFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case github

  /// The format of the module that writes it.
  var format: DiagnosticFormat {
    switch self {
    case .text: .text
    case .json: .json
    case .github: .github
    }
  }
}

/// The words for a number of things.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
  count == 1 ? "1 \(one)" : "\(count) \(many)"
}

extension [Diagnostic] {
  /// `2 errors, 1 warning`.
  var summary: String {
    let errors = count { $0.severity == .error }
    let warnings = count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(counted(errors, "error", "errors")) }
    if warnings > 0 { parts.append(counted(warnings, "warning", "warnings")) }
    return parts.joined(separator: ", ")
  }

  /// Whether any of them is an error.
  var hasErrors: Bool {
    contains { $0.severity == .error }
  }
}

/// Today, in the time zone of the machine.
func today() -> CalendarDate {
  var now = time(nil)
  var parts = tm()
  localtime_r(&now, &parts)
  let date = CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  // Only a clock that was never set is outside the years 1 to 9999.
  return date ?? .epoch
}
