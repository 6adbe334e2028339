/// The official examples of Mustache.
enum MustacheExamples {
  /// Runs `*.json` of `directory`.
  static func run(directory: String) -> (passed: Int, differences: [String]) { (0, []) }
}
