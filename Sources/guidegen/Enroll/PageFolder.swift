#if Enrollment
import Diagnostics
import Enrollment
import Glibc
import Guide

/// The folder of a site that holds people's own pages. `guidegen build` did not write it, so it leaves it alone.
struct PageFolder {
  private let site: String
  private var path: String { "\(site)/\(PersonalPages.folder)" }

  /// The one in the site that guidegen built at `site`; ends the command where there is none.
  init(in site: String) throws {
    self.site = site.count > 1 && site.hasSuffix("/") ? String(site.dropLast()) : site
    guard access("\(self.site)/.guidegen", F_OK) == 0 else {
      throw VaultOptions.fail(
        [
          .error(
            #"there is no site in "\#(site)""#, at: nil,
            hint: "run guidegen build first, or say with --site where the site is")
        ], with: .wrongInput)
    }
  }

  /// Makes the file at `file`, a path below the site, as a whole; one that is so already is left alone.
  ///
  /// - Returns: whether anything changed.
  func write(_ bytes: [UInt8], to file: String) throws -> Bool {
    var folder = site
    for name in file.split(separator: "/").dropLast() {
      folder += "/" + name
      try makeFolder(folder)
    }
    let whole = "\(site)/\(file)"
    if case .success(let standing) = Self.read(whole), standing == bytes { return false }
    do throws(OutputError) {
      try AtomicFile.write(bytes, to: whole)
    } catch {
      throw VaultOptions.fail(error.diagnostics, with: .machineFailed)
    }
    return true
  }

  /// Takes the page called `name` away.
  ///
  /// - Returns: whether it was there.
  func removePage(called name: String) throws -> Bool {
    let file = "\(path)/\(name).html"
    guard unlink(file) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Self.refused("remove", file, errno) }
      return false
    }
    return true
  }

  /// Takes away what pages load, where no page is left.
  func removeFilesOfNone() throws {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
    let names = Self.names(in: path)
    guard !names.isEmpty, !names.contains(where: { $0.hasSuffix(".html") }) else { return }
    Self.removeFiles(below: path + "/assets")
    rmdir(path)
  }

  private func makeFolder(_ folder: String) throws {
    var status = stat()
    if lstat(folder, &status) == 0 {
      // A link could lead out of the site.
      guard status.st_mode & S_IFMT == S_IFDIR || folder == site else {
        throw Self.refused("write into", folder, ENOTDIR)
      }
    } else if mkdir(folder, 0o777) != 0 {
      throw Self.refused("make", folder, errno)
    }
  }

  private static func removeFiles(below folder: String) {
    for name in names(in: folder) {
      let path = "\(folder)/\(name)"
      if unlink(path) != 0 { removeFiles(below: path) }
    }
    rmdir(folder)
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func read(_ path: String) -> Result<[UInt8], VaultError> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return .failure(.missing(path: path)) }
    defer { close(descriptor) }
    return Result { () throws(VaultError) in try readToEnd(descriptor, called: path) }
  }

  private static func refused(_ attempt: String, _ path: String, _ code: Int32) -> Exit {
    VaultOptions.fail([VaultError.refused(attempt: attempt, path: path, code: code).diagnostic], with: .machineFailed)
  }
}
#endif
