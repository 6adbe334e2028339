extension BuildCommand {
  /// `guidegen build`, with a folder, `--threads` and `--quiet` or without, the lines that people and scripts write most, read without
  /// the parser: what it takes to describe all commands to itself is a quarter of a build after an edit.
  ///
  /// Every other line, whatever is wrong with this one, and what the environment says are left to the parser.
  ///
  /// - Parameters:
  ///   - arguments: the command line after the program's name; the result is nil for any other line.
  ///   - hasEnvironment: whether variables may say more.
  init?(shortLine arguments: some Collection<String>, hasEnvironment: Bool = Environment.isSet) {
    guard arguments.first == "build", !hasEnvironment else { return nil }
    var words = Array(arguments.dropFirst())
    let quiet = words.last.map { $0 == "--quiet" || $0 == "-q" } ?? false
    if quiet { words.removeLast() }
    var threads: Int?
    if words.count >= 2, words[words.count - 2] == "--threads" {
      guard let count = Int(words.removeLast()), (1...1024).contains(count) else { return nil }
      words.removeLast()
      threads = count
    }
    guard words.count <= 1, words.allSatisfy({ !$0.hasPrefix("-") }) else { return nil }
    self.init()
    guide = GuideOptions()
    (guide.folder, guide.threads, guide.quiet, guide.format) = (words.first, threads, quiet, nil)
    (output, manifest, comments) = (nil, nil, nil)
    (drafts, future, offline, precompress) = (false, false, false, false)
    (record, explain, noCache) = (false, false, false)
  }
}
