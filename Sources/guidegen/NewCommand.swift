import ArgumentParser
import Glibc
import Guide

/// `guidegen new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a new help centre or a new article.",
    discussion: """
      Examples:

        guidegen new site help --title "Example Help Centre"
        guidegen new article help/content/new-phone.md
      """,
    subcommands: [NewSiteCommand.self, NewArticleCommand.self])
}

/// `guidegen new site`.
struct NewSiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Makes a new help centre with one article and the browser data.",
    discussion: """
      Files that are there already stop the command before anything is written.

      Examples:

        guidegen new site help --title "Example Help Centre"
        guidegen new site hilfe --language de --language en
      """)

  @Argument(help: "The folder to make it in.", completion: .directory)
  var folder: String

  @Option(help: "The help centre's title (default: Help Centre, in its language).")
  var title: String?

  @Option(
    name: .customLong("language"),
    help: ArgumentHelp(
      "Its language: en, de, fr, es or ar (default: en); again for each further one.", valueName: "tag"))
  var languages: [String] = []

  func validate() throws {
    for (number, tag) in languages.enumerated() {
      guard Starter.languages.contains(tag) else {
        throw ValidationError(
          "There are no first texts in \"\(tag)\": write one of \(Starter.languages.joined(separator: ", ")), "
            + "and change it in content/guide.yml afterwards.")
      }
      guard !languages[..<number].contains(tag) else { throw ValidationError("\"\(tag)\" stands there twice.") }
    }
  }

  func run() throws {
    try NewFiles(folder: folder, files: Starter.site(title: title, languages: languages, today: today())).write()
    Terminal.print("\(folder): a new help centre; build it with: guidegen build \(folder)")
  }
}

/// `guidegen new article`.
struct NewArticleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "article",
    abstract: "Makes a new article with its front matter filled in.",
    discussion: """
      Example:

        guidegen new article content/faq/new-phone.md --title "Moving to a new phone"
      """)

  @Argument(help: "The file to make, below content/.", completion: .file(extensions: ["md"]))
  var path: String

  @Option(help: "The article's title (default: the file's name in words).")
  var title: String?

  func validate() throws {
    guard path.hasSuffix(".md"), !path.hasSuffix("/.md") else {
      throw ValidationError("\"\(path)\" must end in .md.")
    }
  }

  func run() throws {
    let name = path.split(separator: "/").last.map { $0.dropLast(".md".count) } ?? ""
    let words = name.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
    let title = title ?? words.prefix(1).uppercased() + words.dropFirst()
    let text = Starter.article(title: title, today: try today())
    try NewFiles(folder: "", files: [OutputFile(path: path, bytes: Array(text.utf8))]).write()
    Terminal.print("\(path): a new article")
  }
}

/// Files that must not be there yet.
private struct NewFiles {
  let folder: String
  let files: [OutputFile]

  /// Writes all of them, or none where one is there already.
  func write() throws {
    let paths = files.map { folder.isEmpty ? $0.path : folder + "/" + $0.path }
    let standing = paths.filter { access($0, F_OK) == 0 }
    for path in standing {
      Terminal.printError("\(path): error: this file is there already\n  hint: choose another name, or delete it first")
    }
    guard standing.isEmpty else { throw Exit.wrongInput }
    for (path, file) in zip(paths, files) {
      guard makeFolders(above: path), create(path, file.bytes) else {
        Terminal.printError("error: cannot write \"\(path)\": \(String(cString: strerror(errno)).lowercased())")
        throw Exit.machineFailed
      }
    }
  }

  private func makeFolders(above path: String) -> Bool {
    var index = path.startIndex
    while let slash = path[index...].dropFirst().firstIndex(of: "/") {
      if mkdir(String(path[..<slash]), 0o777) != 0, errno != EEXIST { return false }
      index = slash
    }
    return true
  }

  private func create(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        close(descriptor)
        return false
      }
      rest = rest.dropFirst(count)
    }
    return close(descriptor) == 0
  }
}
