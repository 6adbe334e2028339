import Diagnostics
import Glibc

/// Why the site was not written; what stood before still stands.
public enum OutputError: Error, Sendable, Hashable {
  /// The operating system refused: `attempt` names what was tried ("write", "read", "create the folder" …),
  /// `path` is as the person knows it (`site/x.html`), `code` is errno.
  case refused(attempt: String, path: String, code: Int32)
  /// Files that guidegen did not write stand where it would write; sorted, as the person knows them.
  case inTheWay([String])
  /// Two files of the new site cannot both be: one path twice, or one path a folder of the other.
  case collision(String, String)
  /// A file's path would leave the site's folder, or is one of guidegen's own names.
  case invalidPath(String)
  /// Another process is writing the same folder.
  case busy(folder: String)
  /// The site stands, but somebody altered this file of it while the manifest was being made.
  case altered(String)
  /// The operating system refused to write the manifest: `code` is errno.
  case manifestRefused(path: String, code: Int32)

  /// Whether the machine is to blame (exit code 3) rather than what was asked for (exit code 1).
  public var isMachineFault: Bool {
    switch self {
    case .refused, .busy, .altered, .manifestRefused: true
    case .inTheWay, .collision, .invalidPath: false
    }
  }

  /// What a person reads.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .refused(let attempt, let path, let code):
      [.error("cannot \(attempt) \"\(path)\": \(Self.text(of: code))", at: nil, hint: Self.hint(for: code))]
    case .inTheWay(let paths):
      paths.map {
        .error(
          "\"\($0)\" is in the way: guidegen did not write it and would have to replace it", at: nil,
          hint: "move or delete it, or choose another folder with --output")
      }
    case .collision(let first, let second) where first == second:
      [.error("two pages would be written to \"\(first)\"", at: nil, hint: "give one of them another name or slug")]
    case .collision(let first, let second):
      [
        .error(
          "\"\(first)\" would be a file and, because of \"\(second)\", a folder too", at: nil,
          hint: "give one of them another name or slug")
      ]
    case .invalidPath(let path):
      [
        .error(
          "cannot write a file at \"\(path)\": the path is reserved or leads out of the site's folder", at: nil,
          hint: "give the page another name or slug")
      ]
    case .busy(let folder):
      [
        .error(
          "another guidegen is writing \"\(folder)\"", at: nil,
          hint: "wait until it is done, or choose another folder with --output")
      ]
    case .altered(let path):
      [.error("\"\(path)\" was altered while the manifest was being made", at: nil, hint: "build again")]
    case .manifestRefused(let path, let code):
      [
        .error(
          "cannot write the manifest \"\(path)\": \(Self.text(of: code))", at: nil,
          hint: "choose another file with --manifest")
      ]
    }
  }

  /// The operating system's words for `code`, without the capital.
  private static func text(of code: Int32) -> String {
    guard let words = strerror(code) else { return "error \(code)" }
    let text = String(cString: words)
    guard let second = text.dropFirst().first, second.isLowercase else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func hint(for code: Int32) -> String? {
    switch code {
    case ENOSPC, EDQUOT: "make room on the disk and build again; the site is as it was"
    case EACCES, EPERM: "give yourself the right to write there, or choose another folder with --output"
    case EROFS: "choose a folder on a disk that can be written with --output"
    case ENAMETOOLONG: "give the page a shorter name or slug"
    case ENOTDIR: "choose another folder with --output, or move the file that stands there"
    case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
    case EFBIG: "raise the limit of a file's size (ulimit -f)"
    default: nil
    }
  }
}
