import Diagnostics
import Glibc
import Guide

/// Writes one of two sites, so that tests can kill a real process or hold it to a limit.
///
///     OutputProbe FOLDER GENERATION COUNT [LIMIT]
///
/// Prints "ready" before it begins, "done" after; diagnostics go to standard error. LIMIT is the most bytes that a file
/// may have (`RLIMIT_FSIZE`).
@main enum OutputProbe {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let count = Int(arguments[3]) else { exit(2) }
    if arguments.count > 4, let bytes = UInt(arguments[4]) {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }
    let files = probeSite(generation: arguments[2], count: count)
    say("ready\n", to: 1)
    do throws(OutputError) {
      _ = try SiteWriter.write(files, to: arguments[1], threads: 2)
      say("done\n", to: 1)
    } catch {
      for diagnostic in error.diagnostics { say("\(diagnostic)\n", to: 2) }
      exit(error.isMachineFault ? 3 : 1)
    }
  }

  private static func say(_ text: String, to descriptor: Int32) {
    _ = write(descriptor, text, text.utf8.count)
  }

  /// A site of `count` files: a third the same in each generation, a third other, a third there in this one alone.
  private static func probeSite(generation: String, count: Int) -> [OutputFile] {
    (0..<count).map { number in
      let name = number % 3 == 2 ? "\(generation)-only-\(number)" : "page-\(number)"
      let text = number % 3 == 0 ? "page \(number)\n" : "page \(number) of \(generation)\n"
      let repeated = String(repeating: text, count: 1 + number % 50)
      return OutputFile(path: "folder-\(number % 7)/\(name).html", bytes: Array(repeated.utf8))
    }
  }
}
