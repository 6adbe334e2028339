#if Enrollment
import ArgumentParser
import Diagnostics
import Guide

/// Where letters go.
struct LetterOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write one file of all letters.", valueName: "file"))
  var merged: String?

  @Option(
    help: ArgumentHelp("Write a file for each letter into this folder, which is for you alone.", valueName: "folder"))
  var outputDir: String?

  mutating func validate() throws {
    if (merged == nil) == (outputDir == nil) {
      throw ValidationError("Say where the letters go: --merged for one file, or --output-dir for a file each.")
    }
  }

  /// Ends the command where the letters would be published with the guide in `folder`.
  func checkPlace(_ folder: String) throws {
    guard let path = merged ?? outputDir, SourceFolders(publishedOf: folder).hold(path) else { return }
    throw VaultOptions.fail(
      [
        .error(
          #""\#(path)" is inside a folder that is published"#, at: nil,
          hint: "letters hold secrets: choose a place outside content/, templates/ and site/")
      ], with: .wrongInput)
  }
}
#endif
