#if Enrollment
import ArgumentParser
import Glibc

/// `guidegen letters` in the binary that has no letters: the one that has them is a program of its own, because to load
/// Pango's forty libraries takes longer than most commands take in all.
struct LettersProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letters",
    abstract: "Makes each person's printed letter: the article about the app, with the person's own code.",
    discussion: "guidegen letters --help says more.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  /// Gives the process to the program; returns only where there is none.
  func run() throws {
    let program = try Self.path()
    let words = ["guidegen", "letters"] + arguments
    let pointers = words.map { strdup($0) } + [nil]
    execv(program, pointers)
    let reason = String(cString: strerror(errno))
    Terminal.printError(
      """
      error: cannot run "\(program)": \(reason)
        hint: letters need a program of their own: `make install` in guidegen's sources makes it
      """)
    throw Exit.machineFailed
  }

  /// Where it stands: beside the folder of this binary.
  private static func path() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else {
      Terminal.printError("error: cannot find this program's own folder: \(String(cString: strerror(errno)))")
      throw Exit.machineFailed
    }
    let binary = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let folder = binary.split(separator: "/").dropLast(2)
    return "/" + (folder + ["libexec", "guidegen-letters"]).joined(separator: "/")
  }
}
#endif
