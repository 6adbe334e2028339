import Foundation
import Markdown
import Templates

/// Runs the official examples found under a folder through our HTML writer and template engine:
/// `commonmark/spec-*.txt`, `gfm/*.txt` and `mustache/*.json`. Prints each difference with its reason; exits with 1
/// when one has none, or when there is nothing to run.
@main struct Conformance {
  static func main() {
    guard CommandLine.arguments.count == 2 else {
      print("usage: Conformance DIR")
      exit(2)
    }
    let directory = CommandLine.arguments[1]
    var reports = MarkdownExamples.run(directory: directory)
    let mustache = MustacheExamples.run(directory: directory + "/mustache")
    if mustache.passed > 0 || !mustache.differences.isEmpty {
      reports.append(Report(name: "mustache", passed: mustache.passed, unexplained: mustache.differences))
    }
    for report in reports { print(report) }
    let isRight = reports.contains { $0.passed > 0 } && reports.allSatisfy(\.unexplained.isEmpty)
    exit(isRight ? 0 : 1)
  }
}

/// How the examples of one file went.
struct Report: CustomStringConvertible {
  var name: String
  var passed = 0
  /// Differences that are meant, each with its reason.
  var explained: [String] = []
  var unexplained: [String] = []

  var description: String {
    let total = passed + explained.count + unexplained.count
    var lines = ["\(name): \(passed) of \(total) examples as they should be"]
    lines += explained.map { "  meant: \($0)" }
    lines += unexplained.map { "  DIFFERENT: \($0)" }
    return lines.joined(separator: "\n")
  }
}
