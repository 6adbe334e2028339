import Foundation
import Testing

/// A guide in a folder of its own on the disk.
final class TemporaryGuide {
  let folder: String

  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("preview-\(UUID().uuidString)").path
    try write("content/guide.yml", "title: Help\n")
    try write("content/a.md", Self.article("A", "First words."))
    try write("content/faq/b.md", Self.article("B", "Other words."))
    for (path, text) in files { try write(path, text) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func article(_ title: String, _ body: String) -> String {
    "---\ntitle: \(title)\n---\n\n\(body)\n"
  }

  func path(_ path: String) -> String { folder + "/" + path }

  /// Writes into the file itself, as `echo … > file` does.
  func write(_ path: String, _ text: String) throws {
    let whole = self.path(path)
    try FileManager.default.createDirectory(
      atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let file = try #require(fopen(whole, "w"))
    fputs(text, file)
    fclose(file)
  }

  /// Writes beside the file and renames, as many editors do.
  func replace(_ path: String, _ text: String) throws {
    try write(path + ".tmp-new", text)
    try rename(path + ".tmp-new", to: path)
  }

  func rename(_ path: String, to other: String) throws {
    try #require(Glibc.rename(self.path(path), self.path(other)) == 0)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: self.path(path))
  }

  /// Makes `path` a symbolic link to `target`, in the place of one that is there.
  func link(_ path: String, to target: String) throws {
    let new = self.path(path) + ".tmp-new"
    try #require(symlink(target, new) == 0)
    try #require(Glibc.rename(new, self.path(path)) == 0)
  }

  /// Runs `git` in the guide's folder; what it commits, it commits on `date`.
  func git(_ arguments: String..., date: String = "2026-01-01") throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "GIT_AUTHOR_DATE=\(date)T12:00:00Z", "GIT_COMMITTER_DATE=\(date)T12:00:00Z", "git", "-C", folder, "-c",
        "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main",
      ] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
