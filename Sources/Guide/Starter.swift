import Diagnostics
import Theme
import YAML

/// `guidegen new`: the first files of a help centre, or of an article.
public enum Starter {
  /// The files of a new help centre called `title`, by path below its folder.
  public static func site(title: String, today: CalendarDate) -> [OutputFile] {
    [
      OutputFile(path: "content/guide.yml", text: "title: \(quoted(title))\nlanguage: en\n"),
      OutputFile(
        path: "content/index.md",
        text: article(
          title: title, today: today,
          body: "Welcome. Start with [your first article](first-steps.md), and change it to your own.\n")),
      OutputFile(path: "content/first-steps.md", text: article(title: "First steps", today: today, body: firstSteps)),
      OutputFile(path: "content/_data/browsers.yml", bytes: Theme.browsers),
      OutputFile(path: ".gitignore", text: "/site/\n/site.manifest.jsonl\n"),
    ]
  }

  /// The text of a new article called `title`.
  public static func article(title: String, today: CalendarDate) -> String {
    article(title: title, today: today, body: "Say in a sentence or two what the reader will have at the end.\n\n1. \n")
  }

  private static func article(title: String, today: CalendarDate, body: String) -> String {
    "---\ntitle: \(quoted(title))\ndescription: \ndate: \(today)\n---\n\n\(body)"
  }

  /// As a YAML string that holds any text on one line (YAML 1.2, 7.3.1).
  private static func quoted(_ text: String) -> String {
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

  private static let firstSteps = """
    Write what the reader does, one step a line, and what they will see.

    1. Open the sign-in page.
    2. If the browser is already signed in with another account, open a private window first:

    :::private-mode{on=computer}
    :::

    > [!TIP]
    > The block above is written from `content/_data/browsers.yml`. Correct a shortcut there, and every article has it.

    """
}

extension OutputFile {
  /// A file of text.
  init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}
