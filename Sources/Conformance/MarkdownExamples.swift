import Foundation
import Markdown

/// The official examples of CommonMark and GFM, as their specifications hold them.
enum MarkdownExamples {
  /// Runs `commonmark/spec-*.txt` and `gfm/*.txt` of `directory`.
  static func run(directory: String) -> [Report] {
    ["commonmark", "gfm"].flatMap { folder in
      let path = "\(directory)/\(folder)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { $0.hasSuffix(".txt") }.sorted().map { run(file: "\(path)/\($0)", name: "\(folder)/\($0)") }
    }
  }

  private static func run(file: String, name: String) -> Report {
    var report = Report(name: name)
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      report.unexplained.append("\(file) cannot be read")
      return report
    }
    // GitHub's specification names the extensions of an example; its file of extension examples has all of them on.
    let isExtension = name.hasSuffix("extensions.txt")
    for (index, example) in SpecificationExample.all(in: text).enumerated() where example.extensions != "disabled" {
      let number = index + 1
      var options = ParseOptions()
      options.isPlain = true
      options.isCommonMark = !isExtension && example.extensions.isEmpty
      let document = Document.parse(Array(example.markdown.utf8)[...], file: name, options: options).document
      let html = String(decoding: HTMLWriter.html(document, context: PlainContext()), as: UTF8.self)
      if example.html == "<IGNORE>\n" || comparable(html) == comparable(example.html) {
        report.passed += 1
      } else if let reason = KnownDifferences.reason(file: name, markdown: example.markdown) {
        report.explained.append("example \(number), line \(example.line): \(reason)")
      } else {
        report.unexplained.append(
          "example \(number), line \(example.line)\n\(example.markdown)--- wanted\n\(example.html)--- written\n\(html)")
      }
    }
    return report
  }

  /// `html` with the two spellings of one thing made one: GFM 0.29 writes a task's box with its attributes in another
  /// order and without the closing slash than GitHub's extension examples do.
  private static func comparable(_ html: String) -> String {
    html.replacingOccurrences(
      of: "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
      with: "<input type=\"checkbox\" checked=\"\" disabled=\"\" />"
    )
    .replacingOccurrences(
      of: "<input disabled=\"\" type=\"checkbox\">", with: "<input type=\"checkbox\" disabled=\"\" />")
  }
}

/// One example of a specification's text: Markdown, a line with a full stop, HTML; `→` stands for a tab.
struct SpecificationExample {
  var markdown: String
  var html: String
  /// What stands behind `example` on its first line: `table`, `disabled` …
  var extensions: String
  /// The line of the file on which it starts.
  var line: Int

  private static let fence = String(repeating: "`", count: 32)

  /// The examples of `text`, in order.
  static func all(in text: String) -> [SpecificationExample] {
    var examples: [SpecificationExample] = []
    var current: (markdown: String, html: String, isHTML: Bool, extensions: String, line: Int)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if current == nil {
        guard line.hasPrefix(fence + " example") else { continue }
        current = ("", "", false, line.dropFirst(fence.count + 8).trimmingCharacters(in: .whitespaces), index + 1)
      } else if line == fence, let done = current {
        examples.append(
          SpecificationExample(
            markdown: done.markdown.replacingOccurrences(of: "→", with: "\t"),
            html: done.html.replacingOccurrences(of: "→", with: "\t"), extensions: done.extensions, line: done.line))
        current = nil
      } else if line == ".", current?.isHTML == false {
        current?.isHTML = true
      } else if current?.isHTML == true {
        current?.html += line + "\n"
      } else {
        current?.markdown += line + "\n"
      }
    }
    return examples
  }
}
