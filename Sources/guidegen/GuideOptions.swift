import ArgumentParser
import Diagnostics
import Glibc
import YAML

/// What all commands that read a guide understand.
struct GuideOptions: ParsableArguments {
  @Argument(help: "The folder that holds content/ (default: this folder).", completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("How many threads work at once (default: one for each processor).", valueName: "n"))
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but what is wrong.")
  var quiet = false

  @Option(help: "How to write what is wrong: text, json or github (default: text).")
  var format: FindingsFormat?

  /// Takes from the environment what the command line does not say.
  mutating func validate() throws {
    folder = folder ?? Environment.value("FOLDER")
    threads = try threads ?? Environment.value("THREADS", wanted: "a number from 1 to 1024", Int.init)
    guard (1...1024).contains(threadCount) else { throw ValidationError("--threads takes a number from 1 to 1024.") }
    quiet = quiet || Environment.flag("QUIET")
    format = try format ?? Environment.value("FORMAT", wanted: "text, json or github", FindingsFormat.init(rawValue:))
  }

  /// The folder without a slash at its end.
  var root: String {
    let folder = folder ?? "."
    return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// How many threads work at once.
  var threadCount: Int { threads ?? processorCount() }

  /// How findings are written.
  var findings: FindingsFormat { format ?? .text }

  /// `diagnostics` in the format that was asked for, the last line ended.
  func written(_ diagnostics: [Diagnostic], isColoured: Bool = false) -> String {
    guard findings == .github else { return findings.format.written(diagnostics, isColoured: isColoured) }
    let folder = folderInRepository
    return findings.format.written(
      diagnostics.map { diagnostic in
        guard var place = diagnostic.place else { return diagnostic }
        place.file = folder + place.file
        return Diagnostic(diagnostic.severity, at: place, diagnostic.message, hint: diagnostic.hint)
      })
  }

  /// The guide's folder as GitHub names it, from the top of the repository, with a slash at its end; empty for the top.
  ///
  /// GitHub looks for files from `GITHUB_WORKSPACE`; elsewhere the folder in which guidegen runs stands for it.
  private var folderInRepository: String {
    let workspace = getenv("GITHUB_WORKSPACE").map { String(cString: $0) } ?? "."
    guard let guide = Self.resolved(root), let top = Self.resolved(workspace) ?? Self.resolved("."), guide != top else {
      return ""
    }
    return (guide.hasPrefix(top + "/") ? String(guide.dropFirst(top.count + 1)) : guide) + "/"
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
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

/// How many processors there are, 1 to 1,024.
func processorCount() -> Int { max(1, min(1024, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// The day of the build: that of `SOURCE_DATE_EPOCH` in UTC where it is set, so that a build can be made again, else
/// today in the time zone of the machine. Source: reproducible-builds.org, SOURCE_DATE_EPOCH 1.1.
func today() throws -> CalendarDate {
  var now = time(nil)
  var parts = tm()
  if let setting = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), !setting.isEmpty {
    guard let seconds = Int(setting), (0..<253_402_300_800).contains(seconds) else {
      throw ValidationError(
        "The environment variable SOURCE_DATE_EPOCH must be a number of seconds since 1970, not \"\(setting)\".")
    }
    now = seconds
    gmtime_r(&now, &parts)
  } else {
    localtime_r(&now, &parts)
  }
  let date = CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  // Only a clock that was never set is outside the years 1 to 9999.
  return date ?? .epoch
}
