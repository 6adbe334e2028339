#if Letters
import ArgumentParser
import Diagnostics
import Guide

/// Where letters go.
struct LetterOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write one file of all letters.", valueName: "file"))
  var merged: String?

  @Option(
    help: ArgumentHelp(
      "Write a file for each letter into this folder, and manifest.jsonl. A run that was ended goes on where it was.",
      valueName: "folder"))
  var outputDir: String?

  @Option(help: "What the letters are: PDF, or HTML that a browser prints.")
  var format: LetterFormat = .pdf

  @Flag(help: "Put the merged file in the place of another.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Make only a fixed part of the letters: 3/16 is the third of sixteen, for as many machines.",
      valueName: "part"))
  var shard: LetterShard = .whole

  mutating func validate() throws {
    guard (merged == nil) != (outputDir == nil) else {
      throw ValidationError("Say where the letters go: --merged for one file, or --output-dir for a file each.")
    }
  }

  /// Where they go, for messages.
  var place: String { merged ?? outputDir ?? "" }

  /// Ends the command where the letters would be published with the guide in `folder`.
  func checkPlace(_ folder: String) throws {
    guard SourceFolders(of: folder, and: folder + "/site").hold(place) else { return }
    throw VaultOptions.fail(
      [
        .error(
          #""\#(place)" is inside a folder that is published, or that the site is made from"#, at: nil,
          hint: "letters hold secrets: choose a place outside content/, templates/ and site/")
      ], with: .wrongInput)
  }
}
#endif
