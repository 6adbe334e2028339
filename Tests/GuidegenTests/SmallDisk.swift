import Foundation
import Testing

/// A small disk of a test's own, in memory, that only processes started here can see; it goes with the value.
///
/// Its mount is in a name space of its own, so that nothing is left of it whatever becomes of the test. It takes root, or
/// a system on which others may make user name spaces.
final class SmallDisk {
  private let folder: TestFolder
  private let holder: RunningProcess
  /// Whether the mount takes a user name space too, as it does for those who may not mount here.
  private let isOthers: Bool

  /// An empty disk with room for `kilobytes` and for `names` of files and folders.
  init(kilobytes: Int, names: Int) throws {
    folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: "\(folder.path)/disk", withIntermediateDirectories: true)
    let said = try Captured()
    let unshare = try [tool("unshare", package: "util-linux"), "--mount"]
    isOthers = try Command(unshare + ["true"], in: folder).run().status != 0
    let mount = "mount -t tmpfs -o size=\(kilobytes)k,nr_inodes=\(names) disk disk && echo ready && exec sleep 3600"
    holder = try Command(
      unshare + (isOthers ? ["--user", "--map-root-user"] : []) + ["/bin/sh", "-c", mount], in: folder
    )
    .start(output: said.descriptor, errors: said.descriptor)
    let answer = try eventually("a disk is mounted") { said.text.isEmpty ? nil : said.text }
    try #require(
      answer == "ready\n", "this test must be allowed to mount a disk: run it as root, or allow user name spaces")
  }

  deinit {
    holder.send(SIGKILL)
    _ = holder.wait()
  }

  /// Runs a command at the top of the disk, to its end.
  func run(_ arguments: [String]) throws -> Outcome {
    let enter = try [tool("nsenter", package: "util-linux"), "--target", "\(holder.identifier)", "--mount"]
    let user = isOthers ? ["--user", "--preserve-credentials"] : []
    return try Command(enter + user + ["/usr/bin/env", "-C", "\(folder.path)/disk"] + arguments, in: folder).run()
  }

  /// Runs `script` at the top of the disk; it has to go well.
  private func shell(_ script: String) throws {
    let outcome = try run(["/bin/sh", "-euc", script])
    try #require(outcome.status == 0, "\(script): \(outcome.errors)")
  }

  func guidegen(_ arguments: String...) throws -> Outcome {
    try run([try guidegenPath()] + arguments)
  }

  /// Makes the disk's `content/` that of `guide`, file by file as an author does.
  func takeContent(of guide: TestFolder) throws {
    try shell("rm -rf content && cp -r '\(guide.path)/content' content")
  }

  /// What is in the folder `name` of the disk, as `TestFolder.contents` says it.
  func contents(of name: String) throws -> [String: [UInt8]] {
    let copy = try TestFolder()
    try shell("if [ -e '\(name)' ]; then cp -r '\(name)' '\(copy.path)/copy'; fi")
    return try copy.contents(of: "copy")
  }

  /// The names at the top of the disk, sorted.
  func names() throws -> [String] {
    try run(["/bin/ls", "-A"]).output.split(separator: "\n").map(String.init).filter { $0 != "filler" }.sorted()
  }

  /// Fills the disk, so that there is room for so much more.
  func fill(leavingKilobytes kilobytes: Int) throws {
    try shell(
      "free=$(df -k --output=avail . | tail -1); mkdir filler; head -c $(((free - \(kilobytes)) * 1024)) /dev/zero > filler/bytes"
    )
  }

  /// Uses up the names of the disk but for so many.
  func fill(leavingNames names: Int) throws {
    try shell("mkdir filler; free=$(df --output=iavail . | tail -1); cd filler; seq $((free - \(names))) | xargs touch")
  }

  /// Takes away what filled the disk.
  func makeRoom() throws {
    try shell("rm -rf filler")
  }

  /// Lets nobody write, or all again.
  func become(readOnly: Bool) throws {
    try shell("mount -o remount,\(readOnly ? "ro" : "rw") .")
  }
}
