import Foundation
import Guide

/// A folder of a test's own, removed with the value.
final class OutputScratchFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guidegen-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The site's folder in it.
  var site: String { "\(path)/site" }

  /// Makes `files` the site.
  @discardableResult func build(_ files: [String: String], threads: Int = 2) throws -> OutputReport {
    let output = files.map { OutputFile(path: $0.key, bytes: Array($0.value.utf8)) }
    return try SiteWriter.write(output, to: site, threads: threads)
  }

  /// Puts a file into the site as somebody else would.
  func put(_ text: String, at name: String) throws {
    let file = URL(fileURLWithPath: "\(site)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// All files of the site but guidegen's record, links as `-> target`, empty folders with a slash.
  func standing() throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: site) where name != ".guidegen" {
      let path = "\(site)/\(name)"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      switch attributes[.type] as? FileAttributeType {
      case .typeDirectory:
        if try FileManager.default.contentsOfDirectory(atPath: path).isEmpty { files["\(name)/"] = "" }
      case .typeSymbolicLink: files[name] = "-> \(try FileManager.default.destinationOfSymbolicLink(atPath: path))"
      default: files[name] = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      }
    }
    return files
  }

  /// What stands beside the site.
  func beside() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != "site" }.sorted()
  }

  /// Inode, links and time of last change of content of a file in the site.
  func identity(_ name: String) throws -> [String] {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(site)/\(name)")
    return ["\(attributes[.systemFileNumber] ?? "")", "\(attributes[.referenceCount] ?? "")"]
      + ["\((attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0)"]
  }
}
