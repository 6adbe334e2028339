#if Letters
import Diagnostics
import Enrollment
import Guide

/// Which letters a folder holds: JSON Lines, one for each letter, and none with a secret.
///
///     {"letter":"GG0712SSV1.pdf","user":"jo@example.com","serial":"GG0712SSV1","pages":6,"sha256":"8c3f…"}
///
/// While letters are made the file has another name, and begins with what they are made from, so that a run that was
/// ended goes on where it was, but only if nothing has changed since.
struct LetterManifest {
  private let folder: LetterFolder
  private let name: String
  private let format: LetterFormat
  private var draft: String { name + ".new" }
  /// The serials of letters that an earlier run has made.
  private(set) var made: Set<String> = []

  /// One letter.
  struct Entry: Sendable {
    var principalName: String
    var serial: String
    /// Nil where only whoever prints the letter knows.
    var pages: Int?
    /// Nil where it would tell the secret to somebody who tries all.
    var digest: SHA256?
  }

  /// The manifest of a run into `folder`; `origin` stands for all that its letters are made from.
  init(in folder: LetterFolder, of shard: LetterShard, _ format: LetterFormat, origin: SHA256) throws(VaultError) {
    (self.folder, self.format) = (folder, format)
    name = "manifest\(shard.suffix).jsonl"
    let head = Array(#"{"origin":""#.utf8) + origin.digits + Array("\"}\n".utf8)
    if let known = try folder.read(name + ".new"), known.starts(with: head) {
      // The last line may have been cut.
      made = Set(known[head.count...].split(separator: UInt8(ascii: "\n")).compactMap(Self.serial))
      made = made.filter { folder.has($0 + format.suffix) }
      let lines = known.split(separator: UInt8(ascii: "\n")).filter { $0.last == UInt8(ascii: "}") }
      try folder.write(Array(lines.map { Array($0) + [UInt8(ascii: "\n")] }.joined()), as: name + ".new")
    } else {
      try folder.write(head, as: name + ".new")
    }
  }

  /// Adds letters that were written.
  func add(_ entries: [Entry]) throws(VaultError) {
    guard !entries.isEmpty else { return }
    try folder.append(entries.flatMap(line), to: draft)
  }

  /// Takes the line about the letters' origin away, and gives the file its name.
  func finish() throws(VaultError) {
    let lines = try folder.read(draft) ?? []
    let end = lines.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    try folder.write(Array(lines[end...]), as: draft)
    try folder.finish(draft, as: name)
  }

  private func line(_ entry: Entry) -> [UInt8] {
    var line = Array(#"{"letter":"#.utf8)
    line.appendJSONString(entry.serial + format.suffix)
    line += #","user":"#.utf8
    line.appendJSONString(entry.principalName)
    line += #","serial":"#.utf8
    line.appendJSONString(entry.serial)
    if let pages = entry.pages { line += ",\"pages\":\(pages)".utf8 }
    if let digest = entry.digest { line += Array(#","sha256":""#.utf8) + digest.digits + [UInt8(ascii: "\"")] }
    line += "}\n".utf8
    return line
  }

  /// The serial in a line of ours; nil in one that was cut.
  private static func serial(_ line: ArraySlice<UInt8>) -> String? {
    let start = Array(#"{"letter":""#.utf8)
    guard line.starts(with: start), line.last == UInt8(ascii: "}") else { return nil }
    let name = line.dropFirst(start.count).prefix { $0 != UInt8(ascii: ".") }
    return String(decoding: name, as: UTF8.self)
  }
}
#endif
