/// Text as XML and HTML hold it.
package enum XMLText {
  /// `text` with `& < > "` as entities: right between tags and in attributes that stand in double quotes.
  ///
  /// For what is written now and then; pages go through `Templates` and `HTMLWriter`, which escape bytes by runs.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
