import Diagnostics
import Theme
import YAML

/// `guidegen new`: the first files of a help centre, or of an article.
public enum Starter {
  /// The languages in which there are first texts.
  public static let languages = ["en", "de", "fr", "es", "ar"]

  /// The files of a new help centre, by path below its folder.
  ///
  /// - Parameters:
  ///   - title: what it is called; nil: what its language calls one.
  ///   - languages: tags of `Starter.languages`, the main language's first; none is English.
  public static func site(title: String?, languages: [String] = [], today: CalendarDate) -> [OutputFile] {
    let languages = languages.isEmpty ? ["en"] : languages
    let main = languages[0]
    var files = [OutputFile(path: "content/guide.yml", text: configuration(title, languages))]
    for tag in languages {
      guard let texts = StarterTexts.all[tag] else { continue }
      let ending = tag == main ? "" : ".\(tag)"
      let data = "content/_data/browsers\(ending).yml"
      let steps = texts.steps.replacing("DATA", with: data)
      files += [
        OutputFile(
          path: "content/index\(ending).md",
          text: article(
            title: title ?? texts.title, today: today, body: texts.welcome.replacing("FIRST", with: "first-steps.md"))),
        OutputFile(
          path: "content/first-steps\(ending).md", text: article(title: texts.firstSteps, today: today, body: steps)),
        OutputFile(
          path: data, bytes: tag == main ? StarterBrowsers.main(in: tag) : StarterBrowsers.translation(into: tag)),
      ]
    }
    return files + [OutputFile(path: ".gitignore", text: "/site/\n/site-offline/\n/site.manifest.jsonl\n")]
  }

  private static func configuration(_ title: String?, _ languages: [String]) -> String {
    func name(_ tag: String) -> String { quoted(title ?? StarterTexts.all[tag]?.title ?? "") }
    let others = languages.dropFirst()
    let list =
      others.isEmpty
      ? ""
      : title == nil
        ? "languages:\n" + others.map { "  \($0):\n    title: \(name($0))\n" }.joined()
        : "languages: [\(others.joined(separator: ", "))]\n"
    return "title: \(name(languages[0]))\nlanguage: \(languages[0])\n" + list + helpdesk
  }

  /// The text of a new article called `title`.
  public static func article(title: String, today: CalendarDate) -> String {
    article(title: title, today: today, body: "Say in a sentence or two what the reader will have at the end.\n\n1. \n")
  }

  private static func article(title: String, today: CalendarDate, body: String) -> String {
    "---\ntitle: \(quoted(title))\ndescription: \ndate: \(today)\n---\n\n\(body)"
  }

  /// As a YAML string that holds any text on one line (YAML 1.2, 7.3.1).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension OutputFile {
  /// A file of text.
  init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}
